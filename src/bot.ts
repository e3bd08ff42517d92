/** Session events → the application: online → enter rooms and publish, stanza → whom it is for. */

import { type Allowance, type Allowances, createAllowances } from "./conversation/allowance.ts";
import { answerRequest } from "./identity.ts";
import type { Log } from "./log.ts";
import type { Publisher } from "./publisher.ts";
import type { Rooms } from "./rooms.ts";
import { onlyWhenNew } from "./sayings.ts";
import type { Standby } from "./standby.ts";
import type { Talking } from "./talking.ts";
import type { Telling } from "./telling.ts";
import { parseJid, toBare } from "./xmpp/jid.ts";
import type { Outbox } from "./xmpp/outbox.ts";
import type { Session, SessionEvents } from "./xmpp/session.ts";
import { type Element, xml } from "./xmpp/stanza.ts";

export interface BotOptions {
  /** The parts are made after the events that they need, so they are asked for when they are needed. */
  readonly session: () => Session;
  readonly rooms: () => Rooms;
  readonly publisher: () => Pick<Publisher, "resume" | "restart" | "shrink">;
  readonly standby: () => Standby;
  readonly telling: () => Telling;
  /** What goes along with every presence. */
  readonly presence: () => Element[];
  readonly outbox: () => Outbox;
  readonly talking: () => Talking;
  readonly log: Log;
  /** The account cannot log in: the bot has nothing more to do. */
  readonly rejected: (sentence: string) => void;
}

/** How many people of one server may see whether the bot is online: so many at once, and one more after so many ms. */
const WATCHERS: Allowance = { burst: 40, refill: 1_000 };

/** What the bot does with what it hears. */
export function createBot(options: BotOptions): SessionEvents {
  const { rooms, publisher, standby, telling, outbox, talking, log, rejected } = options;
  const watchers = createAllowances(WATCHERS);
  const complaints = onlyWhenNew((sentence) => log.warn(`offline: ${sentence}`));

  return {
    answer: (iq, payload) =>
      standby().answer(iq, payload) ??
      (standby().acts() ? talking().menu.answer(iq, payload) : undefined) ??
      answerRequest(iq, payload),
    online(jid) {
      complaints.forget();
      log.info(`online as ${jid}`);
      standby().start();
    },
    resumed() {
      complaints.forget();
      log.info("the session goes on where it was interrupted");
      standby().resume();
      if (!standby().acts()) return;
      rooms().resumed();
      outbox().flush();
      publisher().resume();
      telling().resumed();
    },
    offline(sentence, tooLarge) {
      standby().pause();
      rooms().offline();
      if (tooLarge) publisher().shrink();
      // Told once, not at every attempt, also where attempts at several services fail in turn.
      complaints.say(sentence, sentence);
    },
    taken(stanza) {
      outbox().taken(stanza);
      telling().taken(stanza);
    },
    stanza(stanza) {
      rooms().heard(stanza);
      outbox().heard(stanza);
      telling().heard(stanza);
      if (stanza.name === "presence") hearPresence(stanza, options, watchers);
      else if (stanza.name === "message") hearMessage(stanza, options);
    },
    trouble: (error) => log.error("something went wrong and was survived", { error }),
    rejected,
  };
}

/** This bot is the one of its account that acts, in a session that is new: presence, rooms and unfinished work. */
export function takeUp({ session, rooms, outbox, publisher, telling, talking, presence }: Parts): void {
  session().send(xml("presence", {}, ...presence()));
  void talking().memory.restore();
  rooms().enter();
  outbox().restart();
  telling().restart();
  publisher().restart();
}

export type Parts = Pick<
  BotOptions,
  "session" | "rooms" | "outbox" | "publisher" | "telling" | "talking" | "presence"
>;

function hearMessage(stanza: Element, { rooms, talking }: BotOptions): void {
  const { invitations, conversation } = talking();
  if (!rooms().message(stanza) && !invitations.message(stanza)) conversation.hear(stanza);
}

function hearPresence(stanza: Element, { session, rooms }: BotOptions, watchers: Allowances): void {
  if (rooms().presence(stanza)) return;
  const from = parseJid(stanza.attrs["from"]);
  // Whoever wants to see whether the bot is online may.
  if (stanza.attrs["type"] !== "subscribe" || from?.local === undefined) return;
  // Asked in the last moment of a link, it is asked again: servers repeat it until it is answered.
  if (session().isOnline() && watchers.take(from.domain)) {
    session().send(xml("presence", { to: toBare(from), type: "subscribed" }));
  }
}
