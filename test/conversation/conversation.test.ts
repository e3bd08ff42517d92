/** Messages in, answers out: whom the bot answers, when, in which language, and once. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { canonical, element } from "../support/xml.ts";
import { issueOf } from "../commands/context.ts";
import { begin, inRoom, occupantId, OWN, ROOM, type Scene } from "./scene.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2023-06-20T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const MAM = /XEP-0313: Message Archive Management/u;

/** An answer in XML, with the id that the bot made up as `a`. */
async function answerTo(scene: Scene): Promise<string> {
  const [answer, ...more] = await scene.sent();
  expect(more).toEqual([]);
  const id = answer?.attrs["id"];
  expect(id).toMatch(/^[\da-f-]{36}$/u);
  return canonical(element(String(answer).replaceAll(String(id), "a")));
}

describe("an answer, in XML", () => {
  test("in a room is one reply with the room's id, and quotes the question for older clients", async () => {
    const scene = begin();
    scene.say("newsstand: xep 9999");
    expect(await answerTo(scene)).toBe(
      canonical(
        element(
          `<message to="${ROOM}" type="groupchat" id="a" xml:lang="en">
            <body>&gt; ana: newsstand: xep 9999\nThere is no XEP-9999. The newest I know is XEP-0479.</body>
            <reply xmlns="urn:xmpp:reply:0" id="s-m1" to="${ROOM}/ana"/>
            <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="27"/></fallback>
            <origin-id xmlns="urn:xmpp:sid:0" id="a"/>
          </message>`,
        ),
      ),
    );
  });

  test("where Converse is in the room begins with a name, since that breaks the links behind a quotation", async () => {
    const scene = begin({ client: "https://conversejs.org" });
    scene.say("newsstand: xep 9999");
    const [answer] = await scene.sent();
    expect(answer?.getChildText("body")).toBe("ana: There is no XEP-9999. The newest I know is XEP-0479.");
    expect(answer?.getChild("reply", "urn:xmpp:reply:0")?.attrs["id"]).toBe("s-m1");
  });

  test("in a direct chat is a message to the device that asked, and arrived questions are confirmed", async () => {
    const scene = begin();
    scene.write("xep 9999", { more: `<request xmlns="urn:xmpp:receipts"/>` });
    expect(await answerTo(scene)).toBe(
      canonical(
        element(
          `<message to="ana@example.org/x" type="chat" id="a" xml:lang="en">
            <body>There is no XEP-9999. The newest I know is XEP-0479.</body>
            <reply xmlns="urn:xmpp:reply:0" id="m1" to="ana@example.org/x"/>
            <origin-id xmlns="urn:xmpp:sid:0" id="a"/>
          </message>`,
        ),
      ),
    );
    expect(scene.signs()).toEqual(["received"]);
  });
});

describe("is answered:", () => {
  test.each([
    ["its nickname", "newsstand: xep 313", ""],
    ["its nickname in capitals", "NEWSSTAND, xep 313", ""],
    ["@ and its nickname", "@newsstand xep 313", ""],
    ["an exclamation mark", "!xep 313", ""],
    ["its nickname, in a sentence", "newsstand: what is XEP-0313?", ""],
    ["a reply to its account", "xep 313", `<reply xmlns="urn:xmpp:reply:0" id="x" to="${ROOM}/newsstand"/>`],
    [
      "a mention",
      "xep 313",
      `<reference xmlns="urn:xmpp:reference:0" type="mention" uri="xmpp:newsstand@example.org"/>`,
    ],
  ])("%s", async (_, body, more) => {
    const scene = begin();
    scene.say(body, { more });
    expect(await scene.said()).toEqual([expect.stringMatching(MAM)]);
  });

  test("a reply to an answer of the bot, by the id that the room gave it", async () => {
    const scene = begin();
    scene.say("!help");
    const [answer] = await scene.sent();
    scene.say("xep 313", { more: `<reply xmlns="urn:xmpp:reply:0" id="room-${answer?.attrs["id"]}"/>` });
    expect(await scene.said()).toEqual([expect.stringMatching(MAM)]);
  });

  test("a private message of an occupant, by a private message", async () => {
    const scene = begin();
    scene.hear(
      `<message from="${ROOM}/ana" type="chat" id="m"><body>xep 313</body><x xmlns="http://jabber.org/protocol/muc#user"/></message>`,
    );
    const [answer] = await scene.sent();
    expect([answer?.attrs["to"], answer?.attrs["type"]]).toEqual([`${ROOM}/ana`, "chat"]);
  });
});

