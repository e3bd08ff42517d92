/** The menu: XML in, XML out. */

import { beforeEach, describe, expect, test } from "vitest";
import { createMenu, type Menu } from "../../src/menu/menu.ts";
import type { Entry, Page, Visitor } from "../../src/menu/page.ts";
import { toLanguage, voiceOf } from "../../src/words/voice.ts";
import { answerWith, toReply } from "../../src/xmpp/answers.ts";
import { fromForm } from "../../src/xmpp/forms.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { askerOf } from "../commands/context.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const NS = "http://jabber.org/protocol/commands";
const ITEMS = "http://jabber.org/protocol/disco#items";
const INFO = "http://jabber.org/protocol/disco#info";
const ROMEO = "romeo@example.org/garden";
const JULIET = "juliet@example.org/balcony";

let menu: Menu;
let now: number;
let allowance: number;
let failures: unknown[];
/** How often tea was made. */
let made: number;
let kettle: PromiseWithResolvers<Page>;

const end = (text: string): Page => ({ note: { type: "info", text } });
const sugar: Page = {
  form: { type: "form", title: "Sugar", fields: [] },
  complete() {
    made += 1;
    return end("made");
  },
};
const which: Page = {
  form: {
    type: "form",
    title: "Tea",
    fields: [{ name: "kind", type: "text-single", label: "Kind", isRequired: true }],
  },
  next: (values) => ({ ...sugar, note: { type: "info", text: values.get("kind")?.[0] ?? "" } }),
};
const entries: readonly Entry[] = [
  { node: "hello", name: () => "Hello", isFor: () => true, open: () => end("Hello!") },
  { node: "tea", name: ({ language }) => `Tea (${language})`, isFor: () => true, open: () => which },
  {
    node: "secret",
    name: () => "Secret",
    isFor: ({ asker }) => asker.isOperator,
    open: () => ({ next: () => end("more secret") }),
  },
  { node: "broken", name: () => "Broken", isFor: () => true, open: () => Promise.reject(new Error("no")) },
  { node: "slow", name: () => "Slow", isFor: () => true, open: () => kettle.promise },
];

const visitor = (from: string, language: string | undefined): Visitor => ({
  from,
  isMember: false,
  asker: askerOf({
    where: "direct",
    isOperator: from.startsWith("juliet"),
    voice: voiceOf(toLanguage(language) ?? "en"),
  }),
});

beforeEach(() => {
  [now, allowance, failures, made] = [0, 1_000, [], 0];
  kettle = Promise.withResolvers();
  menu = createMenu({
    entries,
    visitor,
    mayAsk: () => (allowance -= 1) >= 0,
    failed: (_, error) => failures.push(error),
    now: () => now,
    patience: 20,
  });
});

async function say(stanza: string): Promise<Element> {
  const iq = element(stanza);
  return toReply(iq, await answerWith((...question) => menu.answer(...question), iq));
}

const order = (attributes: string, inside = "", from = ROMEO) =>
  say(`<iq type="set" from="${from}" to="bot@example.org/1" id="1">
    <command xmlns="${NS}" ${attributes}>${inside}</command></iq>`);
const kind = (text: string) =>
  `<x xmlns="jabber:x:data" type="submit"><field var="kind"><value>${text}</value></field></x>`;

async function begin(node: string, from = ROMEO): Promise<string> {
  const begun = await order(`node="${node}"`, "", from);
  return begun.getChild("command")?.attrs["sessionid"] ?? "";
}

/** What an answer says: its state, its note, and what may come next. */
function told(reply: Element) {
  const command = reply.getChild("command");
  const actions = command?.getChild("actions");
  return {
    status: command?.attrs["status"],
    note: command?.getChildText("note"),
    title: command?.getChild("x")?.getChildText("title"),
    actions: actions && [actions.attrs["execute"], ...actions.getChildElements().map(({ name }) => name)],
  };
}
/** The conditions of an error. */
const conditions = (reply: Element) =>
  reply
    .getChild("error")
    ?.getChildElements()
    .map(({ name }) => name);

