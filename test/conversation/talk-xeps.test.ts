/** Which XEPs a text names, as people write it in talk. */

import { expect, test } from "vitest";
import { numbersIn, questionIn } from "../../src/conversation/talk-xeps.ts";

test.each([
  ["as XEP-0313 says", [313]],
  ["(XEP-0313), xep-0045. XEP 0060: XEP0084?", [313, 45, 60, 84]],
  ["XEP-0313 and XEP-0313", [313]],
  ["XEP-0313’s archive", [313]],
  ["> as XEP-0313 says\nno", []],
  ["```\nXEP-0313\n```\nXEP-0045", [45]],
  ["`XEP-0313` and `XEP-0045", [45]],
  ["https://xmpp.org/extensions/XEP-0313 or https://xmpp.org/extensions/xep-0313.html", []],
  ["xep-0313.html, /XEP-0045, #XEP-0045, XEP-00450, MyXEP-0045, XEP-0045a, XEP-0045/2", []],
  ["XEP-313", []],
  ["XEP", []],
  ["", []],
])("%j names %j", (text, numbers) => {
  expect(numbersIn(text)).toEqual(numbers);
});

test.each([
  ["what is XEP-0313?", "xep 313"],
  ["tell me of xep 313, XEP-45 and XEP-0313", "xep 313 45"],
  ["how are you", undefined],
  ["what is MyXEP-0313", undefined],
  ["XEP-00313", undefined],
  ["*XEP-0313: Message Archive Management* (mam)", undefined],
])("to the bot %j asks %j", (line, question) => {
  expect(questionIn(line)).toBe(question);
});

test("hostile text costs no time", () => {
  const start = performance.now();
  for (const piece of ["XEP-", "XEP 031", "`", "```\n", "a", "://", " ", "> "])
    numbersIn(piece.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(1000);
});
