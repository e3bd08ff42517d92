/** What the operator's panel works with, and what its commands have in common. */

import type { Manners } from "../commands/command.ts";
import type { Log } from "../log.ts";
import type { Entry, Page, Visitor } from "../menu/page.ts";
import type { Progress } from "../publish/apply.ts";
import type { Publisher } from "../publisher.ts";
import type { Rooms } from "../rooms.ts";
import type { RoomMemory } from "../rooms/memory.ts";
import { panel as words } from "../words/panel.ts";
import type { Voice } from "../words/voice.ts";
import type { Field } from "../xmpp/forms.ts";
import type { Session } from "../xmpp/session.ts";

export interface PanelParts {
  /** The parts are made after the events that they need, so they are asked for when they are needed. */
  readonly session: () => Pick<Session, "isOnline" | "jid">;
  readonly publisher: () => Pick<Publisher, "isReady" | "past" | "request" | "task"> & {
    progress(): Pick<Progress, "done" | "total"> | undefined;
  };
  readonly rooms: () => Pick<Rooms, "add" | "has" | "list" | "nicks" | "occupant" | "remove">;
  /** Remembers rooms that are no part of the configuration. */
  readonly guests: () => Pick<RoomMemory, "forget" | "remember">;
  readonly manners: () => Manners;
  /** Fetches the content, where it comes from elsewhere, and holds the nodes against it. */
  readonly reload: () => void;
  readonly version: string;
  readonly started: Date;
  readonly log: Pick<Log, "info" | "warn">;
}

export type PanelName = "plan" | "publish" | "reload" | "repair" | "retract" | "rooms" | "status";

/** A command of the panel. `forMembers`: it only tells something, and members of the operator's rooms may use it, too. */
export function entryOf(
  name: PanelName,
  { log }: Pick<PanelParts, "log">,
  open: (visitor: Visitor) => Page | Promise<Page>,
  { forMembers = false } = {},
): Entry {
  return {
    node: `panel/${name}`,
    name: (voice) => voice.say(words, name),
    isFor: ({ asker, isMember }) => asker.isOperator || (forMembers && isMember),
    open(visitor) {
      log.info(`${nameOf(visitor)} looks at ${name} of the panel`);
      return open(visitor);
    },
  };
}

/** Who it is, for the log. */
export function nameOf({ asker, from }: Visitor): string {
  return asker.jid ?? from;
}

/** What was done, or why it was not: the end. */
export function toEnd(text: string, type: "error" | "info" | "warn" = "info"): Page {
  return { note: { type, text } };
}

/** What a form has of a text; a stanza has to stay small (UTF-16). */
const LONGEST_TEXT = 7_000;
const MOST_LINES = 150;

/** The lines of a text, as many as fit. */
export function linesOf(text: string, voice: Voice): readonly string[] {
  const all = text.trimEnd().split("\n");
  let length = 0;
  const tooMuch = all.findIndex((line, index) => {
    length += line.length + 1;
    return length > LONGEST_TEXT || index >= MOST_LINES;
  });
  if (tooMuch < 0) return all;
  return [...all.slice(0, tooMuch), voice.say(words, "cut", { count: all.length - tooMuch })];
}

/** A text among what is asked: forms have it only as a whole. */
export function toFixed(label: string, lines: readonly string[]): Field {
  return { type: "fixed", label, values: [lines.join("\n")] };
}
