/** Keeps the node following the content folder, for as long as the bot runs. */

import { createAppointment } from "./appointment.ts";
import { toIssueOptions } from "./assembly.ts";
import { type Archive, ArchiveError, readArchive, withLastGood } from "./newsletter/archive.ts";
import { nextChange } from "./newsletter/release.ts";
import type { Log } from "./log.ts";
import { LARGEST_ENTRY, largestEntry, type Masthead } from "./publish/entry.ts";
import { ensureNode, feedConfiguration, hasMax, type NodeOptions } from "./publish/node.ts";
import { UnsafePlanError } from "./publish/plan.ts";
import {
  apply,
  leftOut,
  NothingToPublishError,
  type Outcome,
  survey,
  type SurveyOptions,
} from "./publish/reconcile.ts";
import { onlyWhenNew, type Sayings } from "./sayings.ts";
import { backoff } from "./xmpp/backoff.ts";
import { SessionError } from "./xmpp/failure.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import type { Session } from "./xmpp/session.ts";

export interface PublisherOptions {
  readonly session: Session;
  readonly content: string;
  readonly masthead: Masthead;
  readonly node: NodeOptions;
  readonly languages: readonly string[];
  readonly maxRetract: number;
  /** How many items the node can hold, where the operator knows it. */
  readonly maxItems: number | undefined;
  /** Called when the content was read. Nobody waits for it; should it fail, that is logged. */
  readonly read?: () => Promise<void>;
  readonly log: Log;
}

export interface Publisher {
  /** Reads the content again and makes the node follow; calls while it works are answered by one more round. */
  readonly request: () => void;
  /** The session goes on: does again what failed while there was none. */
  resume(): void;
  /** The session is a new one: the node is looked at from the start. */
  restart(): void;
  /** The server ended the stream because a stanza was too large: what is on its way is sent shorter. */
  shrink(): void;
  /** The issues as they were when they could be read last. */
  archive(): Archive;
  /** Whether the node exists and is configured. */
  isReady(): boolean;
  stop(): void;
}

/** An entry with a summary and a link is smaller than this, in bytes. */
const SMALLEST = 8_000;
const EMPTY: Archive = { issues: [], broken: [] };

export function createPublisher(options: PublisherOptions): Publisher {
  const { session, content, log } = options;
  const pauses = backoff(5_000, 600_000);
  const once = onlyWhenNew((sentence) => log.warn(sentence));
  const problem = onlyWhenNew((sentence) => log.error(sentence));
  const stopping = new AbortController();
  let archive = EMPTY;
  let wanted = false;
  let running = false;
  let interrupted = false;
  let first = true;
  let largest = LARGEST_ENTRY;
  /** The largest entry, in bytes, that this round has sent. */
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;
  let configured: Configured | undefined;
  /** What has a date appears, or expires, also when nothing else happens. */
  const release = createAppointment(() => request());

  const read = async (): Promise<Archive> => {
    const now = await readArchive(content, toIssueOptions(options.masthead));
    const known = new Set(archive.broken.map(({ error }) => error.message));
    for (const { error } of now.broken) if (!known.has(error.message)) log.warn(error.message);
    archive = withLastGood(now, archive);
    release.at(nextChange(archive.issues, new Date()));
    options
      .read?.()
      .catch((error: unknown) => log.error("the commands cannot consult all issues", { error }));
    return now;
  };

  const follow = async (now: Archive, { max, capacity }: Configured): Promise<Outcome> => {
    const desired = now.issues.length === 0 ? now : archive;
    largest = Math.min(largest, largestEntry(session.limit()));
    const plan: SurveyOptions = {
      ...options,
      now: new Date(),
      capacity: options.maxItems ?? capacity,
      largest,
    };
    const { changes, exists, left, notes } = await survey(session, options.masthead, desired, plan);
    // Somebody deleted it: a service that makes it anew at the first item would not make a feed of it.
    if (!exists) configured = await configure(options, once);
    const note = (sentence: string): void => once.say(sentence, sentence);
    for (const sentence of [...notes, ...leftOut(left, options.masthead.at, plan.capacity)]) note(sentence);
    inFlight = 0;
    const outcome = await apply(session, options.masthead, changes, {
      max,
      note,
      sending: (bytes) => void (inFlight = Math.max(inFlight, bytes)),
      tell: ({ change, bytes, done, total }) =>
        log.info(`${PAST[change.action]} ${change.id}`, { bytes, done, total }),
    });
    inFlight = 0;
    report(outcome, first ? "info" : "debug", log, problem);
    first = false;
    return outcome;
  };

  const round = async (): Promise<void> => {
    const reading = read();
    // Neither waits for the other to succeed: the bot answers from the files without a server, and has a node without files.
    reading.catch(() => {});
    if (session.isOnline()) configured ??= await configure(options, once);
    const now = await reading;
    if (configured === undefined) return;
    const { failed } = await follow(now, configured);
    if (failed.length === 0) problem.forget();
    pauses.reset();
  };

  const work = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      try {
        interrupted = false;
        await round();
      } catch (error) {
        const known = error instanceof Error ? error : new Error(String(error));
        // What was lost with its session is done again by the next one.
        if (known instanceof SessionError && known.lost) {
          interrupted = true;
          continue;
        }
        problem.say(known.message, toSentence(known));
        if (isPassing(known)) later(pauses.next());
      }
    }
    running = false;
  };

  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(request, ms);
    timer.unref();
  };

  const request = (): void => {
    wanted = true;
    if (!stopping.signal.aborted) void work();
  };

  return {
    request,
    resume() {
      // A round that still runs may have met the interruption, or have found no session to configure the node with.
      if (interrupted || running || configured === undefined) request();
    },
    restart() {
      configured = undefined;
      first = true;
      request();
    },
    archive: () => archive,
    shrink() {
      if (inFlight === 0) return;
      largest = Math.max(SMALLEST, Math.floor(Math.min(largest, inFlight) * 0.9));
      log.warn(
        `an entry of up to ${inFlight} bytes ended the stream: entries are shortened to ${largest} bytes`,
      );
    },
    isReady: () => configured !== undefined && session.isOnline(),
    stop() {
      stopping.abort();
      clearTimeout(timer);
      release.cancel();
    },
  };
}

