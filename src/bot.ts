/** Session events → the application: online → enter rooms and publish, stanza → answer. */

import { addressed } from "./commands/addressed.ts";
import type { Context } from "./commands/command.ts";
import { answer, commandNames } from "./commands/index.ts";
import { answerRequest } from "./identity.ts";
import { createLimits, type Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Publisher } from "./publisher.ts";
import type { Rooms } from "./rooms.ts";
import { onlyWhenNew } from "./sayings.ts";
import type { Standby } from "./standby.ts";
import type { Telling } from "./telling.ts";
import { bare, parseJid } from "./xmpp/jid.ts";
import * as muc from "./xmpp/muc.ts";
import type { Outbox } from "./xmpp/outbox.ts";
import type { Session, SessionEvents } from "./xmpp/session.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import { type Element, xml } from "./xmpp/stanza.ts";

export interface BotOptions {
  /** The parts are made after the events that they need, so they are asked for when they are needed. */
  readonly session: () => Session;
  readonly rooms: () => Rooms;
  readonly publisher: () => Publisher;
  readonly standby: () => Standby;
  readonly telling: () => Telling;
  /** What goes along with every presence. */
  readonly presence: () => Element[];
  readonly outbox: () => Outbox;
  readonly context: () => Context;
  readonly nick: string;
  readonly log: Log;
  /** The account cannot log in: the bot has nothing more to do. */
  readonly rejected: (sentence: string) => void;
}

/** What the bot does with what it hears. */
export function createBot(options: BotOptions): SessionEvents {
  const { rooms, publisher, standby, telling, outbox, log, rejected } = options;
  const limits = createLimits();
  const complaints = onlyWhenNew((sentence) => log.warn(`offline: ${sentence}`));

  return {
    answer: (iq, payload) => standby().answer(iq, payload) ?? answerRequest(iq, payload),
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
      if (stanza.name === "presence") hearPresence(stanza, options, limits);
      else if (stanza.name === "message" && !rooms().message(stanza)) {
        hear(stanza, options, limits).catch((error: unknown) => {
          // Whoever asks and goes away does not get an answer, which is nothing for an operator.
          const level = isStanzaError(error) ? "debug" : "warn";
          log[level](`a message of ${stanza.attrs["from"] ?? "nobody"} was not answered`, { error });
        });
      }
    },
    trouble: (error) => log.error("something went wrong and was survived", { error }),
    rejected,
  };
}

/** This bot is the one of its account that acts, in a session that is new: presence, rooms and unfinished work. */
export function takeUp({ session, rooms, outbox, publisher, telling, presence }: Parts): void {
  session().send(xml("presence", {}, ...presence()));
  rooms().enter();
  outbox().restart();
  telling().restart();
  publisher().restart();
}

export type Parts = Pick<BotOptions, "session" | "rooms" | "outbox" | "publisher" | "telling" | "presence">;

function hearPresence(stanza: Element, { session, rooms }: BotOptions, limits: Limits): void {
  if (rooms().presence(stanza)) return;
  const from = stanza.attrs["from"];
  // Whoever wants to see whether the bot is online may.
  if (stanza.attrs["type"] !== "subscribe" || from === undefined || parseJid(from)?.local === undefined)
    return;
  // Asked in the last moment of a link, it is asked again: servers repeat it until it is answered.
  if (session().isOnline() && limits.mayAnswer(bare(from), "subscriptions")) {
    session().send(xml("presence", { to: bare(from), type: "subscribed" }));
  }
}

/**
 * Who shares an allowance of answers: the occupants of a room, and the people of another server, which makes up addresses at
 * will. Those of the bot's own server have one each.
 */
function scope({ where, from }: muc.Message, own: string): string {
  const [person, account] = [parseJid(from), parseJid(own)];
  const isForeign = where === "direct" && person?.domain !== account?.domain;
  return isForeign && person !== undefined ? person.domain : bare(from);
}

/** Answers a message, if it is meant for the bot. */
async function hear(
  stanza: Element,
  { session, rooms, outbox, context, nick, log }: BotOptions,
  limits: Limits,
): Promise<void> {
  const nicks = rooms().nicks();
  const message = muc.parseMessage(stanza, nicks, session().jid(), Date.now());
  if (message === undefined) return;
  const place = bare(message.from);
  // The room would refuse it; the operator was told.
  if (message.where === "room" && rooms().role(place) === "visitor") return;
  const sender = message.where === "direct" ? place : message.from;
  const name = nicks.get(place) ?? nick;
  const said = addressed(message.body, name, message.where === "room" ? "room" : "direct", commandNames);
  if (said === undefined || !limits.mayAnswer(sender, scope(message, session().jid()))) return;
  const asker = { where: message.where, jid: message.where === "direct" ? place : undefined };
  const answered = await answer(said.line, context(), asker);
  const text =
    answered.kind === "answer" ? answered.text : limits.mayHint(sender) ? answered.hint : undefined;
  if (text === undefined) return;
  log.debug("answered", { from: message.from, line: said.line.slice(0, 100) });
  await outbox().post(muc.reply(message, text));
}
