/** New issues are sent to those who subscribed in a chat: nobody is sent one twice, whatever fails in between. */

import type { Issue } from "../newsletter/issue.ts";
import type { Window } from "../publish/pace.ts";
import { SessionError } from "../xmpp/failure.ts";
import { bare } from "../xmpp/jid.ts";
import type { Memory } from "../xmpp/private.ts";
import { StanzaError } from "../xmpp/stanza-error.ts";
import type { Element, Requester } from "../xmpp/stanza.ts";
import { type AgendaOptions, createAgenda, type Due } from "./agenda.ts";
import type { Addresses } from "./announcement.ts";
import { createArchive } from "./doubt.ts";
import { toMailing } from "./mailing.ts";
import { createErrand } from "./errand.ts";
import type { Passage } from "./passage.ts";
import { createRound, type Round } from "./round.ts";
import type { Subscribers, Voice } from "./subscribers.ts";
import { isMessageId } from "./told.ts";

export interface DeliveryOptions extends Pick<AgendaOptions, "days" | "now"> {
  readonly xmpp: Requester;
  /** The bare JID of the account. */
  readonly account: string;
  /** The private node `DELIVERED`. */
  readonly memory: Memory;
  readonly subscribers: Subscribers;
  /** The main language (BCP 47). */
  readonly language: string;
  readonly addressesOf: (issue: Issue) => Addresses;
  readonly pace: Pick<Window, "run">;
  readonly log: Voice;
  /** How long a server may take to read the rest of a broken connection, in ms: only then its archive is complete. */
  readonly settling?: number;
}

export interface Delivery {
  /** Sends what is new of the issues that are out and on their node, the oldest first. Ends when it has to wait. Never rejects. */
  look(issues: readonly Issue[]): Promise<void>;
  /** Takes any stanza. */
  heard(stanza: Element): void;
  /** The server has taken a stanza. */
  taken(stanza: Element): void;
  /** This bot acts in a new session, and another may have acted before. */
  restart(): void;
  /** The session goes on. */
  resumed(): void;
  /** Ends between two letters, for which it waits for so many ms at most. */
  stop(ms?: number): Promise<void>;
}

const SETTLING = 10_000;
/** How long people who failed are counted in memory alone, in ms. */
const FLUSH = 30_000;
/** Stanza errors of the type `cancel` by which a server says that there is nobody, or nobody who can be reached. */
const PERMANENT: ReadonlySet<string> = new Set([
  "gone",
  "item-not-found",
  "remote-server-not-found",
  "service-unavailable",
]);

export function createDelivery(options: DeliveryOptions): Delivery {
  const { xmpp, subscribers, language, addressesOf, pace, log, settling = SETTLING } = options;
  const agenda = createAgenda(options);
  const archive = createArchive(xmpp, options.account);
  const stopping = new AbortController();
  let issues: readonly Issue[] | undefined;
  let round: Round | undefined;
  let busy: Promise<void> = Promise.resolve();
  let flushing: NodeJS.Timeout | undefined;
  /** When what an earlier session had on its way has arrived, or never will. */
  let settled = Date.now() + settling;

  const isOut = (id: string): boolean => issues?.some((each) => each.id === id) ?? false;

  /** What this process knows of a passage is more than what was stored. */
  const roundOf = ({ issue, passage, key }: Due): Round => {
    if (round?.resume(passage) === true) return round;
    const mailing = toMailing(issue, {
      addresses: addressesOf(issue),
      language,
      key,
      people: (at) => subscribers.people(at),
    });
    return createRound(mailing, passage, {
      send: xmpp.send,
      save: (next: Passage) => agenda.save(next),
      finish: () => agenda.finish(issue.id),
      fateOf: async (jid, id) => {
        await pause(settled - Date.now(), stopping.signal);
        if (stopping.signal.aborted) throw new SessionError("the bot stops", { lost: true });
        return archive.fateOf(jid, id);
      },
      isWanted: () => !stopping.signal.aborted && isOut(issue.id),
      subscribers,
      pace,
      log,
    });
  };

  const deliver = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const due = await agenda.next(issues ?? []);
      if (due === undefined) break;
      await subscribers.load();
      round = roundOf(due);
      await round.run();
      round = undefined;
      await subscribers.flush();
    }
  };

  const errand = createErrand(deliver, (why) =>
    log.warn(`subscribers cannot be sent new issues now, it is tried again: ${why}`),
  );

  const work = (): Promise<void> => {
    // Before the issues are known, none of them is new.
    if (issues !== undefined) busy = errand.run();
    return busy;
  };

  const flushSoon = (): void => {
    flushing ??= setTimeout(() => {
      flushing = undefined;
      subscribers
        .flush()
        .catch((error: unknown) => log.debug(`the list of subscribers waits: ${String(error)}`));
    }, FLUSH);
    flushing.unref();
  };

  return {
    look(all) {
      issues = all;
      return work();
    },
    heard(stanza) {
      archive.heard(stanza);
      const { type, id = "", from = "" } = stanza.attrs;
      if (stanza.name !== "message" || type !== "error" || !isMessageId(id)) return;
      const error = StanzaError.fromElement(stanza.getChild("error"));
      if (error.type !== "cancel" || !PERMANENT.has(error.condition)) return;
      subscribers.bounced(bare(from), error.condition === "gone", error.condition);
      flushSoon();
    },
    taken: (stanza) => round?.taken(stanza),
    restart() {
      settled = Date.now() + settling;
      subscribers.restart();
      agenda.restart();
      void work();
    },
    resumed() {
      subscribers.resumed();
      void work();
    },
    async stop(ms = 2_000) {
      stopping.abort();
      errand.stop();
      clearTimeout(flushing);
      const last = busy.then(() => subscribers.flush()).catch(() => {});
      const late = new AbortController();
      await Promise.race([last, pause(ms, late.signal)]);
      late.abort();
    },
  };
}

/** Waits for so many ms, or until the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
