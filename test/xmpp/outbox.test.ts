/** What was accepted is sent once, in order, and what cannot be sent is refused with a sentence. */

import { beforeEach, expect, test, vi } from "vitest";
import { SessionError } from "../../src/xmpp/failure.ts";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { createOutbox, type Outbox } from "../../src/xmpp/outbox.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { element } from "../support/xml.ts";

const ROOM = "team@rooms.example.org";

let online: boolean;
let closed: Set<string>;
let unsendable: string | undefined;
let wire: Element[];
let time: number;
let outbox: Outbox;

beforeEach(() => {
  [online, closed, unsendable, wire, time] = [true, new Set(), undefined, [], 0];
  outbox = createOutbox({
    send(stanza) {
      if (!online) throw new SessionError("there is no session", { lost: true });
      if (stanza.getChildText("body") === unsendable) throw new UnsendableError("it is too large");
      wire.push(stanza);
    },
    isOpen: (to) => online && ![...closed].some((place) => to.startsWith(place)),
    limits: { messages: 4, bytes: 10_000 },
    now: () => time,
  });
});

const message = (body: string, to = ROOM, type = "groupchat") =>
  element(`<message to="${to}" type="${type}"><body>${body}</body></message>`);
const sent = () => wire.map((stanza) => stanza.getChildText("body"));
const takeAll = () => wire.forEach((stanza) => outbox.taken(stanza));
const back = (stanza: Element | undefined, type: string, inside: string) =>
  element(`<message from="${ROOM}/newsstand" type="${type}" id="${stanza?.attrs["id"]}">${inside}</message>`);
const NOT_IN = `<error type="modify"><not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;

test("with a session a message goes out at once, and is settled when the server has it", async () => {
  const posted = outbox.post(message("one"));
  expect(sent()).toEqual(["one"]);
  takeAll();
  await posted;
});

test("without a session messages wait, and go out in order, once", async () => {
  online = false;
  const posted = ["one", "two", "three"].map((body) => outbox.post(message(body)));
  expect(wire).toEqual([]);
  online = true;
  outbox.restart();
  expect(sent()).toEqual(["one", "two", "three"]);
  takeAll();
  await Promise.all(posted);
  outbox.restart();
  outbox.flush();
  expect(sent()).toEqual(["one", "two", "three"]);
});

test("what nobody waits for any more is not sent late, and keeps back nothing", async () => {
  online = false;
  const late = outbox.post(message("late"), 1000);
  void outbox.post(message("in time"), 3000);
  void outbox.post(message("for ever"));
  time = 2000;
  online = true;
  outbox.restart();
  await expect(late).rejects.toThrow("there was no way for too long");
  expect(sent()).toEqual(["in time", "for ever"]);
});

test("a room that was not entered keeps back what is for it, and nothing else", () => {
  closed.add(ROOM);
  void outbox.post(message("to the room"));
  void outbox.post(message("to ana", "ana@example.org", "chat"));
  void outbox.post(message("to an occupant", `${ROOM}/ben`, "chat"));
  expect(sent()).toEqual(["to ana"]);
  closed.clear();
  outbox.flush();
  expect(sent()).toEqual(["to ana", "to the room", "to an occupant"]);
});

test("what a lost session had not been rid of goes again, before what waits; what it had goes not", () => {
  void outbox.post(message("taken"));
  void outbox.post(message("shown"));
  void outbox.post(message("lost"));
  const [taken, shown] = wire;
  if (taken !== undefined) outbox.taken(taken);
  outbox.heard(back(shown, "groupchat", "<body>shown</body>"));
  online = false;
  void outbox.post(message("late"));
  online = true;
  outbox.restart();
  expect(sent()).toEqual(["taken", "shown", "lost", "lost", "late"]);
});

test("what a room did not take, because the bot was not in it, waits for the bot to be in, and goes once more only", async () => {
  const posted = outbox.post(message("one"));
  takeAll();
  await posted;
  closed.add(ROOM);
  outbox.heard(back(wire[0], "error", NOT_IN));
  outbox.flush();
  expect(sent()).toEqual(["one"]);
  closed.clear();
  outbox.flush();
  expect(sent()).toEqual(["one", "one"]);
  outbox.heard(back(wire[1], "error", NOT_IN));
  outbox.flush();
  expect(sent()).toEqual(["one", "one"]);
});

test("another refusal is told to who posted it", async () => {
  const posted = outbox.post(message("one"));
  const forbidden = NOT_IN.replace("not-acceptable", "forbidden");
  outbox.heard(back(wire[0], "error", forbidden));
  await expect(posted).rejects.toThrow("refused to take a message: forbidden");
});

test("an answer from elsewhere settles nothing", () => {
  void outbox.post(message("one"));
  const elsewhere = back(wire[0], "groupchat", "<body>one</body>");
  elsewhere.attrs["from"] = "other@rooms.example.org/newsstand";
  outbox.heard(elsewhere);
  outbox.restart();
  expect(sent()).toEqual(["one", "one"]);
});

test("what no stream may carry is refused, and what follows it goes out", async () => {
  unsendable = "large";
  online = false;
  const [large, small] = [outbox.post(message("large")), outbox.post(message("small"))];
  online = true;
  outbox.restart();
  await expect(large).rejects.toThrow("it is too large");
  expect(sent()).toEqual(["small"]);
  takeAll();
  await small;
});

test("what does not fit is refused with a sentence, and what fitted stays", async () => {
  online = false;
  for (const body of ["1", "2", "3"]) void outbox.post(message(body));
  await expect(outbox.post(message("x".repeat(10_000)))).rejects.toThrow(
    `a message to ${ROOM} was not accepted`,
  );
  void outbox.post(message("4"));
  await expect(outbox.post(message("5"))).rejects.toThrow("4 others wait for a session");
  online = true;
  outbox.restart();
  expect(sent()).toEqual(["1", "2", "3", "4"]);
});

test("five rooms that ask all they may at once are answered, before the server has taken anything", async () => {
  const large = createOutbox({ send: (stanza) => void wire.push(stanza), isOpen: () => true });
  const posted = Array.from({ length: 500 }, (_, at) => large.post(message(`${at}`.padEnd(900, "."))));
  expect(wire).toHaveLength(500);
  for (const stanza of wire) large.taken(stanza);
  await Promise.all(posted);
});

test("at the end what is left is waited for, and then refused with a sentence", async () => {
  vi.useFakeTimers();
  await outbox.settle(1000);
  const posted = outbox.post(message("one"));
  const settled = outbox.settle(1000);
  takeAll();
  await Promise.all([posted, settled]);
  online = false;
  const late = outbox.post(message("two"));
  const given = outbox.settle(1000);
  await vi.advanceTimersByTimeAsync(1000);
  await given;
  expect(outbox.close()).toEqual([ROOM]);
  await expect(late).rejects.toThrow(`the bot stopped before a message to ${ROOM} was sent`);
  vi.useRealTimers();
});