describe("is not answered:", () => {
  test.each([
    ["talk", "what does XEP-0313 say?"],
    ["talk about it", "newsstand is great"],
    ["a command for another bot", "!seen ben"],
    ["one of that about a XEP", "!define XEP-0313"],
    ["a sentence about it and a XEP", "newsstand knows XEP-0313"],
    ["a mere thank-you", "thanks, newsstand!"],
  ])("%s", async (_, body) => {
    const scene = begin();
    scene.say(body);
    expect(await scene.said()).toEqual([]);
  });

  test.each(["good to know", "about time!", "latest is great"])(
    "a reply to it that asks for nothing: %s",
    async (body) => {
      const scene = begin();
      scene.say(body, { more: `<reply xmlns="urn:xmpp:reply:0" id="x" to="${ROOM}/newsstand"/>` });
      expect(await scene.said()).toEqual([]);
    },
  );

  test("thanks, in a room and alone", async () => {
    const scene = begin();
    scene.say("newsstand: thanks a lot!");
    scene.write("merci");
    scene.write("👍");
    expect(await scene.said()).toEqual([]);
  });

  test("another client of its own account", async () => {
    const scene = begin({ occupants: { [`${ROOM}/ana`]: { jid: "newsstand@example.org" } } });
    scene.say("newsstand: help");
    expect(await scene.said()).toEqual([]);
  });

  test("history, its own messages, and errors", async () => {
    const scene = begin();
    scene.say("newsstand: help", { more: `<delay xmlns="urn:xmpp:delay" stamp="2023-01-01T00:00:00Z"/>` });
    scene.say("newsstand: help", { nick: "newsstand" });
    scene.hear(`<message from="${ROOM}" type="error"><body>newsstand: help</body></message>`);
    expect(await scene.said()).toEqual([]);
  });

  test("anything in a room where it has no voice, or is no longer: and nothing comes later", async () => {
    const scene = begin({ role: "visitor" });
    scene.say("newsstand: help");
    expect(await scene.said()).toEqual([]);
    scene.mute(false);
    expect(await scene.said()).toEqual([]);
    scene.leave();
    scene.say("newsstand: help");
    expect(await scene.said()).toEqual([]);
    expect(scene.logged).toEqual([]);
  });

  test("anything once it has stopped", async () => {
    const scene = begin();
    scene.say("newsstand: help");
    scene.stop();
    scene.say("newsstand: help");
    expect(await scene.said()).toEqual([]);
  });
});

describe("once:", () => {
  test("the same stanza delivered again is not answered again", async () => {
    const scene = begin();
    scene.say("newsstand: xep 313", { id: "same" });
    scene.say("newsstand: xep 313", { id: "same" });
    expect(await scene.said()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(600_000);
    scene.say("newsstand: xep 313", { id: "same" });
    expect(await scene.said()).toEqual([]);
  });

  test("what a client sent again, and the room gave another id, is the same", async () => {
    const scene = begin();
    scene.hear(inRoom("!xep 313", { id: "same" }));
    scene.hear(inRoom("!xep 313", { id: "same" }).replace("s-same", "s-other"));
    expect(await scene.said()).toHaveLength(1);
  });

  test("a client that counts its messages anew asks something else", async () => {
    const scene = begin();
    scene.write("xep 313", { id: "1" });
    scene.write("xep 45", { id: "1" });
    expect(await scene.said()).toHaveLength(2);
  });
});

describe("the language of an answer is that of", () => {
  const languageOf = async (scene: Scene): Promise<string | undefined> =>
    (await scene.sent()).map(({ attrs }) => attrs["xml:lang"])[0];

  test("the question", async () => {
    const scene = begin({ chosen: "fr" });
    scene.write("xep 313");
    expect(await languageOf(scene)).toBe("en");
    scene.hear(
      `<message from="${ROOM}/ana" type="groupchat" xml:lang="de-AT"><body>!xep 9999</body></message>`,
    );
    expect(await languageOf(scene)).toBe("de");
  });

  test.each([
    ["the room's operator", { chosen: "it", language: "de" }, "!xep 313", "it"],
    ["the room", { language: "de" }, "!xep 313", "de"],
    ["the command's word", {}, "!letzte", "de"],
    ["the word, where a room's server says en as all do", { language: "en" }, "!letzte", "de"],
    ["nobody", { language: "eo" }, "!xep 313", "en"],
  ])("%s", async (_, options, line, language) => {
    const scene = begin(options);
    scene.say(line);
    expect(await languageOf(scene)).toBe(language);
  });
});

describe("an answer that takes time", () => {
  const slow = () => {
    const { promise, resolve } = Promise.withResolvers<{ results: []; total: number }>();
    return {
      end: () => resolve({ results: [], total: 0 }),
      context: { news: { issues: () => promise } },
    };
  };

  test("shows that the bot is typing after a second, and that it is done", async () => {
    const { end, context } = slow();
    const scene = begin({ context });
    scene.say("!latest");
    await vi.advanceTimersByTimeAsync(999);
    expect(scene.signs()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(scene.signs()).toEqual(["composing"]);
    end();
    const [answer] = await scene.sent();
    expect(answer?.getChild("active", "http://jabber.org/protocol/chatstates")).toBeDefined();
  });

  test("does not hold up others, but what the same person asked next", async () => {
    const { end, context } = slow();
    const scene = begin({ context });
    scene.say("!latest");
    scene.say("!xep 313");
    scene.say("!xep 45", { nick: "ben" });
    expect(await scene.said()).toEqual([expect.stringContaining("XEP-0045")]);
    end();
    expect(await scene.said()).toEqual([expect.any(String), expect.stringMatching(MAM)]);
  });

  test("is shown to nobody where it is about a line that may be for another bot", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = begin({ learning: promise });
    scene.say("!seen ben");
    await vi.advanceTimersByTimeAsync(2000);
    resolve();
    expect(await scene.said()).toEqual([]);
    expect(scene.signs()).toEqual([]);
  });

  test("for ever is an apology in the end", async () => {
    const scene = begin({ context: slow().context });
    scene.say("!latest");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await scene.said()).toEqual(["I cannot answer that now. Please ask again later."]);
  });
});

