/** Rooms are told of each new issue once. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Element } from "../../src/xmpp/stanza.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { fakeMemory, GERMAN, issueOf, makeScene, NOW, reflection, ROOM, type Scene } from "./room.ts";

const DAY = 86_400_000;
const DELAY = `<delay xmlns="urn:xmpp:delay" stamp="2026-11-20T09:00:00Z"/>`;
const OLD = issueOf(10);
const NEW = issueOf(19);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A scene in a room that was told of `OLD` before; what it was told is remembered. */
async function begun(memory = fakeMemory()): Promise<Scene> {
  const scene = makeScene({ memory });
  scene.enter();
  await scene.look(OLD);
  return scene;
}

/** The bot was killed, and is started again. */
const restarted = (memory = fakeMemory()): Scene => makeScene({ memory });

describe("a new issue", () => {
  test("is told, with the same id in both places", async () => {
    const scene = await begun();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([`${ROOM}: News of 2026-11-19`]);
    const [message] = scene.sent;
    expect(message?.attrs["type"]).toBe("groupchat");
    expect(message?.getChild("origin-id", "urn:xmpp:sid:0")?.attrs["id"]).toBe(message?.attrs["id"]);
  });

  test("is told once, however often the issues are looked at", async () => {
    const scene = await begun();
    await scene.look(OLD, NEW);
    await scene.look(OLD, NEW);
    await scene.reflect();
    await scene.look(OLD, NEW);
    expect(scene.said().length).toBe(1);
    expect(scene.logged).toContain(`told ${ROOM} of 2026-11-19-news`);
  });

  test("is told in the order in which issues appeared", async () => {
    const scene = await begun();
    await scene.look(OLD, issueOf(12), issueOf(13), issueOf(14));
    expect(scene.said()).toEqual(["12", "13", "14"].map((day) => `${ROOM}: News of 2026-11-${day}`));
  });

  test("is told in rooms of its language", async () => {
    const rooms = [
      { room: ROOM, language: undefined },
      { room: GERMAN, language: "de" },
      { room: ROOM, language: "pt" },
    ];
    const scene = makeScene({ rooms });
    scene.enter(ROOM);
    scene.enter(GERMAN);
    await scene.look();
    await scene.look(issueOf(19), issueOf(19, "de"), issueOf(19, "pt-br"));
    expect(scene.sent.map(({ attrs }) => `${attrs["to"]} ${attrs["xml:lang"]}`).toSorted()).toEqual([
      `${GERMAN} de`,
      `${ROOM} en`,
      `${ROOM} pt-BR`,
    ]);
  });

  test("is not told when it is older than the days say", async () => {
    const scene = await begun();
    await scene.look(issueOf(5), OLD);
    expect(scene.said()).toEqual([]);
    await scene.look(issueOf(7), OLD);
    expect(scene.said().length).toBe(1);
  });

  test("counts from the date at which it was to appear", async () => {
    const scene = await begun();
    await scene.look(OLD, { ...issueOf("2026-09-01"), publishDate: new Date("2026-11-19T08:00:00Z") });
    expect(scene.said().length).toBe(1);
  });
});

