/** XEP-0050: Ad-Hoc Commands (1.3.0, partial). */

import type { Answer, Refusal } from "./answers.ts";
import * as disco from "./disco.ts";
import { type Form, NS as NS_FORMS, toDialogue } from "./forms.ts";
import { type Element, xml } from "./stanza.ts";

/** The namespace, and the node of which the commands are items. */
export const NS = "http://jabber.org/protocol/commands";

const ACTIONS = ["cancel", "complete", "execute", "next", "prev"] as const;
export type Action = (typeof ACTIONS)[number];

/** What somebody wants of a command. */
export interface Order {
  readonly node: string;
  /** The session that it goes on with; without one, it begins. */
  readonly sessionId: string | undefined;
  /** `execute` is what the stage has as its default. */
  readonly action: Action;
  /** What was filled in. */
  readonly form: Element | undefined;
  readonly language: string | undefined;
}

export interface Note {
  readonly type: "error" | "info" | "warn";
  readonly text: string;
}

/** Where a command is now, and what it shows. */
export interface Stage {
  readonly node: string;
  readonly sessionId: string;
  readonly status: "canceled" | "completed" | "executing";
  /** What may come next, while it is executing; the first one is what `execute` means. */
  readonly actions?: readonly Exclude<Action, "cancel" | "execute">[];
  readonly form?: Form | undefined;
  readonly note?: Note | undefined;
  /** BCP 47. */
  readonly language: string;
}

/** The conditions of section 4.4, and what they are for others. */
const PROBLEMS = {
  "bad-action": "bad-request",
  "bad-locale": "bad-request",
  "bad-payload": "bad-request",
  "bad-sessionid": "bad-request",
  "malformed-action": "bad-request",
  "session-expired": "not-allowed",
} as const;
export type Problem = keyof typeof PROBLEMS;

/** A language tag as far as its form goes (RFC 5646); an empty one says that the language is not known. */
const TAG = /^(?:[a-z]{1,8}(?:-[a-z\d]{1,8})*)?$/iu;

/** The language in which somebody asks: of the payload, or of the whole stanza; `undefined` where they do not say. */
export function languageOf(iq: Element, payload: Element): string | undefined {
  return payload.attrs["xml:lang"] ?? iq.attrs["xml:lang"];
}

export function parseOrder(iq: Element, payload: Element): Order | Problem {
  const { node = "", sessionid: sessionId, action: said = "execute" } = payload.attrs;
  const action = ACTIONS.find((each) => each === said);
  if (action === undefined) return "malformed-action";
  const language = languageOf(iq, payload);
  if (language !== undefined && !TAG.test(language)) return "bad-locale";
  const form = payload.getChild("x", NS_FORMS);
  // Whoever cancels the form (XEP-0004, section 3.1) has no use for the command.
  return { node, sessionId, action: form?.attrs["type"] === "cancel" ? "cancel" : action, language, form };
}

export function toElement({ node, sessionId, status, actions = [], form, note, language }: Stage): Element {
  return xml(
    "command",
    { xmlns: NS, node, sessionid: sessionId, status, "xml:lang": language },
    status === "executing"
      ? xml("actions", { execute: actions[0] }, ...inSchemaOrder(actions).map((action) => xml(action)))
      : undefined,
    form && toDialogue(form),
    note && xml("note", { type: note.type }, note.text),
  );
}

/** The schema wants them in this order. */
function inSchemaOrder(actions: NonNullable<Stage["actions"]>): readonly string[] {
  return (["prev", "next", "complete"] as const).filter((action) => actions.includes(action));
}

export function refusal(problem: Problem): Refusal {
  const condition = PROBLEMS[problem];
  const type = condition === "not-allowed" ? "cancel" : "modify";
  return { condition, type, specific: { name: problem, xmlns: NS } };
}

/** A command as it stands in the list. */
export interface Item {
  readonly node: string;
  readonly name: string;
}

/** The list of commands, as items of the entity of this JID (section 3.2). */
export function toList(jid: string, items: readonly Item[]): Answer {
  const list = items.map(({ node, name }) => xml("item", { jid, node, name }));
  return { result: xml("query", { xmlns: disco.NS_ITEMS, node: NS }, ...list) };
}

/** A command has none. */
export function noItems(node: string): Answer {
  return { result: xml("query", { xmlns: disco.NS_ITEMS, node }) };
}

/** What is said of the list itself, or of a command. */
export function toInfo(node: string, name: string): Answer {
  const type = node === NS ? "command-list" : "command-node";
  const identities = [{ category: "automation", type, name }];
  return { result: disco.toElement({ identities, features: [NS, NS_FORMS] }, node) };
}