interface Configured {
  readonly max: boolean;
  readonly capacity: number | undefined;
}

const PAST = { publish: "published", update: "updated", retract: "retracted" } as const;

async function configure(
  { session, masthead: { at }, node, log }: PublisherOptions,
  once: Sayings,
): Promise<Configured> {
  const max = await hasMax(session, at.service).catch((error: unknown) => {
    if (!isStanzaError(error)) throw error;
    throw new Error(`${error.message}. Is NEWSSTAND_PUBSUB the JID of a PubSub service?`, { cause: error });
  });
  const state = await ensureNode(session, at, feedConfiguration(node), { max });
  if (state.created) log.info(`created the node ${at.node} at ${at.service}`);
  else if (state.changed.length > 0)
    log.info(`configured the node ${at.node}`, { changed: state.changed.join(" ") });
  if (state.refused.length > 0) {
    once.say(
      "refused",
      `${at.service} keeps other values for the node ${at.node}: ${state.refused.join(", ")}`,
    );
  }
  if (state.unknown.length > 0) log.debug(`${at.service} does not know ${state.unknown.join(", ")}`);
  return { max, capacity: state.capacity };
}

function report(outcome: Outcome, quietly: "info" | "debug", log: Log, problem: Sayings): void {
  const { published, updated, retracted, failed } = outcome;
  for (const { id, error } of failed)
    problem.say(`${id} ${error.message}`, `${id} was not published: ${error.message}`);
  const refused = failed.length === 0 ? "" : `, ${failed.length} refused`;
  const sum = `${published} published, ${updated} updated, ${retracted} retracted${refused}`;
  const nothing = published + updated + retracted + failed.length === 0;
  log[nothing ? quietly : "info"](`the node follows the content: ${nothing ? "nothing to do" : sum}`);
}

/** Whether time may mend it. What the content or an operator has to mend is looked at again when something changes. */
function isPassing(error: Error): boolean {
  if (
    error instanceof ArchiveError ||
    error instanceof NothingToPublishError ||
    error instanceof UnsafePlanError
  ) {
    return false;
  }
  return true;
}

function toSentence(error: Error): string {
  if (isStanzaError(error, "forbidden", "not-authorized", "not-allowed")) {
    return `${error.message}. The account needs the right to create nodes there, or to be an owner of this one`;
  }
  return error.message;
}
