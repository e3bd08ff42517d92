/** What stands in the menu, and what somebody sees who chooses it: one page after another. */

import type { Asker } from "../commands/command.ts";
import type { Voice } from "../words/voice.ts";
import type { Note } from "../xmpp/ad-hoc.ts";
import type { Fields, Form } from "../xmpp/forms.ts";

/** Who chooses. */
export interface Visitor {
  /** A full JID, or an occupant JID. */
  readonly from: string;
  /** The bot's address as they know it, where that is not the one of its session: its occupant JID. */
  readonly bot?: string | undefined;
  readonly asker: Asker;
  /** A member of a room of the operator's, as that room says. */
  readonly isMember: boolean;
}

/** A command of the menu. */
export interface Entry {
  /** Its name in the protocol, the same in every language. */
  readonly node: string;
  /** How it stands in the list. */
  readonly name: (voice: Voice) => string;
  readonly isFor: (visitor: Visitor) => boolean;
  /** The first page. */
  readonly open: (visitor: Visitor) => Page | Promise<Page>;
}

/** What is shown. Without anything that comes after it, it is the end. */
export interface Page {
  readonly form?: Form;
  readonly note?: Note | undefined;
  /** What follows when somebody goes on. */
  readonly next?: Step | undefined;
  /** What follows when somebody says yes to it all; there is no way back. */
  readonly complete?: Step;
  /** Nobody wants to come back to it. */
  readonly isPassing?: boolean;
}

/** From what was filled in to the next page. */
export type Step = (values: Fields) => Page | Promise<Page>;

export function isEnd({ next, complete }: Page): boolean {
  return next === undefined && complete === undefined;
}
