/** What becomes of an answer when its question is corrected or taken back. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { begin, correctedId, occupantId, replaces, retractedId, ROOM, type Scene, wordsOf } from "./scene.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2023-06-20T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const retract = (id: string): string => `<retract xmlns="urn:xmpp:message-retract:1" id="${id}"/>`;
const takeBack = (scene: Scene, id: string, nick = "ana", more = ""): void =>
  scene.hear(
    `<message from="${ROOM}/${nick}" type="groupchat" id="r">${retract(`s-${id}`)}${more}</message>`,
  );

/** A question, and the id of its answer. */
async function asked(scene: Scene, body = "!xep 313", more = ""): Promise<{ id: string; answer: string }> {
  const id = scene.say(body, { more });
  const [answer] = await scene.sent();
  return { id, answer: answer?.attrs["id"] ?? "" };
}

/** A context whose issues come when the test says so. */
function slow() {
  const { promise, resolve } = Promise.withResolvers<{ results: []; total: number }>();
  return { end: () => resolve({ results: [], total: 0 }), context: { news: { issues: () => promise } } };
}

describe("a corrected question", () => {
  test("corrects its answer, each time the first one", async () => {
    const scene = begin();
    const { id, answer } = await asked(scene);
    scene.say("!xep 45", { more: replaces(id) });
    const [second] = await scene.sent();
    expect([correctedId(second), second && wordsOf(second)]).toEqual([
      answer,
      expect.stringContaining("0045"),
    ]);
    scene.say("!xep 60", { more: replaces(id) });
    expect((await scene.sent()).map(correctedId)).toEqual([answer]);
  });

  test("replies under the first question's id, which clients show", async () => {
    const scene = begin();
    const { id } = await asked(scene);
    scene.say("!xep 45", { more: replaces(id) });
    const [second] = await scene.sent();
    expect(second?.getChild("reply")?.attrs["id"]).toBe(`s-${id}`);
  });

  test("that is answered the same leaves the answer alone", async () => {
    const scene = begin();
    const { id } = await asked(scene);
    scene.say("!xep mam", { more: replaces(id) });
    expect(await scene.sent()).toEqual([]);
  });

  test("before its answer is out gets the new answer alone", async () => {
    const { end, context } = slow();
    const scene = begin({ context });
    const id = scene.say("!latest");
    scene.say("!xep 45", { more: replaces(id) });
    const sent = await scene.sent();
    expect(sent.map((each) => [wordsOf(each), correctedId(each)])).toEqual([
      [expect.stringContaining("XEP-0045"), undefined],
    ]);
    end();
    expect(await scene.sent()).toEqual([]);
  });

  test("that is no question any more takes the answer back", async () => {
    const scene = begin();
    const { id, answer } = await asked(scene);
    scene.say("never mind", { more: replaces(id) });
    expect((await scene.sent()).map(retractedId)).toEqual([`room-${answer}`]);
    scene.say("!xep 45", { more: replaces(id) });
    expect((await scene.sent()).map((each) => [retractedId(each), correctedId(each)])).toEqual([
      [undefined, undefined],
    ]);
  });

  test("that becomes one only now gets its first answer", async () => {
    const scene = begin();
    const id = scene.say("xepp 313");
    scene.say("!xep 313", { more: replaces(id) });
    expect((await scene.sent()).map(correctedId)).toEqual([undefined]);
  });

  test("is corrected by its own sender alone, whatever nickname they have now", async () => {
    const scene = begin();
    const { id, answer } = await asked(scene, "!xep 313", occupantId("a"));
    scene.say("!xep 45", { nick: "ana", more: replaces(id) + occupantId("b") });
    expect((await scene.sent()).map(correctedId)).toEqual([undefined]);
    scene.say("!xep 60", { nick: "ana2", more: replaces(id) + occupantId("a") });
    expect((await scene.sent()).map(correctedId)).toEqual([answer]);
  });

  test("in a room without occupant ids is corrected under another nickname where the room shows JIDs", async () => {
    const jid = "ana@example.org";
    const scene = begin({ occupants: { [`${ROOM}/ana`]: { jid }, [`${ROOM}/ana2`]: { jid } } });
    const { id, answer } = await asked(scene);
    scene.say("!xep 60", { nick: "ana2", more: replaces(id) });
    expect((await scene.sent()).map(correctedId)).toEqual([answer]);
  });

  test("in a direct chat may be corrected on another device", async () => {
    const scene = begin();
    const id = scene.write("xep 313");
    const [first] = await scene.sent();
    scene.write("xep 45", { from: "ana@example.org/phone", more: replaces(id) });
    expect((await scene.sent()).map(correctedId)).toEqual([first?.attrs["id"]]);
  });
});

