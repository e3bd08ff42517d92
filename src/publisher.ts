/** Keeps the node following the content folder, for as long as the bot runs. */

import { type Archive, ArchiveError, readArchive, withLastGood } from "./newsletter/archive.ts";
import type { Log } from "./log.ts";
import type { Masthead } from "./publish/entry.ts";
import { ensureNode, feedConfiguration, hasMax, type NodeOptions } from "./publish/node.ts";
import { UnsafePlanError } from "./publish/plan.ts";
import {
  apply,
  NothingToPublishError,
  type Outcome,
  survey,
  type SurveyOptions,
} from "./publish/reconcile.ts";
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
  readonly log: Log;
}

export interface Publisher {
  /** Reads the content again and makes the node follow; calls while it works are answered by one more round. */
  readonly request: () => void;
  archive(): Archive;
  /** Whether the node is known to be as it should. */
  isReady(): boolean;
  /** Forgets that the node was configured: the session is a new one. */
  forget(): void;
  stop(): void;
}

const EMPTY: Archive = { issues: [], broken: [] };

export function createPublisher(options: PublisherOptions): Publisher {
  const { session, content, log } = options;
  const pauses = backoff(5_000, 600_000);
  const once = onlyWhenNew((sentence) => log.warn(sentence));
  const problem = onlyWhenNew((sentence) => log.error(sentence));
  let archive = EMPTY;
  let wanted = false;
  let running = false;
  let ready = false;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let configured: { max: boolean; capacity: number | undefined } | undefined;

  const round = async (): Promise<void> => {
    const read = await readArchive(content, { language: options.masthead.language });
    archive = withLastGood(read, archive);
    for (const { error } of read.broken) once.say(error.message, error.message);
    if (!session.isOnline()) return;
    configured ??= await configure(options, once);
    const plan: SurveyOptions = { now: new Date(), capacity: configured.capacity, ...options };
    const { changes, left, notes } = await survey(
      session,
      options.masthead,
      read.issues.length === 0 ? read : archive,
      plan,
    );
    for (const note of notes) once.say(note, note);
    if (left.length > 0) once.say("left", fullNode(left, options.masthead.at.node));
    const outcome = await apply(session, options.masthead, changes, {
      max: configured.max,
      tell: ({ change, bytes, done, total }) =>
        log.info(`${PAST[change.action]} ${change.id}`, { bytes, done, total }),
    });
    report(outcome, log, problem);
    ready = true;
    problem.forget();
    pauses.reset();
  };

  const work = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      try {
        await round();
      } catch (error) {
        const known = error instanceof Error ? error : new Error(String(error));
        // What failed with its session is done again by the next one.
        if (known instanceof SessionError && !session.isOnline()) break;
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
    archive: () => archive,
    isReady: () => ready && session.isOnline(),
    forget() {
      configured = undefined;
      ready = false;
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}

const PAST = { publish: "published", update: "updated", retract: "retracted" } as const;

async function configure({ session, masthead: { at }, node, log }: PublisherOptions, once: Sayings) {
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

function report({ published, updated, retracted, failed }: Outcome, log: Log, problem: Sayings): void {
  for (const { id, error } of failed)
    problem.say(`${id} ${error.message}`, `${id} was not published: ${error.message}`);
  const parts = [`${published} published`, `${updated} updated`, `${retracted} retracted`];
  if (published + updated + retracted > 0) log.info(`the node follows the content: ${parts.join(", ")}`);
  else log.debug("the node follows the content: nothing to do");
}

function fullNode(left: readonly string[], node: string): string {
  return (
    `the node ${node} cannot hold all issues: the ${left.length} oldest are left out ` +
    `(raise pubsub_max_items of Prosody, or max_items_node of ejabberd's mod_pubsub)`
  );
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

/** Says a sentence once until it changes, so that a lasting problem does not fill the log. */
interface Sayings {
  say(key: string, sentence: string): void;
  forget(): void;
}

function onlyWhenNew(write: (sentence: string) => void): Sayings {
  const said = new Set<string>();
  return {
    say(key, sentence) {
      if (said.has(key)) return;
      said.add(key);
      write(sentence);
    },
    forget: () => said.clear(),
  };
}