test("a message whose id the room has not given is answered without a reply: all clients show the quotation", async () => {
  const scene = begin({ facts: { hasStanzaIds: false } });
  scene.say("!xep 9999");
  const [answer] = await scene.sent();
  expect(answer?.getChild("reply")).toBeUndefined();
  expect(answer?.getChild("fallback")).toBeUndefined();
  expect(answer?.getChildText("body")).toMatch(/^> ana: !xep 9999\n/u);
});

test("who may what is decided when they ask, whoever has the nickname when they are answered", async () => {
  const { promise, resolve } = Promise.withResolvers<{ results: []; total: number }>();
  const standing = { isModerator: false };
  const scene = begin({ standing, context: { news: { issues: () => promise } } });
  scene.say("!latest");
  scene.say("!quiet");
  standing.isModerator = true;
  resolve({ results: [], total: 0 });
  expect(await scene.said()).toEqual([expect.any(String), expect.stringMatching(/^Only moderators/u)]);
});

test("a command that fails is a friendly sentence, and the operator reads why", async () => {
  const scene = begin({ context: { news: { issues: () => Promise.reject(new Error("no disk")) } } });
  scene.say("!latest");
  expect(await scene.said()).toEqual(["I cannot answer that now. Please ask again later."]);
  expect(scene.logged).toEqual([`a question of ${ROOM}/ana could not be answered`]);
});

test("an answer that there is no way for is wanted for ten minutes", async () => {
  const wanted: number[] = [];
  const scene = begin({ post: (_, until) => Promise.resolve(void wanted.push(until - Date.now())) });
  scene.write("xep 313");
  await scene.sent();
  expect(wanted).toEqual([600_000]);
});

test("a message that nobody takes is nothing that ends the bot", async () => {
  const scene = begin({ post: () => Promise.reject(new Error("gone")) });
  scene.write("xep 313");
  expect(await scene.said()).toHaveLength(1);
  expect(scene.logged).toEqual(["a message to ana@example.org/x did not arrive"]);
});

test("the rest of a list is got in private, by who got the beginning in the room, and once", async () => {
  const results = Array.from({ length: 8 }, (_, at) => issueOf({ title: `The Kettle ${at}`, id: `id${at}` }));
  const scene = begin({ context: { news: { issues: () => Promise.resolve({ results, total: 8 }) } } });
  const more = (nick: string, id: string): void =>
    scene.hear(
      `<message from="${ROOM}/${nick}" type="chat" id="${id}"><body>more</body>${occupantId(nick)}</message>`,
    );
  scene.say("!issues 2023", { more: occupantId("ana") });
  const [list] = await scene.said();
  expect(list).toContain("3 more");
  more("ben", "a");
  expect(await scene.said()).toEqual(["There is no more."]);
  more("ana", "b");
  const [rest] = await scene.said();
  expect(rest).toContain("The Kettle 7");
  more("ana", "c");
  expect(await scene.said()).toEqual(["There is no more."]);
});

test("a message that is encrypted is told, once a day, to be unreadable", async () => {
  const scene = begin();
  const send = (): void =>
    scene.hear(
      `<message from="ana@example.org/x" type="chat" xml:lang="de">
        <encrypted xmlns="eu.siacs.conversations.axolotl"><header sid="1"/><payload>eA==</payload></encrypted>
        <body>I sent you an OMEMO encrypted message</body></message>`,
    );
  send();
  send();
  expect(await scene.said()).toEqual([expect.stringMatching(/^Verschlüsselte Nachrichten/u)]);
  await vi.advanceTimersByTimeAsync(86_400_000);
  send();
  expect(await scene.said()).toHaveLength(1);
});

test("the bot is known by its own JID where it is in no room", async () => {
  const scene = begin();
  scene.hear(`<message from="${OWN}" type="chat"><body>help</body></message>`);
  scene.write("newsstand: xep 313");
  expect(await scene.said()).toEqual([expect.stringMatching(MAM)]);
});
