/** RFC 4013: SASLprep, by the examples of its section 3 and by the tables it names. */

import { expect, test } from "vitest";
import { saslprep } from "../../../src/xmpp/session/saslprep.ts";

test.each([
  ["I\u00adX", "IX"],
  ["user", "user"],
  ["USER", "USER"],
  ["\u00aa", "a"],
  ["\u2168", "IX"],
  ["\u0007", undefined],
])("%j becomes %j, as in the examples of section 3", (given, prepared) => {
  expect(saslprep(given)).toBe(prepared);
});

test("a space that is not that of ASCII becomes it, and what is mapped to nothing is gone", () => {
  expect(saslprep("a\u00a0b\u3000c\u2003d")).toBe("a b c d");
  expect(saslprep("a\u200cb\u200d\ufeff\ufe0f")).toBe("ab");
});

test("letters, signs and characters beyond the basic plane are kept", () => {
  const text = "pässwörd ŁΩЖ 密码 שלום 𝄞 😀 \"'<&>,=";
  expect(saslprep(text)).toBe(text);
});

test.each([
  "\u007f",
  "\u0085",
  "\ufdd0",
  "\u{1ffff}",
  "\u{f0000}",
  "\u2028",
  "\u2ff0",
  "\u{e0041}",
  "\udfff",
])("%j is prohibited", (character) => {
  expect(saslprep(`a${character}b`)).toBeUndefined();
});
