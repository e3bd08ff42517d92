/** Read, plan, apply: the node follows the content, and what is right already is not touched. */

import type { Archive } from "../newsletter/archive.ts";
import { translations } from "../newsletter/archive.ts";
import * as atom from "../xmpp/atom.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { bytes, commentsNode, fit, type Masthead, toEntry } from "./entry.ts";
import { commentsConfiguration, ensureNode } from "./node.ts";
import { createWindow } from "./pace.ts";
import { assertSafe, type Change, type Entries, newestThatFit, plan, type Published } from "./plan.ts";

/** What there is to do, and what an operator should know of it. */
export interface Survey {
  readonly changes: readonly Change[];
  readonly published: Published;
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

/** What packaged servers keep of a node that says it has no limit: Prosody and ejabberd. */
const SILENT_LIMITS = new Set([256, 1000]);

/** The entries that the content asks for, oldest first: no drafts, and nothing before its date has come. */
export function desiredEntries(archive: Archive, masthead: Masthead, { now, languages }: SurveyOptions) {
  const notes: string[] = [];
  const due = archive.issues.filter(
    ({ draft, date, language }) =>
      !draft && date <= now && (languages.length === 0 || languages.includes(language)),
  );
  const entries = new Map(
    due.map((issue) => {
      const { entry, without } = fit(toEntry(issue, masthead, translations(issue, archive)));
      if (without !== undefined)
        notes.push(`${issue.file} is too large for a server and goes out without ${without}`);
      return [issue.id, entry] as const;
    }),
  );
  return { entries, notes };
}

/** Reads what the node holds; a node that does not exist holds nothing. */
export async function readNode(xmpp: Requester, at: pubsub.Node): Promise<Published> {
  try {
    const items = await Array.fromAsync(pubsub.items(xmpp, at));
    return new Map(items.map(({ id, payload }) => [id, atom.fromElement(payload)]));
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return new Map();
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
  const { entries, notes } = desiredEntries(archive, masthead, options);
  if (archive.issues.length === 0) {
    throw new NothingToPublishError(
      "the content folder holds no issue that can be read: the node is left as it is",
    );
  }
  const published = await readNode(xmpp, masthead.at);
  const capacity = Math.min(
    options.capacity ?? Infinity,
    SILENT_LIMITS.has(published.size) ? published.size : Infinity,
  );
  const { kept, left } = newestThatFit(entries, capacity);
  const changes = plan(kept, published, { now: options.now, isOurs: ownership(archive, masthead, entries) });
  assertSafe(changes, published, options.maxRetract);
  return { changes, published, left, notes };
}

/** Ours is an entry with an id of our site; but not where the file is only broken, or the node only full. */
function ownership(archive: Archive, { site }: Masthead, desired: Entries) {
  const broken = new Set(archive.broken.map(({ id }) => id));
  return (id: string, entry: atom.Entry | undefined): boolean =>
    entry?.id.startsWith(`tag:${site.hostname},`) === true && !broken.has(id) && !desired.has(id);
}

/**
 * Carries out the changes: comments nodes first, then entries in order, as fast as the server takes them. An item that the
 * service refuses for itself does not keep back the others; a lost session or a missing right ends it with the error.
 */
export async function apply(
  xmpp: Requester,
  masthead: Masthead,
  changes: readonly Change[],
  { max, tell }: { readonly max: boolean; readonly tell: (progress: Progress) => void },
): Promise<Outcome> {
  const failed: { id: string; error: Error }[] = [];
  const count = { publish: 0, update: 0, retract: 0 };
  const window = createWindow();
  let stopped = false;
  let done = 0;

  for (const change of changes) {
    if (change.action === "publish") await ensureComments(xmpp, masthead, change, max);
  }
  const one = async (change: Change, size: number): Promise<void> => {
    if (stopped) return;
    try {
      await carryOut(xmpp, masthead.at, change);
      count[change.action] += 1;
    } catch (error) {
      if (!isAboutTheItem(error)) {
        stopped = true;
        throw error;
      }
      failed.push({ id: change.id, error });
    }
    done += 1;
    tell({ change, bytes: size, done, total: changes.length });
  };
  const results = await Promise.allSettled(
    changes.map((change) => {
      const size = change.action === "retract" ? 300 : bytes(change.entry);
      return window.run(size, () => one(change, size));
    }),
  );
  const broken = results.find((result) => result.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  return { published: count.publish, updated: count.update, retracted: count.retract, failed };
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

/** Clients publish comments without asking whether there is a node for them (XEP-0277, section 3). */
async function ensureComments(
  xmpp: Requester,
  { at }: Masthead,
  { id, ...change }: Change,
  max: boolean,
): Promise<void> {
  const title = "entry" in change ? `Comments on ${change.entry.title}` : "Comments";
  await ensureNode(xmpp, commentsNode(at, id), commentsConfiguration(title), { max });
}

function isAboutTheItem(error: unknown): error is Error {
  if (error instanceof Error && error.name === "UnsendableError") return true;
  return isStanzaError(error, "not-acceptable", "bad-request", "policy-violation", "not-allowed");
}
