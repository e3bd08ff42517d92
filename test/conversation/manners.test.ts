/** The bot's manners: when it says less than it could, or nothing. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { issueOf } from "../commands/context.ts";
import { begin, ROOM, type Scene, type SceneOptions } from "./scene.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2023-06-20T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const TOO_MUCH = "That is a lot at once. I will be quiet for a while.";
const bots: SceneOptions = { occupants: { [`${ROOM}/robot`]: { isBot: true } } };

describe("what is no command", () => {
  test("gets a hint when the bot is called by its name, and again after five minutes", async () => {
    const scene = begin();
    const hint = "I do not know that. Say help for what I know.";
    scene.say("newsstand: sing");
    scene.say("newsstand: dance");
    expect(await scene.said()).toEqual([hint]);
    await vi.advanceTimersByTimeAsync(300_000);
    scene.say("newsstand: sing");
    expect(await scene.said()).toEqual([hint]);
  });

  test("gets the nearest command as a question", async () => {
    const scene = begin();
    scene.say("newsstand: lates");
    scene.say("newsstand: lates");
    expect(await scene.said()).toEqual(["Do you mean latest?", "Do you mean latest?"]);
  });

  test("behind an exclamation mark gets that rarely: it may be for another bot", async () => {
    const scene = begin();
    for (let count = 0; count < 30; count += 1) scene.say("!lates");
    expect(await scene.said()).toEqual(["Do you mean latest?"]);
    scene.say("!latest");
    expect(await scene.said()).toHaveLength(1);
  });

  test("in a direct chat gets three hints", async () => {
    const scene = begin();
    for (let count = 0; count < 9; count += 1) scene.write(`zzzzzzzz ${count}`);
    expect(await scene.said()).toHaveLength(3);
  });
});

describe("a flood", () => {
  const ask = async (
    scene: Scene,
    count: number,
    nickOf: (at: number) => string = () => "ana",
  ): Promise<readonly string[]> => {
    for (let at = 0; at < count; at += 1) scene.say("!xep 313", { nick: nickOf(at) });
    return scene.said();
  };

  test("of one person gets twenty answers, one refusal, and then silence", async () => {
    const scene = begin();
    const said = await ask(scene, 50);
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe(TOO_MUCH);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await ask(scene, 1)).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await ask(scene, 1)).toHaveLength(1);
  });

  test("of a room gets a hundred answers and one refusal", async () => {
    const scene = begin();
    const said = await ask(scene, 500, (at) => `occupant ${at}`);
    expect(said).toHaveLength(101);
    expect(said.filter((each) => each === TOO_MUCH)).toHaveLength(1);
  });

  test("of a bot gets no refusal", async () => {
    const scene = begin(bots);
    expect(await ask(scene, 50, () => "robot")).toHaveLength(20);
  });

  test("of another server, whoever they say they are, is as one person's of a room", async () => {
    const scene = begin();
    for (let at = 0; at < 100; at += 1) scene.write("xep 313", { from: `p${at}@other.example/x` });
    expect(await scene.said()).toHaveLength(41);
    for (let at = 0; at < 100; at += 1) scene.write("xep 313", { from: `p${at}@example.org/x` });
    expect(await scene.said()).toHaveLength(100);
  });

  test("of strangers is not confirmed to have arrived", () => {
    const scene = begin();
    const more = `<request xmlns="urn:xmpp:receipts"/>`;
    for (let at = 0; at < 100; at += 1) scene.write("hi", { from: `p${at}@other.example/x`, more });
    expect(scene.signs()).toHaveLength(40);
  });
});

describe("a bot that answers the bot", () => {
  test("gets answers to commands, and no hints", async () => {
    const scene = begin(bots);
    scene.say("newsstand: sing", { nick: "robot" });
    scene.say("newsstand: lates", { nick: "robot" });
    scene.say("newsstand: look at XEP-0313", { nick: "robot" });
    expect(await scene.said()).toEqual([]);
    scene.say("newsstand: xep 313", { nick: "robot" });
    expect(await scene.said()).toHaveLength(1);
  });

  /** Answers each message of the bot after so many ms, until it says nothing more. Gives how much it said. */
  const converse = async (scene: Scene, line: string, pause: number): Promise<number> => {
    for (let count = 0; count < 200; count += 1) {
      scene.say(line.replace("#", String(count)));
      if ((await scene.said()).length === 0) return count;
      await vi.advanceTimersByTimeAsync(pause);
    }
    return Infinity;
  };

  test("faster than people type, with what is no command, is ignored: for ten minutes, and then for twenty", async () => {
    const scene = begin();
    expect(await converse(scene, "newsstand: lates", 100)).toBe(12);
    await vi.advanceTimersByTimeAsync(599_000);
    expect(await converse(scene, "newsstand: lates", 100)).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await converse(scene, "newsstand: lates", 100)).toBe(12);
    await vi.advanceTimersByTimeAsync(601_000);
    expect(await converse(scene, "newsstand: lates", 100)).toBe(0);
  });

  test("with the same command again and again is ignored as well", async () => {
    expect(await converse(begin(), "newsstand: xep 313", 100)).toBe(13);
  });

  test("is nobody who asks different things by a script, as far as the limits go", async () => {
    expect(await converse(begin(), "newsstand: xep #", 100)).toBeGreaterThanOrEqual(20);
  });

  test("slowly, but always with the same, and gets the same, is ignored as well", async () => {
    expect(await converse(begin(), "newsstand: xep 313", 20_000)).toBe(13);
    expect(await converse(begin(), "newsstand: lates", 20_000)).toBe(13);
  });

  test("is nobody who asks the same now and then, on many days", async () => {
    expect(await converse(begin(), "newsstand: latest", 3_600_000)).toBe(Infinity);
  });

  test("is nobody who reads a long list to its end", async () => {
    const results = Array.from({ length: 120 }, (_, at) => issueOf({ title: `No ${at}`, id: `id${at}` }));
    const scene = begin({ context: { news: { issues: () => Promise.resolve({ results, total: 120 }) } } });
    scene.say("!issues 2023");
    await scene.said();
    for (let count = 0; count < 20; count += 1) {
      await vi.advanceTimersByTimeAsync(5_000);
      scene.say("!more");
      expect(await scene.said()).toHaveLength(1);
    }
  });

  test.each(["xep 313", "xep 9999", "weiter"])(
    "with our answer to %s gets no other, though no server has confirmed it",
    async (line) => {
      const scene = begin({ post: () => new Promise(() => {}) });
      scene.write(line);
      scene.say(`newsstand: ${line}`);
      const [direct, inRoom] = await scene.said();
      scene.write(direct ?? "");
      scene.say(`newsstand: ${inRoom}`);
      expect(await scene.said()).toEqual([]);
      scene.say(`> ${inRoom?.replaceAll("\n", "\n> ")}\nnewsstand: ${line}`);
      expect(await scene.said()).toHaveLength(1);
    },
  );

  test("is nobody who asks ten things at once", async () => {
    const scene = begin();
    for (let count = 0; count < 10; count += 1) scene.say("newsstand: xep 313");
    expect(await scene.said()).toHaveLength(10);
  });

  test("is nobody who reads and types", async () => {
    const scene = begin();
    for (let count = 0; count < 50; count += 1) {
      scene.say(`newsstand: xep ${count}`);
      expect(await scene.said()).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(4_000);
    }
  });
});

