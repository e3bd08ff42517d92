/** Messages that come in → what somebody says or takes back in them, and how a room shows what the bot said. */

import { toLanguage } from "../words/voice.ts";
import { type Range, type Rest, without } from "../xmpp/charcount.ts";
import * as correction from "../xmpp/correction.ts";
import * as encryption from "../xmpp/encryption.ts";
import * as fallback from "../xmpp/fallback.ts";
import * as invitation from "../xmpp/invitation.ts";
import { bare, parseJid, toBare } from "../xmpp/jid.ts";
import * as mentions from "../xmpp/mentions.ts";
import { isModerated } from "../xmpp/moderation.ts";
import * as occupantId from "../xmpp/occupant-id.ts";
import * as originId from "../xmpp/origin-id.ts";
import * as receipts from "../xmpp/receipts.ts";
import * as references from "../xmpp/references.ts";
import * as reply from "../xmpp/reply.ts";
import * as retraction from "../xmpp/retraction.ts";
import type { Element } from "../xmpp/stanza.ts";
import { type Hearing, type Origin, originOf } from "./origin.ts";
import type { Nicks } from "./surroundings.ts";
import type { Mention, Utterance, Withdrawal } from "./utterance.ts";

/** XEP-0444: a reaction is nothing that is said, and a body only stands for it. */
const NS_REACTIONS = "urn:xmpp:reactions:0";
/** XEP-0280: what another device sent or got, which the bot never asks for; whoever sends such a thing makes it up. */
const NS_CARBONS = "urn:xmpp:carbons:2";
/** What the bot reads from elements, so that words in the body need not stand for it. */
const KNOWN: ReadonlySet<string> = new Set([reply.NS, retraction.NS, retraction.NS_OLD, NS_REACTIONS]);

/** Whoever mentions more people at once means none of them. */
const MOST_MENTIONS = 20;

/** Reads what somebody says now; any other message gives nothing. It takes time in proportion to the message. */
export function parseUtterance(stanza: Element, hearing: Hearing): Utterance | undefined {
  const origin = originOf(stanza, hearing);
  if (origin === undefined || origin.isRoom || !isSaid(stanza)) return undefined;
  const isEncrypted = encryption.isEncrypted(stanza);
  const body = bodyOf(stanza);
  // In a room it was not encrypted for the bot.
  if (isEncrypted ? origin.where === "room" || encryption.isKeyTransport(stanza) : body === undefined)
    return undefined;
  const said = isEncrypted ? "" : (body?.text ?? "");
  const rest = without(said, fallback.rangesOf(stanza, KNOWN));
  if (!isEncrypted && rest.text.trim() === "") return undefined;
  return {
    where: origin.where,
    from: origin.from,
    text: rest.text,
    isEncrypted,
    id: stanza.attrs["id"],
    stanzaId: stanzaIdOf(stanza, origin, hearing),
    originId: originId.originIdOf(stanza),
    repliesTo: reply.repliedTo(stanza),
    mentions: mentionsOf(stanza, body?.language, rest),
    replaces: correction.replacedBy(stanza),
    language: body?.language,
    occupantId: occupantIdOf(stanza, origin, hearing),
    wantsReceipt: origin.where === "direct" && receipts.isWanted(stanza),
  };
}

/** Reads that somebody takes a message back; any other message gives nothing. */
export function parseWithdrawal(stanza: Element, hearing: Hearing): Withdrawal | undefined {
  const origin = originOf(stanza, hearing);
  const retracted = retraction.retractionOf(stanza);
  if (origin === undefined || retracted === undefined) return undefined;
  const moderated = isModerated(retracted);
  // Rooms take back what moderators do not want, and occupants what they said themselves.
  if (moderated ? !origin.isRoom || origin.where !== "room" : origin.isRoom || !retraction.isOwn(retracted))
    return undefined;
  return {
    where: origin.where,
    from: origin.from,
    occupantId: moderated ? undefined : occupantIdOf(stanza, origin, hearing),
    id: retracted.id,
    isModerated: moderated,
  };
}

/** A message of the bot, as its room shows it. */
export interface Reflection {
  /** The bare JID. */
  readonly room: string;
  /** The id that the bot gave it. */
  readonly id: string | undefined;
  /** The id that the room gave it (XEP-0359), if it gives any. */
  readonly stanzaId: string | undefined;
}

/** Reads what a room makes of a message of the bot, by its nicknames in the rooms; any other message gives nothing. */
export function parseReflection(stanza: Element, nicks: Nicks): Reflection | undefined {
  const sender = parseJid(stanza.attrs["from"]);
  if (stanza.name !== "message" || stanza.attrs["type"] !== "groupchat" || sender === undefined)
    return undefined;
  const room = toBare(sender);
  if (sender.resource === undefined || nicks.get(room) !== sender.resource) return undefined;
  const id = originId.originIdOf(stanza) ?? stanza.attrs["id"];
  return { room, id, stanzaId: originId.stanzaIdOf(stanza, room) };
}

/** Whether a message is somebody's words at all: no notification, invitation, reaction, receipt, copy or withdrawal. */
function isSaid(stanza: Element): boolean {
  const isOther =
    stanza.getChild("event") !== undefined ||
    stanza.getChild("reactions", NS_REACTIONS) !== undefined ||
    ["sent", "received"].some((name) => stanza.getChild(name, NS_CARBONS) !== undefined) ||
    invitation.invitedTo(stanza) !== undefined ||
    retraction.retractionOf(stanza) !== undefined ||
    receipts.isReceipt(stanza);
  return !isOther;
}

interface Body {
  readonly text: string;
  readonly language: string | undefined;
}

/** The body in the first language that the bot speaks, or the first one. */
function bodyOf(stanza: Element): Body | undefined {
  const bodies = stanza
    .getChildren("body")
    .filter((body) => body.getNS() === stanza.getNS() && body.getText() !== "")
    .map((body) => ({
      text: body.getText(),
      language: body.attrs["xml:lang"] ?? stanza.attrs["xml:lang"],
    }));
  return bodies.find(({ language }) => toLanguage(language) !== undefined) ?? bodies[0];
}

/** In a room the id that it gave; elsewhere the one that the bot's own account gave. */
function stanzaIdOf(stanza: Element, { where, place }: Origin, hearing: Hearing): string | undefined {
  if (where !== "room") return originId.stanzaIdOf(stanza, bare(hearing.own));
  const isGiven = hearing.vouchesFor?.(place).hasStanzaIds ?? true;
  return isGiven ? originId.stanzaIdOf(stanza, place) : undefined;
}

function occupantIdOf(stanza: Element, { where, place }: Origin, hearing: Hearing): string | undefined {
  const isGiven = hearing.vouchesFor?.(place).hasOccupantIds ?? true;
  return where !== "direct" && isGiven ? occupantId.occupantIdOf(stanza) : undefined;
}

/** Mentions, with their ranges where they are in what is left of the body. */
function mentionsOf(stanza: Element, language: string | undefined, rest: Rest): readonly Mention[] {
  const toText = (range: Range | undefined): Mention["range"] => {
    if (range === undefined) return undefined;
    const [start, end] = [rest.offsetOf(range.start), rest.offsetOf(range.end)];
    return start < end ? { start, end } : undefined;
  };
  const mentioned = [
    ...references.mentionsOf(stanza).map((each) => ({ ...each, occupantId: undefined })),
    ...mentions.mentionsOf(stanza, language),
  ];
  if (mentioned.length > MOST_MENTIONS) return [];
  return mentioned.map(({ jid, occupantId: id, range }) => ({ jid, occupantId: id, range: toText(range) }));
}