describe("nothing is told", () => {
  test("of what is out at the first start", async () => {
    const scene = makeScene();
    scene.enter();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    expect(scene.logged).toEqual([`${ROOM} is told of the issues that appear from now on`]);
  });

  test("of what is out when the memory was lost, or cannot be read any more", async () => {
    const memory = fakeMemory();
    await begun(memory);
    for (const stored of [undefined, "<damaged/>"]) {
      memory.items.clear();
      if (stored !== undefined) memory.items.set(`${ROOM} en`, stored);
      const scene = restarted(memory);
      scene.enter();
      await scene.look(OLD, NEW);
      expect(scene.said()).toEqual([]);
    }
  });

  test("to a room that is configured newly, or again, of what is out by then", async () => {
    const memory = fakeMemory();
    await begun(memory);
    const other = makeScene({ memory, rooms: [{ room: GERMAN, language: undefined }] });
    other.enter(GERMAN);
    await other.look(OLD, NEW);
    expect(other.said()).toEqual([]);
    const again = restarted(memory);
    again.enter();
    await again.look(OLD, NEW);
    expect(again.said()).toEqual([]);
  });

  test("of a back-fill: more than three issues at once", async () => {
    const scene = await begun();
    const issues = [OLD, ...[11, 12, 13, 14].map((day) => issueOf(day))];
    await scene.look(...issues);
    await scene.look(...issues);
    expect(scene.said()).toEqual([]);
    expect(scene.logged.filter((text) => text.includes("back-fill"))).toEqual([
      `4 issues appeared at once, which is a back-fill: ${ROOM} is not told of them`,
    ]);
  });

  test("of an issue whose date is corrected, though that makes it recent", async () => {
    const scene = await begun();
    await scene.look(issueOf("2026-01-05"), OLD);
    await scene.look({ ...issueOf("2026-01-05"), date: NOW }, { ...OLD, date: NOW, title: "Other" });
    expect(scene.said()).toEqual([]);
  });

  test("of an issue that is retracted before", async () => {
    const scene = await begun();
    scene.open.clear();
    await scene.look(OLD, NEW);
    await scene.look(OLD);
    scene.enter();
    await scene.settle();
    expect(scene.said()).toEqual([]);
  });

  test("where no rooms are configured, and the memory is not asked", async () => {
    const memory = fakeMemory();
    memory.breaks(new Error("nobody may ask"));
    const scene = makeScene({ memory, rooms: [] });
    await scene.look(OLD);
    expect(scene.logged).toEqual([]);
  });
});

describe("a room that cannot be spoken in", () => {
  test("is told as soon as the bot is in it", async () => {
    const scene = await begun();
    scene.open.clear();
    await scene.look(OLD, NEW);
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    expect(scene.logged.filter((text) => text.includes("as soon as"))).toEqual([
      `${ROOM} is told of 2026-11-19-news as soon as the bot can speak there`,
    ]);
    scene.enter();
    await scene.settle();
    expect(scene.said().length).toBe(1);
  });

  test("is told as soon as the bot has its voice back", async () => {
    const scene = await begun();
    scene.open.clear();
    await scene.look(OLD, NEW);
    scene.open.add(ROOM);
    scene.hear(
      `<presence from="${ROOM}/newsstand"><x xmlns="http://jabber.org/protocol/muc#user">
        <item role="participant"/><status code="110"/></x></presence>`,
    );
    await scene.settle();
    expect(scene.said().length).toBe(1);
  });

  test("is told no more when the issue is not recent by then, which is said", async () => {
    let now = NOW;
    const scene = makeScene({ now: () => now });
    await scene.look(OLD);
    await scene.look(OLD, NEW);
    now = new Date(NOW.getTime() + 14 * DAY);
    await scene.look(OLD, NEW);
    scene.enter();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    expect(scene.logged.at(-1)).toBe(
      `warning: ${ROOM} was not told of 2026-11-19-news, which has been out for more than 14 days by now`,
    );
  });

  test("is told later, also by the next process", async () => {
    const memory = fakeMemory();
    const scene = await begun(memory);
    scene.open.clear();
    await scene.look(OLD, NEW);
    const next = restarted(memory);
    next.enter();
    await next.look(OLD, NEW);
    expect(next.said().length).toBe(1);
  });

  test("is not spoken in before it is known what was said there", async () => {
    const memory = fakeMemory();
    await begun(memory);
    const next = restarted(memory);
    next.open.add(ROOM);
    next.announcer.entered(ROOM);
    await next.look(OLD, NEW);
    expect(next.said()).toEqual([]);
    next.hear(`<message from="${ROOM}" type="groupchat"><subject/></message>`);
    await next.settle();
    expect(next.said().length).toBe(1);
  });

  test("that refuses the message gets it again when something changes, or after a pause if it asks for one", async () => {
    const scene = await begun();
    await scene.look(OLD, NEW);
    const refuse = (type: string, condition: string): void =>
      scene.hear(
        `<message from="${ROOM}" type="error" id="${scene.sent.at(-1)?.attrs["id"]}"><error type="${type}">
          <${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>`,
      );
    refuse("auth", "forbidden");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.said().length).toBe(1);
    await scene.look(OLD, NEW);
    expect(scene.said().length).toBe(1);
    refuse("wait", "resource-constraint");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(scene.said().length).toBe(1);
    await scene.reflect();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    expect(new Set(scene.sent.map(({ attrs }) => attrs["id"])).size).toBe(1);
    expect(scene.logged).toContainEqual(expect.stringMatching(/^warning: .*forbidden; it is tried again$/u));
  });
});