describe("a question that is taken back", () => {
  test("takes its answer along, once", async () => {
    const scene = begin();
    const { id, answer } = await asked(scene);
    takeBack(scene, id);
    takeBack(scene, id);
    expect((await scene.sent()).map(retractedId)).toEqual([`room-${answer}`]);
  });

  test("by a moderator takes its answer along", async () => {
    const scene = begin();
    const { id, answer } = await asked(scene);
    scene.hear(
      `<message from="${ROOM}" type="groupchat"><retract xmlns="urn:xmpp:message-retract:1" id="s-${id}">
        <moderated xmlns="urn:xmpp:message-moderate:1"/></retract></message>`,
    );
    expect((await scene.sent()).map(retractedId)).toEqual([`room-${answer}`]);
  });

  test("by anybody else is as it was", async () => {
    const scene = begin();
    const { id } = await asked(scene, "!xep 313", occupantId("a"));
    takeBack(scene, id, "ben", occupantId("b"));
    expect(await scene.sent()).toEqual([]);
  });

  test("before its answer is out gets none", async () => {
    const { end, context } = slow();
    const scene = begin({ context });
    const id = scene.say("!latest");
    await vi.advanceTimersByTimeAsync(2000);
    takeBack(scene, id);
    end();
    expect(await scene.sent()).toEqual([]);
    expect(scene.signs()).toEqual(["composing", "active"]);
  });

  test("waits for the room to show the answer", async () => {
    const scene = begin({ isSlow: true });
    const id = scene.say("!xep 313");
    const [answer] = await scene.sent();
    takeBack(scene, id);
    expect(await scene.sent()).toEqual([]);
    if (answer !== undefined) scene.reflect(answer);
    expect((await scene.sent()).map(retractedId)).toEqual([`room-${answer?.attrs["id"]}`]);
  });

  test("in a room that gives no ids takes its answer along by the id of that", async () => {
    const scene = begin({ isSlow: true });
    scene.hear(`<message from="${ROOM}/ana" type="groupchat" id="q"><body>!xep 313</body></message>`);
    const [answer] = await scene.sent();
    const id = answer?.attrs["id"];
    scene.hear(`<message from="${ROOM}/newsstand" type="groupchat" id="${id}"><body>…</body></message>`);
    scene.hear(`<message from="${ROOM}/ana" type="groupchat" id="r">${retract("q")}</message>`);
    expect((await scene.sent()).map(retractedId)).toEqual([id]);
  });

  test("in a direct chat takes its answer along by the id of that", async () => {
    const scene = begin();
    const id = scene.write("xep 313");
    const [answer] = await scene.sent();
    scene.hear(`<message from="ana@example.org/x" type="chat" id="r">${retract(id)}</message>`);
    expect((await scene.sent()).map(retractedId)).toEqual([answer?.attrs["id"]]);
  });

  test("is forgotten after an hour", async () => {
    const scene = begin();
    const { id } = await asked(scene);
    await vi.advanceTimersByTimeAsync(3_600_000);
    takeBack(scene, id);
    expect(await scene.sent()).toEqual([]);
  });
});