describe("in a quiet room", () => {
  test("only moderators are heard, who may let the bot talk again", async () => {
    const moderator = begin({ standing: { isModerator: true } });
    moderator.say("newsstand: quiet");
    expect(await moderator.said()).toHaveLength(1);
    moderator.say("newsstand: xep 313");
    moderator.say("newsstand: lates");
    expect(await moderator.said()).toEqual([]);
    moderator.say("newsstand: talk");
    expect(await moderator.said()).toHaveLength(1);
    moderator.say("newsstand: xep 313");
    expect(await moderator.said()).toHaveLength(1);
  });

  test("others get no answer, but by private messages", async () => {
    const scene = begin({
      context: { manners: { isQuiet: () => true, setQuiet: () => Promise.resolve() } },
      xepRooms: [ROOM],
    });
    scene.say("newsstand: talk");
    scene.say("newsstand: xep 313");
    scene.say("as XEP-0313 says");
    expect(await scene.said()).toEqual([]);
    scene.hear(`<message from="${ROOM}/ana" type="chat"><body>xep 313</body></message>`);
    expect(await scene.said()).toHaveLength(1);
  });

  test("what was still to be said before is not", async () => {
    const { promise, resolve } = Promise.withResolvers<{ results: []; total: number }>();
    const scene = begin({ standing: { isModerator: true }, context: { news: { issues: () => promise } } });
    scene.say("newsstand: latest");
    scene.say("newsstand: quiet", { nick: "mod" });
    const quiet = await scene.said();
    expect(quiet).toHaveLength(1);
    resolve({ results: [], total: 0 });
    expect(await scene.said()).toEqual([]);
  });
});

describe("a XEP in talk", () => {
  const line = "XEP-0313: Message Archive Management – Stable – https://xmpp.org/extensions/xep-0313.html";

  test("gets one line in the rooms that want it, once an hour", async () => {
    const scene = begin({ xepRooms: [ROOM] });
    scene.say("as XEP-0313 says");
    scene.say("yes, XEP-0313", { nick: "ben" });
    expect(await scene.said()).toEqual([line]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    scene.say("as XEP-0313 says");
    expect(await scene.said()).toEqual([line]);
  });

  test("gets none elsewhere, of a bot, of a correction, or where there is no such XEP", async () => {
    const elsewhere = begin();
    elsewhere.say("as XEP-0313 says");
    const scene = begin({ ...bots, xepRooms: [ROOM] });
    scene.say("as XEP-0313 says", { nick: "robot" });
    scene.say("as XEP-0313 says", { more: `<replace xmlns="urn:xmpp:message-correct:0" id="x"/>` });
    scene.say("as XEP-9999 says");
    expect([...(await elsewhere.said()), ...(await scene.said())]).toEqual([]);
    expect(scene.learnt).toContain(`${ROOM}/robot`);
  });

  test("is one of three at most", async () => {
    const scene = begin({ xepRooms: [ROOM] });
    scene.say("XEP-0045 XEP-0060 XEP-0087 XEP-0095 XEP-0114");
    const [said] = await scene.said();
    expect(said?.split("\n")).toHaveLength(3);
  });

  test("gets no line where the room has had enough, and no refusal", async () => {
    const scene = begin({ xepRooms: [ROOM] });
    for (let at = 0; at < 200; at += 1) scene.say("!xep 45", { nick: `occupant ${at}` });
    await scene.said();
    scene.say("as XEP-0313 says");
    expect(await scene.said()).toEqual([]);
  });
});
