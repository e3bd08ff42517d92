/** What somebody says in a message, and everything that the message tells about it. */

/** Something that is said now to the bot, or in a room where it is. History, delayed messages and the bot's own are none. */
export interface Utterance {
  /** `room`: to everybody in it; `private`: to the bot alone, by way of a room; `direct`: to the bot's own JID. */
  readonly where: "room" | "private" | "direct";
  /** Who said it: an occupant JID, or a full JID. */
  readonly from: string;
  /** What was said, without what only stands for something else (XEP-0428). */
  readonly text: string;
  /** Whether the bot cannot read what was said: the text is empty then. */
  readonly isEncrypted: boolean;
  /** The id of the message, by which its sender corrects it (XEP-0308). */
  readonly id: string | undefined;
  /** The id by which others refer to it (XEP-0359): in a room the one that the room gave it. */
  readonly stanzaId: string | undefined;
  readonly originId: string | undefined;
  /** The id of the message that it replies to (XEP-0461), and whose that is, as far as it says so. */
  readonly repliesTo: { readonly id: string; readonly to: string | undefined } | undefined;
  /** Whom it mentions (XEP-0372, XEP-0513). */
  readonly mentions: readonly Mention[];
  /** The id of the message that it corrects (XEP-0308). */
  readonly replaces: string | undefined;
  /**
   * The language of the text (BCP 47), where the message says so. Where its sender says none, servers write their own into it, `en`
   * mostly: that is hardly a sign of English.
   */
  readonly language: string | undefined;
  /** Who an occupant is, whatever nickname they have (XEP-0421). */
  readonly occupantId: string | undefined;
  /** Whether the sender wants to hear that it arrived (XEP-0184). */
  readonly wantsReceipt: boolean;
}

/** Somebody who is mentioned: an occupant or an account by JID, or an occupant by id. */
export interface Mention {
  readonly jid: string | undefined;
  readonly occupantId: string | undefined;
  /** The part of the text that names them, if one does: from `start` on, and before `end` (UTF-16). */
  readonly range: { readonly start: number; readonly end: number } | undefined;
}

/** A message is taken back by its sender (XEP-0424), or by a moderator (XEP-0425). */
export interface Withdrawal {
  readonly where: Utterance["where"];
  /** Who takes it back: the room itself, by its bare JID, where a moderator did it. */
  readonly from: string;
  readonly occupantId: string | undefined;
  /** In a room the id that the room gave to what is taken back, else the id that its sender gave it. */
  readonly id: string;
  readonly isModerated: boolean;
}