describe("after a crash", () => {
  /** Plays until the message is sent, and gives it. */
  const sentBefore = async (memory = fakeMemory()): Promise<Element | undefined> => {
    const scene = await begun(memory);
    await scene.look(OLD, NEW);
    return scene.sent[0];
  };

  test("a message that the room has by its history is not sent again", async () => {
    const memory = fakeMemory();
    const message = await sentBefore(memory);
    const next = restarted(memory);
    next.enter(ROOM, reflection(message, DELAY));
    await next.look(OLD, NEW);
    expect(next.said()).toEqual([]);
    expect(next.logged).toEqual([`told ${ROOM} of 2026-11-19-news`]);
    expect(memory.items.get(`${ROOM} en`)).toContain(`id="2026-11-19-news" state="told"`);
  });

  test("a message that the room does not have is sent again with the same id", async () => {
    const memory = fakeMemory();
    const message = await sentBefore(memory);
    const next = restarted(memory);
    next.enter();
    await next.look(OLD, NEW);
    expect(next.sent.map(({ attrs }) => attrs["id"])).toEqual([message?.attrs["id"]]);
  });

  test("a message that the room has by its archive is not sent again", async () => {
    const memory = fakeMemory();
    const message = await sentBefore(memory);
    const queries: Element[] = [];
    const next = makeScene({
      memory,
      archive: (query, hear) => {
        queries.push(query);
        hear(
          `<message from="${ROOM}"><result xmlns="urn:xmpp:mam:2"><forwarded xmlns="urn:xmpp:forward:0">
            ${reflection(message)}</forwarded></result></message>`,
        );
        return Promise.resolve();
      },
    });
    next.enter();
    await next.look(OLD, NEW);
    await next.settle();
    expect(next.said()).toEqual([]);
    expect(queries.map(String).join("")).toContain("2026-11-20T09:58:00.000Z");
    expect(next.logged).toEqual([`told ${ROOM} of 2026-11-19-news`]);
  });

  test("what an occupant passes off as the archive, or as a message of the bot's, changes nothing", async () => {
    const memory = fakeMemory();
    await begun(memory);
    const forged = `newsstand-${"a".repeat(22)}`;
    const next = restarted(memory);
    const flood = Array.from(
      { length: 300 },
      (_, index) =>
        `<message from="${ROOM}/eve" type="groupchat" id="newsstand-${String(index).padStart(22, "0")}"><body>x</body></message>`,
    );
    next.enter(
      ROOM,
      ...flood,
      `<message from="${ROOM}/eve"><result xmlns="urn:xmpp:mam:2"><forwarded xmlns="urn:xmpp:forward:0">
        <message id="${forged}"/></forwarded></result></message>`,
    );
    await next.look(OLD, NEW);
    expect(next.said().length).toBe(1);
    await next.reflect();
    expect(next.logged).toContain(`told ${ROOM} of 2026-11-19-news`);
  });

  test("what another bot of the account told meanwhile is not told again by the first", async () => {
    const memory = fakeMemory();
    const first = await begun(memory);
    const second = restarted(memory);
    second.enter();
    await second.look(OLD, NEW);
    await second.reflect();
    const before = new Map(memory.items);
    first.enter();
    await first.look(OLD, NEW);
    expect(second.said().length).toBe(1);
    expect(first.said()).toEqual([]);
    expect(memory.items).toEqual(before);
  });

  test("a message that was told, but not remembered as sent, is found in the history", async () => {
    const memory = fakeMemory();
    const scene = await begun(memory);
    const before = new Map(memory.items);
    await scene.look(OLD, NEW);
    const next = restarted(fakeMemory(before));
    next.enter(ROOM, reflection(scene.sent[0], DELAY));
    await next.look(OLD, NEW);
    expect(next.said()).toEqual([]);
  });

  test("an archive that asks to wait is asked again before anything is sent", async () => {
    const memory = fakeMemory();
    await sentBefore(memory);
    let asked = 0;
    const next = makeScene({
      memory,
      archive: () => {
        asked += 1;
        const type = asked === 1 ? "wait" : "cancel";
        return Promise.reject(new StanzaError({ condition: "internal-server-error", type }));
      },
    });
    next.enter();
    await next.look(OLD, NEW);
    expect(next.said()).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(next.said().length).toBe(1);
  });
});

