/** Read, plan, apply: the node follows the content, and what is right already is not touched. */

import { setImmediate } from "node:timers/promises";
import type { Archive } from "../newsletter/archive.ts";
import { isOut, standing } from "../newsletter/release.ts";
import { translationsOut } from "../newsletter/translations.ts";
import * as atom from "../xmpp/atom.ts";
import { UnsendableError } from "../xmpp/guard.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { bytes, commentsNode, fit, type Masthead, toEntry } from "./entry.ts";
import { commentsConfiguration, ensureNode } from "./node.ts";
import { createWindow } from "./pace.ts";
import { assertSafe, type Change, newestThatFit, plan, type Published, withoutComments } from "./plan.ts";

/** What there is to do, and what an operator should know of it. */
export interface Survey {
  readonly changes: readonly Change[];
  readonly published: Published;
  /** Whether there is such a node at all. */
  readonly exists: boolean;
  /** Item ids that the node cannot hold. */
  readonly left: readonly string[];
  /** Sentences about entries that do not go out whole. */
  readonly notes: readonly string[];
}

export interface SurveyOptions {
  readonly now: Date;
  /** Languages that are published; an empty list means all of them. */
  readonly languages: readonly string[];
  /** The share of the node (0 to 1) that may be retracted at once. */
  readonly maxRetract: number;
  /** How many items the node can hold, where that is known. */
  readonly capacity?: number | undefined;
  /** The largest entry in bytes that the server takes, where it is smaller than usual. */
  readonly largest?: number | undefined;
}

/** What was done; `failed` are the items that the service refused one by one. */
export interface Outcome {
  readonly published: number;
  readonly updated: number;
  readonly retracted: number;
  readonly failed: readonly { readonly id: string; readonly error: Error }[];
}

export interface Progress {
  readonly change: Change;
  readonly bytes: number;
  readonly done: number;
  readonly total: number;
}

/** The content gives nothing to publish, so the node is left as it is. */
export class NothingToPublishError extends Error {
  override readonly name = "NothingToPublishError";
}

/**
 * The entries that the content asks for, oldest first: those of issues that are out, with links to translations that are.
 * Thousands of them take seconds, so there is a pause before each, in which the bot can answer.
 */
export async function desiredEntries(
  archive: Archive,
  masthead: Masthead,
  { now, languages, largest }: SurveyOptions,
) {
  const notes: string[] = [];
  const entries = new Map<string, atom.Entry>();
  for (const issue of archive.issues) {
    if (!isOut(issue, now) || (languages.length > 0 && !languages.includes(issue.language))) continue;
    await setImmediate();
    const { entry, without } = fit(toEntry(issue, masthead, translationsOut(issue, archive, now)), largest);
    if (without !== undefined)
      notes.push(`${issue.file} is too large for a server and goes out without ${without}`);
    entries.set(issue.id, entry);
  }
  return { entries, notes };
}

/** Reads what the node holds, or gives `undefined` when there is no such node. */
export async function readNode(xmpp: Requester, at: pubsub.Node): Promise<Published | undefined> {
  try {
    const items = await Array.fromAsync(pubsub.items(xmpp, at));
    return new Map(items.map(({ id, payload }) => [id, atom.fromElement(payload)]));
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return undefined;
    throw error;
  }
}

/** Holds the node against the content. Changes nothing. */
export async function survey(
  xmpp: Requester,
  masthead: Masthead,
  archive: Archive,
  options: SurveyOptions,
): Promise<Survey> {
  if (archive.issues.length === 0) {
    throw new NothingToPublishError(
      "the content folder holds no issue that can be read: the node is left as it is",
    );
  }
  const { entries, notes } = await desiredEntries(archive, masthead, options);
  const found = await readNode(xmpp, masthead.at);
  const published = found ?? new Map<string, undefined>();
  const broken = new Set(archive.broken.map(({ id }) => id));
  const isOurs = (entry: atom.Entry): boolean => entry.id.startsWith(`tag:${masthead.site.hostname},`);
  const { kept, left } = newestThatFit(entries, published, { capacity: options.capacity, isOurs });
  const isKept = (id: string): boolean => broken.has(id) || entries.has(id);
  const changes = plan(kept, published, { now: options.now, isOurs, isKept });
  const ours = [...published.values()].filter((entry) => entry !== undefined && isOurs(entry)).length;
  // What its author lets expire was not lost by accident.
  const expired = new Set(
    archive.issues.filter((issue) => standing(issue, options.now) === "expired").map(({ id }) => id),
  );
  const sudden = changes.filter(({ action, id }) => action !== "retract" || !expired.has(id));
  assertSafe(sudden, ours, options.maxRetract);
  return { changes, published, exists: found !== undefined, left, notes };
}