describe("the list", () => {
  test("has what the requester may use, in their language", async () => {
    const list = await say(`<iq type="get" from="${ROMEO}" to="bot@example.org/1" id="1" xml:lang="de-AT">
      <query xmlns="${ITEMS}" node="${NS}"/></iq>`);
    const expected = element(`<iq type="result" to="${ROMEO}" id="1">
      <query xmlns="${ITEMS}" node="${NS}">
        <item jid="bot@example.org/1" node="hello" name="Hello"/>
        <item jid="bot@example.org/1" node="tea" name="Tea (de)"/>
        <item jid="bot@example.org/1" node="broken" name="Broken"/>
        <item jid="bot@example.org/1" node="slow" name="Slow"/>
      </query></iq>`);
    expect(xmlEqual(list, expected)).toBe(true);
  });

  test("tells of a command what it is, and of a secret one that it is forbidden", async () => {
    const ask = (node: string, from: string) =>
      say(`<iq type="get" from="${from}" id="1"><query xmlns="${INFO}" node="${node}"/></iq>`);
    const identity = (await ask("secret", JULIET)).getChild("query")?.getChild("identity");
    expect(identity?.attrs).toEqual({ category: "automation", type: "command-node", name: "Secret" });
    expect(conditions(await ask("secret", ROMEO))).toEqual(["forbidden"]);
    const list = (await ask(NS, ROMEO)).getChild("query")?.getChild("identity");
    expect(list?.attrs).toMatchObject({ type: "command-list", name: "Commands" });
  });

  test("a command has no items of its own", async () => {
    const items = await say(
      `<iq type="get" from="${ROMEO}" id="1"><query xmlns="${ITEMS}" node="tea"/></iq>`,
    );
    expect(items.getChild("query")?.getChildElements()).toEqual([]);
  });
});

test("what is not for the menu is left to others", async () => {
  const asked = element(
    `<iq type="get" from="${ROMEO}" id="1"><query xmlns="${INFO}" node="urn:other"/></iq>`,
  );
  expect(await answerWith((...question) => menu.answer(...question), asked)).toBeUndefined();
  const got = element(`<iq type="get" from="${ROMEO}" id="1"><command xmlns="${NS}" node="tea"/></iq>`);
  expect(await answerWith((...question) => menu.answer(...question), got)).toBeUndefined();
});

test("a command without questions answers at once", async () => {
  expect(told(await order(`node="hello"`))).toMatchObject({ status: "completed", note: "Hello!" });
});

describe("a command of several stages", () => {
  test("goes from page to page to its end, and only once", async () => {
    const id = await begin("tea");
    const second = await order(`node="tea" sessionid="${id}"`, kind("green"));
    expect(told(second)).toEqual({
      status: "executing",
      note: "green",
      title: "Sugar",
      actions: ["complete", "prev", "complete"],
    });
    const last = await order(`node="tea" sessionid="${id}" action="complete"`);
    expect(told(last)).toMatchObject({ status: "completed", note: "made" });
    expect(conditions(await order(`node="tea" sessionid="${id}" action="complete"`))).toEqual([
      "not-allowed",
      "session-expired",
    ]);
    expect(made).toBe(1);
  });

  test("goes back, and then elsewhere", async () => {
    const id = await begin("tea");
    await order(`node="tea" sessionid="${id}" action="next"`, kind("green"));
    expect(told(await order(`node="tea" sessionid="${id}" action="prev"`))).toMatchObject({
      title: "Tea",
      actions: ["next", "next"],
    });
    const again = await order(`node="tea" sessionid="${id}" action="next"`, kind("black"));
    expect(told(again)).toMatchObject({ note: "black" });
  });

  test("does nothing when it is cancelled", async () => {
    const id = await begin("tea");
    await order(`node="tea" sessionid="${id}"`, kind("green"));
    expect(told(await order(`node="tea" sessionid="${id}" action="cancel"`)).status).toBe("canceled");
    const late = await order(`node="tea" sessionid="${id}" action="complete"`);
    expect(conditions(late)).toEqual(["not-allowed", "session-expired"]);
    expect(made).toBe(0);
  });

  test("asks again for what is missing", async () => {
    const id = await begin("tea");
    const again = await order(`node="tea" sessionid="${id}"`, kind(""));
    expect(told(again)).toMatchObject({
      status: "executing",
      title: "Tea",
      note: "This is still missing: Kind",
    });
  });

  test("refuses what does not fit, and goes on all the same", async () => {
    const id = await begin("tea");
    const result = `<x xmlns="jabber:x:data" type="result"/>`;
    expect(conditions(await order(`node="tea" sessionid="${id}"`, result))).toEqual([
      "bad-request",
      "bad-payload",
    ]);
    for (const action of ["prev", "complete"])
      expect(conditions(await order(`node="tea" sessionid="${id}" action="${action}"`))).toEqual([
        "bad-request",
        "bad-action",
      ]);
    expect(conditions(await order(`node="tea" sessionid="${id}" action="jump"`))).toEqual([
      "bad-request",
      "malformed-action",
    ]);
    expect(told(await order(`node="tea" sessionid="${id}"`, kind("white"))).note).toBe("white");
  });
});

