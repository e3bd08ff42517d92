/** How the bot gets a word out, and only where it is heard: answers, and their corrections and withdrawals; signs. */

import { randomUUID } from "node:crypto";
import type { Language } from "../words/voice.ts";
import { bare } from "../xmpp/jid.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Element } from "../xmpp/stanza.ts";
import type { SentAnswer } from "./exchanges.ts";
import { toLetter, toReceipt, toState, toWithdrawal } from "./letter.ts";
import type { OwnMessages } from "./own-messages.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Utterance } from "./utterance.ts";

export interface Speech {
  /** Whether what is said now to somebody would be heard. Without a voice, or outside of a room, the bot stays calm. */
  isHeard(listener: Utterance): boolean;
  /** Says something in answer. */
  say(listener: Utterance, words: Words): SentAnswer;
  /** Takes an answer back: in a room, as soon as it is known what the room calls it. */
  withdraw(listener: Utterance, answer: SentAnswer): void;
  /** Something that may get lost. */
  sign(listener: Utterance, sign: "composing" | "active" | "receipt"): void;
}

export interface Words {
  readonly text: string;
  readonly language: Language;
  /** The answer that it stands for from now on. */
  readonly replaces?: SentAnswer | undefined;
  /** The end of a `composing`. */
  readonly state?: "active" | undefined;
}

type Mouth = Pick<Surroundings, "rooms" | "send" | "post" | "log" | "now">;

/** After a longer interruption nobody waits for an answer any more, in ms. */
const LATE = 600_000;

/**
 * The caps of Converse, whose version 14 finds the links of a reply before it takes the quotation off, and so shows others. To put
 * the quotation behind the answer is no way out: Movim takes off whatever stands before the end of a quotation.
 */
const CONVERSE = "https://conversejs.org";

export function createSpeech({ rooms, send, post, log, now = Date.now }: Mouth, own: OwnMessages): Speech {
  const isHeard: Speech["isHeard"] = ({ where, from }) => {
    const room = bare(from);
    if (where === "direct") return true;
    return rooms().nicks().has(room) && (where === "private" || rooms().role(room) !== "visitor");
  };
  const mail = (message: Element): void => {
    post(message, now() + LATE).catch((error: unknown) => {
      // Whoever asks and goes away does not get an answer, which is nothing for an operator.
      const level = isStanzaError(error) ? "debug" : "warn";
      log[level](`a message to ${message.attrs["to"] ?? "nobody"} did not arrive`, { error });
    });
  };
  return {
    isHeard,
    say(listener, { text, language, replaces, state }) {
      const id = randomUUID();
      own.said(bare(listener.from), id);
      const isNamed = listener.where === "room" && rooms().hasClient(bare(listener.from), CONVERSE);
      mail(toLetter(listener, { text, language, id, replaces: replaces?.id, state, isNamed }));
      return { id: replaces?.id ?? id, text, language };
    },
    withdraw(listener, { id, language }) {
      const take = (withdraws: string): void => {
        if (isHeard(listener)) mail(toWithdrawal(listener, { id: randomUUID(), language, withdraws }));
      };
      if (listener.where === "room") own.whenReflected(bare(listener.from), id, take);
      else take(id);
    },
    sign(listener, sign) {
      if (!isHeard(listener)) return;
      try {
        send(sign === "receipt" ? toReceipt(listener) : toState(listener, sign));
      } catch (error) {
        log.debug(`a sign to ${listener.from} was not sent`, { error });
      }
    },
  };
}