/** What there is to say of entries that the node cannot hold: a sentence, or none. */
export function leftOut(
  left: readonly string[],
  { node }: pubsub.Node,
  capacity: number | undefined,
): readonly string[] {
  if (left.length === 0) return [];
  const which = `${left.length} of the oldest issues (to ${left.at(-1)})`;
  return capacity === undefined
    ? [
        `${which} are older than all that the node ${node} holds, and left out: it may be full and have dropped them. ` +
          `If it has room, say with max_items (NEWSSTAND_MAX_ITEMS) how many items it can hold`,
      ]
    : [
        `the node ${node} holds ${capacity} items: ${which} are left out ` +
          `(Prosody: pubsub_max_items, ejabberd: max_items_node of mod_pubsub)`,
      ];
}

/**
 * Carries out the changes in order, as fast as the server takes them; a new entry after the node of its comments. What the
 * service refuses of a single item does not keep back the others; a lost session or a missing right ends it with the error.
 */
export async function apply(
  xmpp: Requester,
  masthead: Masthead,
  changes: readonly Change[],
  { max, tell, note, sending }: ApplyOptions,
): Promise<Outcome> {
  const failed: { id: string; error: Error }[] = [];
  const count = { publish: 0, update: 0, retract: 0 };
  const window = createWindow();
  const running: Promise<void>[] = [];
  const stop: { error?: unknown } = {};
  let done = 0;

  const one = async (change: Change, size: number): Promise<void> => {
    if ("error" in stop) return;
    if (change.action !== "retract") sending?.(size);
    try {
      await carryOut(xmpp, masthead.at, change);
      count[change.action] += 1;
    } catch (error) {
      if (!isAboutTheItem(error, change)) {
        stop.error ??= error;
        return;
      }
      failed.push({ id: change.id, error });
      done += 1;
      return;
    }
    done += 1;
    tell({ change, bytes: size, done, total: changes.length });
  };
  const startAll = async (): Promise<void> => {
    for (const change of changes) {
      if ("error" in stop) return;
      const ready =
        change.action === "publish" ? await withComments(xmpp, masthead, change, { max, note }) : change;
      const size = ready.action === "retract" ? 300 : bytes(ready.entry);
      running.push(window.run(size, () => one(ready, size)));
    }
  };
  // What is on its way has its end before this has: another round must not meet it.
  await startAll().catch((error: unknown) => (stop.error ??= error));
  await Promise.all(running);
  if ("error" in stop) throw stop.error;
  return { published: count.publish, updated: count.update, retracted: count.retract, failed };
}

export interface ApplyOptions {
  /** Whether the service knows `max` as a number of items. */
  readonly max: boolean;
  readonly tell: (progress: Progress) => void;
  /** Hears the size of an entry, in bytes, before it is sent. */
  readonly sending?: (bytes: number) => void;
  /** Hears sentences about what is not quite as it should be. */
  readonly note: (sentence: string) => void;
}

async function carryOut(xmpp: Requester, at: pubsub.Node, change: Change): Promise<void> {
  if (change.action === "retract") await retractOnce(xmpp, at, change.id);
  else await pubsub.publish(xmpp, at, { id: change.id, payload: atom.toElement(change.entry) });
}

async function retractOnce(xmpp: Requester, at: pubsub.Node, id: string): Promise<void> {
  try {
    await pubsub.retract(xmpp, at, id);
  } catch (error) {
    if (!isStanzaError(error, "item-not-found")) throw error;
  }
}

const PASSING = new Set(["internal-server-error", "remote-server-timeout"]);

/**
 * Clients publish comments without asking whether there is a node for them (XEP-0277, section 3), so it is there before the
 * entry. Somebody else may have made it, to be its owner: then the entry goes out without comments.
 */
async function withComments(
  xmpp: Requester,
  { at }: Masthead,
  change: Exclude<Change, { action: "retract" }>,
  { max, note }: Pick<ApplyOptions, "max" | "note">,
): Promise<Change> {
  const node = commentsNode(at, change.id);
  try {
    await ensureNode(xmpp, node, commentsConfiguration(`Comments on ${change.entry.title}`), { max });
    return change;
  } catch (error) {
    // A service in trouble is asked again: what goes out without comments stays without.
    const isRefused = error instanceof UnsendableError || isStanzaError(error);
    if (!isRefused || (isStanzaError(error) && PASSING.has(error.condition))) throw error;
    note(`${change.id} goes out without comments: ${error.message}`);
    return { ...change, entry: withoutComments(change.entry) };
  }
}

/** An item that another account published is not ours to replace on every service (ejabberd: `forbidden`). */
function isAboutTheItem(error: unknown, { action }: Change): error is Error {
  if (error instanceof UnsendableError) return true;
  if (action !== "publish" && isStanzaError(error, "forbidden")) return true;
  return isStanzaError(error, "not-acceptable", "bad-request", "policy-violation", "not-allowed");
}