describe("a session", () => {
  test("belongs to one full JID and one command", async () => {
    const id = await begin("tea");
    for (const from of ["romeo@example.org/orchard", JULIET])
      expect(conditions(await order(`node="tea" sessionid="${id}"`, kind("x"), from))).toEqual([
        "bad-request",
        "bad-sessionid",
      ]);
    expect(conditions(await order(`node="hello" sessionid="${id}"`))).toContain("bad-sessionid");
    expect(conditions(await order(`node="tea" sessionid="made-up"`))).toContain("bad-sessionid");
  });

  test("ends after ten minutes in which nothing came", async () => {
    const id = await begin("tea");
    now += 590_000;
    expect(conditions(await order(`node="tea" sessionid="${id}"`, kind("")))).toBeUndefined();
    now += 590_000;
    expect(conditions(await order(`node="tea" sessionid="${id}"`, kind("")))).toBeUndefined();
    now += 601_000;
    expect(conditions(await order(`node="tea" sessionid="${id}"`, kind("x")))).toEqual([
      "not-allowed",
      "session-expired",
    ]);
  });

  test("gives way to newer ones: five for a person, two hundred in all", async () => {
    const own = [];
    for (let each = 0; each < 6; each += 1) own.push(await begin("tea", `romeo@example.org/${each}`));
    const resume = (id: string, from: string) => order(`node="tea" sessionid="${id}"`, kind(""), from);
    expect(conditions(await resume(own[0] ?? "", "romeo@example.org/0"))).toContain("session-expired");
    expect(conditions(await resume(own[1] ?? "", "romeo@example.org/1"))).toBeUndefined();
    for (let each = 0; each < 200; each += 1) await begin("tea", `p${each}@example.org/x`);
    expect(conditions(await resume(own[1] ?? "", "romeo@example.org/1"))).toContain("session-expired");
  });

  test("of an operator does not give way to those of strangers, however many there are", async () => {
    const id = await begin("tea", JULIET);
    for (let each = 0; each < 300; each += 1) await begin("tea", `p${each}@example.org/x`);
    expect(conditions(await order(`node="tea" sessionid="${id}"`, kind("x"), JULIET))).toBeUndefined();
  });
});

test("what there is not, and what somebody may not use, is refused", async () => {
  expect(conditions(await order(`node="coffee"`))).toEqual(["item-not-found"]);
  expect(conditions(await order(`node="secret"`))).toEqual(["forbidden"]);
  expect(told(await order(`node="secret"`, "", JULIET)).status).toBe("executing");
});

test("a command begins with its execution", async () => {
  expect(conditions(await order(`node="tea" action="complete"`))).toEqual(["bad-request", "bad-action"]);
});

test("a page that cannot be made is told as a note, and to the operator", async () => {
  const broken = await order(`node="broken"`);
  expect(told(broken)).toMatchObject({ status: "completed" });
  expect(broken.getChild("command")?.getChild("note")?.attrs["type"]).toBe("error");
  expect(failures).toEqual([new Error("no")]);
});

test("a page that takes longer is waited for, as often as somebody wants", async () => {
  const first = await order(`node="slow"`);
  const id = first.getChild("command")?.attrs["sessionid"] ?? "";
  expect(told(first)).toMatchObject({ status: "executing", actions: ["next", "next"] });
  expect(told(await order(`node="slow" sessionid="${id}"`)).status).toBe("executing");
  kettle.resolve(end("boiled"));
  expect(told(await order(`node="slow" sessionid="${id}" action="next"`))).toMatchObject({
    status: "completed",
    note: "boiled",
  });
});

test("whoever does not wait for it hears that it goes on", async () => {
  const id = await begin("slow");
  const gone = await order(`node="slow" sessionid="${id}" action="cancel"`);
  expect(told(gone)).toMatchObject({ status: "canceled", note: "What has begun goes on." });
  const late = await order(`node="slow" sessionid="${id}"`);
  expect(conditions(late)).toContain("session-expired");
});

test("who asks twice at once is answered once", async () => {
  const first = order(`node="slow"`);
  const id = (await first).getChild("command")?.attrs["sessionid"] ?? "";
  const [one, two] = await Promise.all([
    order(`node="slow" sessionid="${id}"`),
    order(`node="slow" sessionid="${id}"`),
  ]);
  expect(told(one).status).toBe("executing");
  expect(conditions(two)).toEqual(["unexpected-request"]);
});

test("whoever asks too much is told to wait", async () => {
  allowance = 1;
  expect(told(await order(`node="hello"`)).status).toBe("completed");
  const refused = await order(`node="hello"`);
  expect(conditions(refused)).toEqual(["resource-constraint"]);
  expect(refused.getChild("error")?.attrs["type"]).toBe("wait");
  const about = `<iq type="get" from="${ROMEO}" id="1"><query xmlns="${INFO}" node="tea"/></iq>`;
  expect((await say(about)).attrs["type"]).toBe("result");
});

test("the form of a page is what was asked for", async () => {
  const form = (await order(`node="tea"`)).getChild("command")?.getChild("x");
  expect([...fromForm(form).keys()]).toEqual(["kind"]);
});
