/** RFC 6120, section 8.2.3: IQs on their way, matched by id and sender. */

import { randomUUID } from "node:crypto";
import { SessionError } from "../failure.ts";
import { bare, isSame, parseJid } from "../jid.ts";
import { StanzaError } from "../stanza-error.ts";
import { type Element, firstChild, xml } from "../stanza.ts";

/** How long a server may take for an answer, in ms, and what the slowest packaged rate limit reads in a second, in bytes. */
const PATIENCE = 60_000;
const SLOWEST = 2_000;
/** The longest that a request waits while others are answered. */
const LONGEST = 600_000;

interface Pending {
  readonly to: string | undefined;
  readonly words: string;
  readonly iq: Element;
  since: number;
  bytes: number;
  readonly resolve: (payload: Element | undefined) => void;
  readonly reject: (error: Error) => void;
}

export interface Requests {
  /** Sends a request and waits for its answer. `send` gives the bytes that it took. */
  ask(
    type: "get" | "set",
    payload: Element,
    to: string | undefined,
    send: (iq: Element) => number,
  ): Promise<Element | undefined>;
  /** Takes an answer; whether it was one that was waited for. `own` is the full JID of the session. */
  take(stanza: Element, own: string | undefined): boolean;
  /** Gives up what has waited too long for a server that reads as slowly as they do, and answers nothing else meanwhile. */
  readonly expire: (now: number) => void;
  /** How many bytes have gone out that were not answered. */
  readonly owed: () => number;
  /** The link was down: whoever is asked has all the time again. */
  renew(): void;
  /** What of those that change something has waited longest: none or one. */
  first(): readonly Element[];
  /** Fails all of them: their session is lost. */
  fail(why: string): void;
}

export function createRequests(clock: () => number = Date.now): Requests {
  const pending = new Map<string, Pending>();
  let answered = 0;
  const owed = (): number => [...pending.values()].reduce((sum, { bytes }) => sum + bytes, 0);

  return {
    owed,
    renew() {
      for (const asked of pending.values()) asked.since = clock();
    },

    ask(type, payload, to, send) {
      const id = randomUUID();
      const words = describe(type, payload);
      return new Promise((resolve, reject) => {
        const iq = xml("iq", { type, to, id }, payload);
        const asked: Pending = { to, words, iq, since: clock(), bytes: 0, resolve, reject };
        pending.set(id, asked);
        try {
          asked.bytes = send(iq);
        } catch (error) {
          pending.delete(id);
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },

    take(stanza, own) {
      const { id = "", type, from } = stanza.attrs;
      const asked = pending.get(id);
      if (stanza.name !== "iq" || asked === undefined || !isFrom(from, asked.to, own)) return false;
      if (type !== "result" && type !== "error") return false;
      pending.delete(id);
      answered = clock();
      if (type === "result") asked.resolve(firstChild(stanza));
      else asked.reject(refusal(stanza, asked, own));
      return true;
    },

    expire(now) {
      const patience = PATIENCE + (owed() / SLOWEST) * 1000;
      for (const [id, { since, to, words, reject }] of pending) {
        if (now - Math.max(since, answered) < patience && now - since < LONGEST) continue;
        pending.delete(id);
        const seconds = Math.round((now - since) / 1000);
        reject(
          new SessionError(`${to ?? "the server"} did not answer within ${seconds} s when asked to ${words}`),
        );
      }
    },

    first: () =>
      [...pending.values()]
        .map(({ iq }) => iq)
        .filter(({ attrs }) => attrs["type"] === "set")
        .slice(0, 1),

    fail(why) {
      const lost = [...pending.values()];
      pending.clear();
      for (const { to, words, reject } of lost) {
        const sentence = `${why} before ${to ?? "the server"} answered when asked to ${words}`;
        reject(new SessionError(sentence, { lost: true }));
      }
    },
  };
}

/** An answer is from whom was asked; the server itself answers for the account, with its JID or with none. */
function isFrom(from: string | undefined, to: string | undefined, own: string | undefined): boolean {
  if (to !== undefined && isSame(from, to)) return true;
  const account = own === undefined ? undefined : bare(own);
  const toServer = to === undefined || isSame(to, account);
  if (!toServer) return false;
  return from === undefined || isSame(from, account) || isSame(from, own) || from === parseJid(own)?.domain;
}

function refusal(stanza: Element, { to, words }: Pending, own: string | undefined): StanzaError {
  const from = to ?? parseJid(own)?.domain;
  return StanzaError.fromElement(stanza.getChild("error"), { from, request: words });
}

/** What a request is for, in words: `set pubsub publish on the node newsletter`. */
function describe(type: string, payload: Element): string {
  const action = firstChild(payload);
  const node = action?.attrs["node"] ?? payload.attrs["node"];
  const words = [type, payload.getName(), action?.getName()].filter((word) => word !== undefined);
  return `${words.join(" ")}${node === undefined ? "" : ` on the node ${node}`}`;
}
