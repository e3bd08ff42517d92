/** What the bot says → messages: answers, corrections, withdrawals, chat states and receipts, to whoever spoke, in the same place. */

import { line } from "../commands/text.ts";
import { type Language, voiceOf } from "../words/voice.ts";
import { withdrawal as words } from "../words/withdrawal.ts";
import { type ChatState, toElement as toChatState } from "../xmpp/chat-states.ts";
import * as correction from "../xmpp/correction.ts";
import * as fallback from "../xmpp/fallback.ts";
import * as hints from "../xmpp/hints.ts";
import { bare, resource } from "../xmpp/jid.ts";
import { NS_USER } from "../xmpp/muc.ts";
import * as originId from "../xmpp/origin-id.ts";
import * as receipts from "../xmpp/receipts.ts";
import * as reply from "../xmpp/reply.ts";
import * as retraction from "../xmpp/retraction.ts";
import { type Element, xml } from "../xmpp/stanza.ts";
import { firstLine } from "./addressed.ts";
import type { Utterance } from "./utterance.ts";

export interface Letter {
  /** One line or more, in message styling. */
  readonly text: string;
  readonly language: Language;
  /** A new one for every letter. */
  readonly id: string;
  /** The id of the bot's letter that this one stands for: the first one, however often it was corrected. */
  readonly replaces?: string | undefined;
  /** The end of a `composing`. */
  readonly state?: "active" | undefined;
  /** Whether a reply in a room begins with the name of whom it is for, and not with a quotation. */
  readonly isNamed?: boolean;
}

export interface WithdrawalLetter {
  readonly language: Language;
  readonly id: string;
  /** What is taken back: in a room the id that the room gave it, else the id of the letter. */
  readonly withdraws: string;
}

/** A nickname, and a question, where they are quoted: so many characters (UTF-16). */
const LONGEST_NICK = 40;
const LONGEST_QUESTION = 80;

/**
 * An answer, which replies to the utterance. In a room it begins with the question, quoted, for clients that show no replies; a room
 * that gives no ids has no replies, and all clients show the quotation.
 */
export function toLetter(utterance: Utterance, letter: Letter): Element {
  const { text, language, id, replaces, state, isNamed = false } = letter;
  const isInRoom = utterance.where === "room";
  const replied = isInRoom ? utterance.stanzaId : utterance.id;
  const isReply = replied !== undefined;
  const quotation = isInRoom && !(isReply && isNamed) ? quoted(utterance) : "";
  const name = isInRoom && quotation === "" ? `${nickOf(utterance)}: ` : "";
  return message(
    utterance,
    { id, language },
    xml("body", {}, `${quotation}${name}${text}`),
    isReply ? reply.toElement({ id: replied, to: utterance.from }) : undefined,
    isReply && quotation !== "" ? fallback.fallbackFor(reply.NS, quotation) : undefined,
    replaces === undefined ? undefined : correction.toElement(replaces),
    originId.toElement(id),
    state === undefined ? undefined : toChatState(state),
  );
}

/** Takes a letter back that answered the utterance. */
export function toWithdrawal(utterance: Utterance, { language, id, withdraws }: WithdrawalLetter): Element {
  return message(
    utterance,
    { id, language },
    retraction.toElement(withdraws),
    xml("body", {}, voiceOf(language).say(words, "retracted")),
    fallback.wholeFallbackFor(retraction.NS),
    originId.toElement(id),
    hints.toElement("store"),
  );
}

/** Says what the bot does meanwhile. Nobody keeps that. */
export function toState(utterance: Utterance, state: ChatState): Element {
  return message(utterance, {}, toChatState(state), hints.toElement("no-store"));
}

/** Says that an utterance which wants to know arrived. */
export function toReceipt(utterance: Utterance): Element {
  return message(utterance, {}, receipts.toElement(utterance.id));
}

/** A message to the room, to the occupant alone, or to the device of the person. */
function message(
  { where, from }: Utterance,
  { id, language }: { readonly id?: string; readonly language?: Language },
  ...children: readonly (Element | undefined)[]
): Element {
  const to = where === "room" ? bare(from) : from;
  const type = where === "room" ? "groupchat" : "chat";
  const mark = where === "private" ? xml("x", { xmlns: NS_USER }) : undefined;
  return xml("message", { to, type, id, "xml:lang": language }, ...children, mark);
}

/** `> ana: xep 313`: one line, whatever is in it. */
function quoted(utterance: Utterance): string {
  const question = line(firstLine(utterance.text)?.text ?? "", LONGEST_QUESTION);
  return `${`> ${nickOf(utterance)}: ${question}`.trimEnd()}\n`;
}

function nickOf({ from }: Utterance): string {
  return line(resource(from) ?? "", LONGEST_NICK);
}
