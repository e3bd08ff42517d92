/** The rooms of the bot without a server: a room is what a test says and hears, in XML. */

import { vi } from "vitest";
import type { Log } from "../../src/log.ts";
import { createRooms, type Rooms } from "../../src/rooms.ts";
import * as disco from "../../src/xmpp/disco.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { bare } from "../../src/xmpp/jid.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element, Requester } from "../../src/xmpp/stanza.ts";
import { element } from "./xml.ts";

export const ROOM = "team@rooms.example.org";
export const USER = `xmlns="http://jabber.org/protocol/muc#user"`;
const STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

/** A request of the bot that waits for its answer. */
export interface Asked {
  readonly to: string | undefined;
  readonly payload: Element;
  answer(payload?: string): void;
  /** Refuses it, with a condition and the error's type. */
  refuse(condition: string, type?: string): void;
  /** Nobody answered in time; `lost`: the session ended before. */
  miss(lost?: boolean): void;
}

export interface FakeRooms extends Rooms {
  /** Says a stanza to the bot, as its session would. */
  hear(xml: string): void;
  /** What the operator was told, and the same with its level. */
  readonly said: string[];
  readonly logged: string[];
  /** What was sent and not yet looked at, as `join team@…/newsstand`, `rename …` or `leave …`; looking empties it. */
  sent(): string[];
  /** Requests that wait for an answer, the oldest first. */
  readonly asked: Asked[];
  /** Apart from them: what rooms where the bot is, and their occupants, are asked about themselves. */
  readonly described: Asked[];
  /** The same, as `ping urn:xmpp:ping team@…/newsstand`. */
  questions(): readonly string[];
  /** Answers the oldest of them, and returns when the bot has heard it. */
  answer(how: (asked: Asked) => void): Promise<void>;
  /** Where the bot was said to be in. */
  readonly entered: string[];
  /** Where it was said to be no longer, for good. */
  readonly dismissed: string[];
  /** From now on each stanza is shown when it is sent. */
  onSend(show: (stanza: Element) => void): void;
  /** From now on nothing can be sent, for this reason. */
  breaks(why?: Error): void;
  /** It can again. */
  mended(): void;
}

/** A log that tells a test what the operator is told, and what only an operator who debugs is. */
export function logTo(write: (level: "error" | "warn" | "info" | "debug", message: string) => void): Log {
  const log: Log = {
    error: (message) => write("error", message),
    warn: (message) => write("warn", message),
    info: (message) => write("info", message),
    debug: (message) => write("debug", message),
    trace: () => {},
    child: () => log,
  };
  return log;
}

/** Rooms whose pauses are not shortened at random. */
export function fakeRooms({ rooms = [ROOM], nick = "newsstand" } = {}): FakeRooms {
  const said: string[] = [];
  const logged: string[] = [];
  const sent: Element[] = [];
  const asked: Asked[] = [];
  const described: Asked[] = [];
  const entered: string[] = [];
  const dismissed: string[] = [];
  let broken: Error | undefined;
  let show = (_stanza: Element): void => {};
  const log = logTo((level, message) => {
    logged.push(`${level}: ${message}`);
    if (level !== "debug") said.push(message);
  });
  const ask = (payload: Element, to?: string): Promise<Element | undefined> =>
    new Promise((resolve, reject) => {
      const isDescription = payload.getNS() === disco.NS && made.isIn(bare(to ?? ""));
      (isDescription ? described : asked).push({
        to,
        payload,
        answer: (xml) => resolve(xml === undefined ? undefined : element(xml)),
        refuse: (condition, type = "cancel") => reject(new StanzaError({ condition, type, from: to })),
        miss: (lost = false) => reject(new SessionError("nobody answered", { lost })),
      });
    });
  const xmpp: Requester = {
    get: ask,
    set: ask,
    send(stanza) {
      if (broken !== undefined) throw broken;
      sent.push(stanza);
      show(stanza);
    },
  };
  const made = createRooms({
    xmpp,
    rooms,
    nick,
    extra: () => [],
    log,
    entered: (room) => void entered.push(room),
    dismissed: (room) => void dismissed.push(room),
    random: () => 0,
  });
  return {
    ...made,
    hear(xml) {
      const stanza = element(xml);
      made.heard(stanza);
      if (stanza.is("presence")) made.presence(stanza);
      else made.message(stanza);
    },
    said,
    logged,
    sent: () => sent.splice(0).map((stanza) => `${kindOf(stanza)} ${stanza.attrs["to"]}`),
    asked,
    described,
    questions: () => asked.map(({ to, payload }) => `${payload.name} ${payload.getNS()} ${to}`),
    async answer(how) {
      const oldest = asked.shift();
      if (oldest === undefined) throw new Error("The bot does not wait for an answer.");
      how(oldest);
      await vi.advanceTimersByTimeAsync(0);
    },
    entered,
    dismissed,
    onSend(how) {
      show = how;
    },
    breaks(why = new SessionError("there is no session", { lost: true })) {
      broken = why;
    },
    mended() {
      broken = undefined;
    },
  };
}

function kindOf(presence: Element): string {
  if (presence.attrs["type"] === "unavailable") return "leave";
  return presence.getChild("x", "http://jabber.org/protocol/muc") === undefined ? "rename" : "join";
}

/** Rooms that the bot has just entered, as this nickname. */
export function visited(nick = "newsstand", more = ""): FakeRooms {
  const made = fakeRooms();
  made.enter();
  made.hear(self(nick, more));
  made.sent();
  made.said.length = 0;
  return made;
}

/** The self-presence, with more inside. */
export const self = (nick: string, more = ""): string =>
  `<presence from="${ROOM}/${nick}"><x ${USER}>${more}<status code="110"/></x></presence>`;

/** The bot is out. */
export const removal = (nick: string, inside: string): string =>
  `<presence from="${ROOM}/${nick}" type="unavailable"><x ${USER}>${inside}<status code="110"/></x></presence>`;

export const refusal = (condition: string, nick = "newsstand", text = ""): string =>
  `<presence from="${ROOM}/${nick}" type="error"><error type="cancel"><${condition} xmlns="${STANZAS}">${text}</${condition}></error></presence>`;

/** A message that the bot sent there comes back. */
export const bounced = (condition: string): string =>
  `<message from="${ROOM}" type="error"><error type="cancel"><${condition} xmlns="${STANZAS}"/></error></message>`;
