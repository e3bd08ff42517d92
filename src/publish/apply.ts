/** Carries out what must change: in order, as fast as the server takes it, and each entry made when its turn comes. */

import { setImmediate } from "node:timers/promises";
import * as atom from "../xmpp/atom.ts";
import { prepare, UnsendableError } from "../xmpp/guard.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import type { Change, Publication } from "./change.ts";
import { openComments } from "./comments-node.ts";
import type { Masthead } from "./imprint.ts";
import { createWindow, type Window } from "./pace.ts";
import { withoutComments } from "./revision.ts";

export interface ApplyOptions {
  /** Whether the service knows `max` as a number of items. */
  readonly max: boolean;
  /** How much may be on its way. One that is kept knows the pace of the server from the rounds before. */
  readonly window?: Window;
  /** Hears of each change that was carried out. */
  readonly tell: (progress: Progress) => void;
  /** Hears of it first, so that it can be remembered. */
  readonly done?: (change: Change) => void;
  /** Hears the size of an entry, in bytes, before it is sent. */
  readonly sending?: (bytes: number) => void;
  /** Hears sentences about what is not quite as it should be. */
  readonly note: (sentence: string) => void;
}

/** How far it is. What was refused counts as done. */
export interface Progress {
  readonly change: Change;
  /** The size of the change. */
  readonly bytes: number;
  /** How many changes are done, of how many. */
  readonly done: number;
  readonly total: number;
  readonly bytesLeft: number;
  /** Bytes a second, since the beginning. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** What was done; `failed` is what the service refused one by one. */
export interface Outcome {
  readonly published: number;
  readonly updated: number;
  readonly moved: number;
  readonly retracted: number;
  readonly failed: readonly { readonly change: Change; readonly error: Error }[];
}

/** What a retraction takes, in bytes. */
const RETRACTION = 300;

/** The size of a change as it goes out, in bytes. */
export function sizeOf(change: Change): number {
  return change.action === "retract" ? RETRACTION : change.bytes;
}

/**
 * Carries out the changes in order; a new entry after the node of its comments. What the service refuses of a single item
 * does not keep back the others; a lost session or a missing right ends it with the error, when what was on its way before
 * has had its end.
 */
export async function apply(
  xmpp: Requester,
  masthead: Masthead,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<Outcome> {
  const { window = createWindow(), tell, done } = options;
  const count = { publish: 0, update: 0, move: 0, retract: 0 };
  const failed: { change: Change; error: Error }[] = [];
  const progress = measureProgress(changes);
  let stop: { readonly error: unknown } | undefined;

  /** While others are on their way, the next one is made; it waits until it may go. */
  const carryOut = async (change: Change, started: () => void): Promise<void> => {
    try {
      const send = await makeReady(xmpp, masthead, change, options);
      await window.run(sizeOf(change), () => {
        started();
        if (stop !== undefined) throw stop.error;
        return send();
      });
    } catch (error) {
      if (stop !== undefined || !isAboutTheItem(error, change)) {
        stop ??= { error };
        return;
      }
      failed.push({ change, error });
      progress.add(change);
      return;
    } finally {
      started();
    }
    count[change.action] += 1;
    done?.(change);
    tell(progress.add(change));
  };

  const breath = breathing();
  const running: Promise<void>[] = [];
  for (const change of changes) {
    if (stop !== undefined) break;
    const { promise, resolve } = Promise.withResolvers<void>();
    await breath();
    running.push(carryOut(change, resolve));
    await promise;
  }
  await Promise.all(running);
  if (stop !== undefined) throw stop.error;
  const { publish: published, update: updated, move: moved, retract: retracted } = count;
  return { published, updated, moved, retracted, failed };
}

/** To make thousands of entries takes seconds, in which the bot has to answer: a pause is due now and then, in ms. */
const BREATH = 5;

function breathing(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await setImmediate();
    last = performance.now();
  };
}

function measureProgress(changes: readonly Change[]) {
  const start = performance.now();
  const all = changes.reduce((sum, change) => sum + sizeOf(change), 0);
  let done = 0;
  let bytesDone = 0;
  return {
    add(change: Change): Progress {
      const bytes = sizeOf(change);
      done += 1;
      bytesDone += bytes;
      const rate = (bytesDone / Math.max(performance.now() - start, 1)) * 1_000;
      const bytesLeft = all - bytesDone;
      return { change, bytes, done, total: changes.length, bytesLeft, rate, secondsLeft: bytesLeft / rate };
    },
  };
}

/** Does all that can be done before a change may be sent, and gives what sends it. */
async function makeReady(
  xmpp: Requester,
  masthead: Masthead,
  change: Change,
  options: ApplyOptions,
): Promise<() => Promise<void>> {
  const { at, id } = change;
  if (change.action === "retract") {
    return () => retractOnce(xmpp, at, id, { notify: change.why === "unwanted" });
  }
  const entry = await entryOf(xmpp, masthead, change, options);
  const publication = pubsub.toPublication(at, { id, payload: atom.toElement(entry) });
  prepare(publication);
  return async () => {
    options.sending?.(change.bytes);
    await xmpp.set(publication, at.service);
    if (change.from !== undefined) await retractOnce(xmpp, change.from, id, { notify: true });
  };
}

async function retractOnce(
  xmpp: Requester,
  at: pubsub.Node,
  id: string,
  how: { readonly notify: boolean },
): Promise<void> {
  try {
    await pubsub.retract(xmpp, at, id, how);
  } catch (error) {
    if (!isStanzaError(error, "item-not-found")) throw error;
  }
}

const PASSING = new Set(["internal-server-error", "remote-server-timeout"]);

/**
 * Clients publish comments without asking whether there is a node for them (XEP-0277, section 3), so it is there before the
 * entry. Somebody else may have made it, to be its owner: then the entry goes out without comments.
 */
async function entryOf(
  xmpp: Requester,
  { publisher: account }: Masthead,
  change: Publication,
  { max, note }: Pick<ApplyOptions, "max" | "note">,
): Promise<atom.Entry> {
  const { kind, action, at, id, title } = change;
  const entry = change.entry();
  if (kind !== "issue" || action === "update") return entry;
  try {
    await openComments(xmpp, at, { id, title }, { max, account });
    return entry;
  } catch (error) {
    // A service in trouble is asked again: what goes out without comments stays without.
    const isRefused = error instanceof UnsendableError || isStanzaError(error);
    if (!isRefused || (isStanzaError(error) && PASSING.has(error.condition))) throw error;
    note(`${id} goes out without comments: ${error.message}`);
    return withoutComments(entry);
  }
}

/** An item that another account published is not ours to replace on every service (ejabberd: `forbidden`). */
function isAboutTheItem(error: unknown, { action }: Change): error is Error {
  if (error instanceof UnsendableError) return true;
  const isThere = action === "update" || action === "retract";
  if (isThere && isStanzaError(error, "forbidden")) return true;
  return isStanzaError(error, "not-acceptable", "bad-request", "policy-violation", "not-allowed");
}
