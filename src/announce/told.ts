/** What a room was told, as the bot remembers it: one small item of a private node for each room and language. */

import { createHmac, randomBytes } from "node:crypto";
import { type Element, xml } from "../xmpp/stanza.ts";
import { isWithin } from "./recent.ts";

/** The private node, and the namespace of what it holds. */
export const ANNOUNCED = "urn:x-newsstand:announced";

/**
 * `due`: the room is to be told. `sent`: the message is on its way, or was when something failed. `told`: the room has it.
 * `silent`: the room is not told.
 */
export type State = "due" | "sent" | "told" | "silent";

export interface Note {
  readonly state: State;
  /** Since when. */
  readonly at: Date;
}

export interface Told {
  /** Known to nobody else: who could foretell the id of a message could say it before the bot, and keep that from being sent. */
  readonly key: string;
  /** By the id of the issue; in the order in which they are to be told. */
  readonly notes: ReadonlyMap<string, Note>;
}

/** So many notes are small enough for a stanza; more there are only where everything was imported at once. */
const MOST = 300;
const STATES: ReadonlySet<string> = new Set<State>(["due", "sent", "told", "silent"]);
const PROGRESS: Readonly<Record<State, number>> = { due: 0, sent: 1, told: 2, silent: 2 };
const ID = /^newsstand-[\w-]{22}$/;

/** The room was told nothing yet. */
export function nothingTold(): Told {
  return { key: randomBytes(16).toString("base64url"), notes: new Map() };
}

/** The same with these issues in this state from `at` on, and without notes that are more than so many days old. */
export function withState({ key, notes }: Told, ids: readonly string[], note: Note, days: number): Told {
  const kept = [...notes].filter(([, { at }]) => isWithin(at, days, note.at));
  return { key, notes: new Map([...kept, ...ids.map((id) => [id, note] as const)]) };
}

/**
 * Of what the bot knows and what is stored, what is further: a server that was killed may have lost what it was given last, and
 * another bot of the account may have gone on.
 */
export function merged(known: Told | undefined, stored: Told | undefined): Told | undefined {
  if (known === undefined || stored === undefined) return known ?? stored;
  const notes = new Map(stored.notes);
  for (const [id, note] of known.notes) {
    const other = notes.get(id);
    if (other === undefined || PROGRESS[note.state] > PROGRESS[other.state]) notes.set(id, note);
  }
  return { key: stored.key, notes };
}

/** The id of the message about an issue, the same whenever and however often it is sent. */
export function messageId(key: string, issue: string): string {
  return `newsstand-${createHmac("sha256", key).update(issue).digest("base64url").slice(0, 22)}`;
}

/** Whether it may be the id of such a message. */
export function isMessageId(id: string): boolean {
  return ID.test(id);
}

export function toElement({ key, notes }: Told): Element {
  const latest = [...notes].slice(-MOST);
  return xml(
    "told",
    { xmlns: ANNOUNCED, key },
    ...latest.map(([id, { state, at }]) => xml("issue", { id, state, at: at.toISOString() })),
  );
}

/** What was stored, or `undefined` where it cannot be read. */
export function fromElement(stored: Element | undefined): Told | undefined {
  const key = stored?.attrs["key"];
  if (stored === undefined || !stored.is("told", ANNOUNCED) || !key) return undefined;
  const notes = new Map<string, Note>();
  for (const { attrs } of stored.getChildren("issue")) {
    const { id, state, at = "" } = attrs;
    if (id === undefined || !isState(state) || Number.isNaN(Date.parse(at))) return undefined;
    notes.set(id, { state, at: new Date(at) });
  }
  return { key, notes };
}

function isState(state: string | undefined): state is State {
  return state !== undefined && STATES.has(state);
}
