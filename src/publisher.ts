/** Keeps the nodes following the content, for as long as the bot runs. */

import { createAppointment } from "./appointment.ts";
import { type Archive, ArchiveError, readArchive, withLastGood } from "./newsletter/archive.ts";
import { nextChange } from "./newsletter/release.ts";
import { LARGEST_ENTRY, largestEntry } from "./publish/entry.ts";
import { openLedger } from "./publish/ledger.ts";
import { openNodes } from "./publish/nodes.ts";
import { NothingToPublishError, UnsafePlanError } from "./publish/safety.ts";
import { createNotes } from "./publisher/notes.ts";
import { createPatrol } from "./publisher/patrol.ts";
import type { Progress } from "./publish/apply.ts";
import type { Past, Publisher, PublisherOptions } from "./publisher/contract.ts";
import { type Desk, follow, published, report, tellIn } from "./publisher/round.ts";
import { createTurns } from "./publisher/turns.ts";
import { onlyWhenNew } from "./sayings.ts";
import { backoff } from "./xmpp/backoff.ts";
import { SessionError } from "./xmpp/failure.ts";

export type { Past, Publisher, PublisherOptions } from "./publisher/contract.ts";

/** An entry with a summary and a link is smaller than this, in bytes. */
const SMALLEST = 8_000;
const EMPTY: Archive = { issues: [], broken: [] };

export function createPublisher(options: PublisherOptions): Publisher {
  const { session, content, edition, log } = options;
  const pauses = backoff(5_000, 600_000);
  /** Of the content, and of the nodes. */
  const notes = createNotes((sentence) => log.warn(sentence));
  const looks = createNotes((sentence) => log.warn(sentence));
  const problem = onlyWhenNew((sentence) => log.error(sentence));
  let archive = EMPTY;
  let interrupted = false;
  /** Whether no round of this session has ended well. */
  let first = true;
  let largest = LARGEST_ENTRY;
  /** The largest entry, in bytes, that this round has sent. */
  let inFlight = 0;
  let past: Past | undefined;
  let progress: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** What this session has found out; a new session finds it out anew. */
  let desk: Desk | undefined;
  let turn = 0;
  /** What has a date appears, or expires, also when nothing else happens. */
  const release = createAppointment(() => request());

  const tellLog = tellIn(log);
  const tell = (far: Progress): void => {
    progress = far.done < far.total ? far : undefined;
    tellLog(far);
  };

  const read = async (): Promise<Archive> => {
    const now = await readArchive(content, { ...options.issueOptions, before: archive.issues });
    const known = new Set(archive.broken.map(({ error }) => error.message));
    for (const { error } of now.broken) if (!known.has(error.message)) log.warn(error.message);
    archive = withLastGood(now, archive);
    release.at(nextChange(archive.issues, new Date()));
    options
      .read?.()
      .catch((error: unknown) => log.error("the commands cannot consult all issues", { error }));
    return now;
  };

  const open = async (): Promise<Desk> => {
    const mine = turn;
    await options.introduce?.();
    const service = edition.places.service;
    const ledger = await openLedger(options.memoryOf, service);
    const nodes = await openNodes({
      ...options,
      xmpp: session,
      service,
      ledger,
      options: options.node,
      did: (sentence) => log.info(sentence),
      note: looks.note,
      detail: (sentence) => log.debug(sentence),
    });
    if (mine !== turn) throw new SessionError("the session was lost", { lost: true });
    return { session, edition, nodes, ledger, window: options.window };
  };

  const round = async (): Promise<void> => {
    if (options.isThere?.() === false) return;
    const reading = read();
    // Neither waits for the other to succeed: the bot answers from the files without a server.
    reading.catch(() => {});
    if (session.isOnline()) desk ??= await open();
    const now = await reading;
    const mine = desk;
    if (mine === undefined) return;
    largest = Math.min(largest, largestEntry(session.limit()));
    inFlight = 0;
    const outcome = await follow(mine, now.issues.length === 0 ? now : archive, {
      ...options,
      trust: true,
      largest,
      note: notes.note,
      tell,
      sending: (bytes) => void (inFlight = Math.max(inFlight, bytes)),
    });
    inFlight = 0;
    notes.settle();
    past = { at: new Date(), outcome };
    report(outcome, first ? "info" : "debug", log, problem);
    // Another session may have begun: it has a round of its own.
    if (mine !== desk) return;
    options.followed?.(published(mine, archive, new Date()));
    if (outcome.shut.length > 0) return later(pauses.next());
    if (first) patrol.soon();
    first = false;
    if (outcome.failed.length === 0) problem.forget();
    pauses.reset();
  };

  const turns = createTurns(async () => {
    try {
      interrupted = false;
      await round();
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      // What was lost with its session is done again by the next one.
      if (known instanceof SessionError && known.lost) {
        interrupted = true;
        return;
      }
      past = { at: new Date(), error: known.message };
      problem.say(known.message, known.message);
      if (isPassing(known)) later(pauses.next());
    }
  });
  const { request } = turns;

  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(request, ms);
    timer.unref();
  };

  const task: Publisher["task"] = (work) =>
    turns.task(async () => {
      const now = await read();
      if (!session.isOnline())
        throw new SessionError("there is no session to work on the nodes with", { lost: true });
      desk ??= await open();
      const { languages, maxRetract } = options;
      const known = now.issues.length === 0 ? now : archive;
      const note = (sentence: string): void => log.warn(sentence);
      return work(desk, { archive: known, languages, maxRetract }, { note, tell });
    });

  const patrol = createPatrol({
    desk: () => (session.isOnline() && !first ? desk : undefined),
    archive: () => archive,
    found: request,
    notes: looks,
    ...options.patrol,
    log,
  });

  return {
    request,
    task,
    past: () => past,
    progress: () => (turns.isRunning() ? progress : undefined),
    check() {
      request();
      patrol.start();
    },
    resume() {
      // A round that still runs may have met the interruption, or have found no session to begin with.
      if (interrupted || turns.isRunning() || desk === undefined) request();
      patrol.resume();
    },
    restart() {
      turn += 1;
      desk = undefined;
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
    isReady: () => !first && session.isOnline(),
    stop() {
      turns.stop();
      clearTimeout(timer);
      release.cancel();
      patrol.stop();
    },
  };
}

/** Whether time may mend it. What the content or an operator has to mend is looked at again when something changes. */
function isPassing(error: Error): boolean {
  return !(
    error instanceof ArchiveError ||
    error instanceof NothingToPublishError ||
    error instanceof UnsafePlanError
  );
}
