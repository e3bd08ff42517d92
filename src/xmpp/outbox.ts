/** The outbox: messages that were accepted are sent once and in order, now or when there is a session and a room again. */

import { randomUUID } from "node:crypto";
import { SessionError } from "./failure.ts";
import { prepare } from "./guard.ts";
import { bare, isSame } from "./jid.ts";
import { isStanzaError, StanzaError } from "./stanza-error.ts";
import type { Element } from "./stanza.ts";

export interface OutboxOptions {
  /** Puts a stanza on the wire, or throws: a `SessionError` while there is no session. */
  readonly send: (stanza: Element) => void;
  /** Whether what is sent to this JID now would arrive: the session is there, and the bot is in that room. */
  readonly isOpen: (to: string) => boolean;
  readonly limits?: Limits;
  /** In ms. */
  readonly now?: () => number;
}

/** How much may wait. */
export interface Limits {
  readonly messages: number;
  readonly bytes: number;
}

/** Several rooms that ask all they may at once are answered in moments; of an interruption less is left than that. */
export const LIMITS: Limits = { messages: 1000, bytes: 4_000_000 };

export interface Outbox {
  /**
   * Accepts a message: the promise resolves when the server has it. It rejects with a `SessionError` when too many wait, or
   * when the bot stops before, or there is no way until the time (in ms) after which nobody wants it any more; with an
   * `UnsendableError` for one that no stream may carry; with a `StanzaError` when it was refused.
   */
  post(message: Element, until?: number): Promise<void>;
  /** Sends what waits, as far as the way is open. */
  readonly flush: () => void;
  /** The server has taken a stanza. */
  readonly taken: (stanza: Element) => void;
  /** A stanza that came in: a room shows the bot its own messages, and refuses those of somebody who is not in it. */
  readonly heard: (stanza: Element) => void;
  /** A new session: what the one before had not been rid of for certain goes again, before what waits. */
  restart(): void;
  /** Waits until nothing is left, for so many ms at most. */
  settle(ms: number): Promise<void>;
  /** Refuses what is left. Gives to whom it was. */
  close(): readonly string[];
}

interface Letter {
  readonly order: number;
  readonly id: string;
  readonly to: string;
  readonly stanza: Element;
  readonly bytes: number;
  readonly until: number;
  readonly settle: (error?: Error) => void;
  /** Whether the room refused it once, because the bot was not in it. */
  returned: boolean;
}

/** How many of those that the server took are remembered: a room may refuse one later. */
const RECENT = 20;

export function createOutbox({ send, isOpen, limits = LIMITS, now = Date.now }: OutboxOptions): Outbox {
  let accepted = 0;
  let waiting: readonly Letter[] = [];
  let recent: readonly Letter[] = [];
  const sent = new Map<string, Letter>();
  const settled = new Set<() => void>();

  const left = (): readonly Letter[] => inOrder([...sent.values(), ...waiting]);

  const done = (letter: Letter, error?: Error): void => {
    sent.delete(letter.id);
    letter.settle(error);
    if (sent.size + waiting.length === 0) for (const tell of settled) tell();
  };

  const flush = (): void => {
    // One that has to wait keeps back what is for the same addressee, and nothing else.
    const closed = new Set<string>();
    waiting = waiting.filter((letter) => {
      const place = bare(letter.to);
      if (now() > letter.until) {
        done(
          letter,
          new SessionError(`a message to ${letter.to} was not sent: there was no way for too long`),
        );
        return false;
      }
      if (!closed.has(place) && isOpen(letter.to) && transmit(letter)) return false;
      closed.add(place);
      return true;
    });
  };

  /** Whether the letter needs to wait no longer. */
  const transmit = (letter: Letter): boolean => {
    sent.set(letter.id, letter);
    try {
      send(letter.stanza);
    } catch (error) {
      sent.delete(letter.id);
      if (error instanceof SessionError) return false;
      done(letter, error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  };

  const refused = (letter: Letter, error: StanzaError): void => {
    // XEP-0045, section 7.4: the room does not know the bot as an occupant, or is not there, so nobody has read it.
    const isUnread = isStanzaError(error, "not-acceptable", "item-not-found");
    const mayReturn = isUnread && isToRoom(letter) && !letter.returned;
    if (!mayReturn) return done(letter, error);
    sent.delete(letter.id);
    letter.returned = true;
    waiting = inOrder([...waiting, letter]);
  };

  return {
    post(stanza, until = Infinity) {
      const id = (stanza.attrs["id"] ??= randomUUID());
      const to = stanza.attrs["to"] ?? "";
      const all = left();
      const bytes = sizeOf(stanza);
      if (bytes instanceof Error) return Promise.reject(bytes);
      if (
        all.length >= limits.messages ||
        all.reduce((sum, letter) => sum + letter.bytes, bytes) > limits.bytes
      ) {
        const sentence = `a message to ${to} was not accepted: ${all.length} others wait for a session`;
        return Promise.reject(new SessionError(sentence));
      }
      return new Promise((resolve, reject) => {
        const settle = (error?: Error): void => (error === undefined ? resolve() : reject(error));
        waiting = [...waiting, { order: accepted++, id, to, stanza, bytes, until, settle, returned: false }];
        flush();
      });
    },
    flush,
    taken(stanza) {
      const letter = sent.get(stanza.attrs["id"] ?? "");
      if (letter?.stanza !== stanza) return;
      recent = [...recent, letter].slice(-RECENT);
      done(letter);
    },
    heard(stanza) {
      if (stanza.name !== "message") return;
      const { type, from = "", id } = stanza.attrs;
      if (type !== "groupchat" && type !== "error") return;
      const letter = sent.get(id ?? "") ?? recent.find((each) => each.id === id);
      if (letter === undefined || !isSame(bare(from), bare(letter.to))) return;
      recent = recent.filter((each) => each !== letter);
      if (type === "groupchat") done(letter);
      else
        refused(
          letter,
          StanzaError.fromElement(stanza.getChild("error"), { from, request: "take a message" }),
        );
    },
    restart() {
      waiting = left();
      sent.clear();
      flush();
    },
    async settle(ms) {
      if (sent.size + waiting.length === 0) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const tell = (): void => resolve(undefined);
      const timer = setTimeout(tell, ms);
      settled.add(tell);
      await promise;
      clearTimeout(timer);
      settled.delete(tell);
    },
    close() {
      const lost = left();
      sent.clear();
      waiting = [];
      for (const { to, settle } of lost)
        settle(new SessionError(`the bot stopped before a message to ${to} was sent`));
      return lost.map(({ to }) => to);
    },
  };
}

/** Its size in bytes, or why it cannot be written at all. It is written now, and needs no more than that to be sent. */
function sizeOf(stanza: Element): number | Error {
  try {
    return prepare(stanza);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function inOrder(letters: readonly Letter[]): readonly Letter[] {
  return letters.toSorted((one, other) => one.order - other.order);
}

function isToRoom({ stanza }: Letter): boolean {
  return stanza.attrs["type"] === "groupchat";
}