describe("when the session is lost", () => {
  test("nothing is sent before the room was entered again, and only what the room does not have", async () => {
    const scene = await begun();
    await scene.look(OLD, NEW);
    await scene.look(OLD, NEW);
    expect(scene.said().length).toBe(1);
    scene.enter(ROOM, reflection(scene.sent[0], DELAY));
    await scene.settle();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);

    await scene.look(OLD, NEW, issueOf(20));
    expect(scene.said().length).toBe(1);
    scene.enter();
    await scene.settle();
    expect(scene.said().length).toBe(1);
    expect(scene.sent.at(-1)?.attrs["id"]).toBe(scene.sent.at(-2)?.attrs["id"]);
  });

  test("a new subject of a room that the bot was in all the time is no reason to send again", async () => {
    const scene = await begun();
    await scene.look(OLD, NEW);
    scene.hear(`<message from="${ROOM}/ana" type="groupchat"><subject>x</subject></message>`);
    await scene.settle();
    expect(scene.said().length).toBe(1);
  });

  test("in the moment of sending, it is sent in the next", async () => {
    let isLost = true;
    const memory = fakeMemory();
    await begun(memory);
    const scene = makeScene({
      memory,
      send() {
        if (isLost) throw new SessionError("there is no session", { lost: true });
      },
    });
    scene.enter();
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    isLost = false;
    scene.enter();
    await scene.settle();
    expect(scene.said().length).toBe(1);
    expect(scene.logged).toEqual([]);
  });
});

describe("a memory that fails", () => {
  test("keeps everything back until it can be read", async () => {
    const memory = fakeMemory();
    await begun(memory);
    memory.breaks(new Error("no private nodes"));
    const scene = restarted(memory);
    scene.enter();
    await scene.look(OLD, NEW);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.said()).toEqual([]);
    expect(scene.logged).toEqual([
      "warning: no room is told of new issues, it is tried again: no private nodes",
    ]);
    memory.breaks(undefined);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(scene.said().length).toBe(1);
  });

  test("keeps back what cannot be remembered as sent", async () => {
    const memory = fakeMemory();
    const scene = await begun(memory);
    memory.breaks(new Error("full"));
    await scene.look(OLD, NEW);
    expect(scene.said()).toEqual([]);
    expect(scene.logged.at(-1)).toBe(
      `warning: ${ROOM} cannot be told of new issues now, it is tried again: full`,
    );
    memory.breaks(undefined);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(scene.said().length).toBe(1);
  });

  test("remembers later what it could not when the room had it", async () => {
    const memory = fakeMemory();
    const scene = await begun(memory);
    await scene.look(OLD, NEW);
    memory.breaks(new Error("full"));
    await scene.reflect();
    memory.breaks(undefined);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(memory.items.get(`${ROOM} en`)).toContain(`id="2026-11-19-news" state="told"`);
  });

  test("that lost what was written, with its server, is given it again", async () => {
    const memory = fakeMemory();
    const scene = await begun(memory);
    const before = new Map(memory.items);
    await scene.look(OLD, NEW);
    await scene.reflect();
    memory.items.clear();
    for (const [id, xml] of before) memory.items.set(id, xml);
    scene.enter();
    await scene.settle();
    expect(memory.items.get(`${ROOM} en`)).toContain(`id="2026-11-19-news" state="told"`);
    expect(scene.said().length).toBe(1);
  });

  test("holds nothing that is long past", async () => {
    let now = NOW;
    const memory = fakeMemory();
    const scene = makeScene({ memory, now: () => now });
    scene.enter();
    await scene.look(OLD);
    now = new Date("2027-06-20T10:00:00Z");
    await scene.look(OLD, issueOf("2027-06-19"));
    expect(memory.items.get(`${ROOM} en`)).not.toContain("2026-11-10");
    await scene.look(OLD, issueOf("2027-06-19"));
    expect(scene.said()).toEqual([`${ROOM}: News of 2027-06-19`]);
  });
});

test("a stopped announcer leaves no timer behind, and says nothing more", async () => {
  const memory = fakeMemory();
  const scene = await begun(memory);
  memory.breaks(new Error("full"));
  await scene.look(OLD, NEW);
  scene.announcer.stop();
  memory.breaks(undefined);
  expect(vi.getTimerCount()).toBe(0);
  await scene.look(OLD, NEW);
  expect(scene.said()).toEqual([]);
});
