/** Which issues are to be sent to the subscribers, and how far each has come, as the bot remembers it in a private node. */

import type { Issue } from "../newsletter/issue.ts";
import type { Memory } from "../xmpp/private.ts";
import {
  fromElement as toPassage,
  isFurther,
  type Passage,
  START,
  toElement as storePassage,
} from "./passage.ts";
import { BULK, isRecent, MARGIN } from "./recent.ts";
import {
  fromElement as toTold,
  merged,
  nothingTold,
  type State,
  type Told,
  toElement as storeTold,
  withState,
} from "./told.ts";

export interface AgendaOptions {
  readonly memory: Memory;
  /** An issue that appeared earlier than so many days ago is not sent. */
  readonly days: number;
  readonly now: () => Date;
  readonly log: { info(sentence: string): void; warn(sentence: string): void };
}

export interface Due {
  readonly issue: Issue;
  readonly passage: Passage;
  /** What the ids of its messages are made with. */
  readonly key: string;
}

export interface Agenda {
  /** Remembers what has come to be out, and gives what is to be sent next. `issues` are those that are out, the oldest first. */
  next(issues: readonly Issue[]): Promise<Due | undefined>;
  save(passage: Passage): Promise<void>;
  /** Everybody was sent it. */
  finish(id: string): Promise<void>;
  /** Another bot may have gone on in between. */
  restart(): void;
}

/** Items of the memory. */
const TOLD = "issues";
const PASSAGE = "passage";

export function createAgenda({ memory, days, now, log }: AgendaOptions): Agenda {
  let told: Told | undefined;
  let passage: Passage | undefined;
  let isLoaded = false;
  /** Out, and not new when they were first seen: a date that is corrected makes no news of them. */
  const old = new Set<string>();

  const load = async (): Promise<void> => {
    const stored = await memory.read([TOLD, PASSAGE]);
    told = merged(told, toTold(stored.get(TOLD)));
    const read = toPassage(stored.get(PASSAGE));
    const isOurs =
      read === undefined || (read.issue === passage?.issue && !isFurther(read.upTo, passage.upTo));
    if (!isOurs) passage = read;
    isLoaded = true;
  };

  const remember = async (ids: readonly string[], state: State): Promise<Told> => {
    const next = withState(told ?? nothingTold(), ids, { state, at: now() }, days + MARGIN);
    await memory.write(TOLD, storeTold(next));
    told = next;
    return next;
  };

  const notice = async (issues: readonly Issue[]): Promise<Told> => {
    const at = now();
    if (told === undefined) {
      const known = issues.filter((issue) => isRecent(issue, days + MARGIN, at)).map(({ id }) => id);
      const first = await remember(known, "silent");
      log.info("subscribers in chats are sent the issues that appear from now on");
      return first;
    }
    const { notes } = told;
    const unknown = issues.filter(({ id }) => !notes.has(id) && !old.has(id));
    const fresh = unknown.filter((issue) => isRecent(issue, days, at));
    for (const { id } of unknown) if (!fresh.some((issue) => issue.id === id)) old.add(id);
    let next = told;
    for (const all of Map.groupBy(fresh, ({ language }) => language).values()) {
      if (all.length > BULK)
        log.info(
          `${all.length} issues appeared at once, which is a back-fill: subscribers are not sent them`,
        );
      const ids = all.map(({ id }) => id);
      next = await remember(ids, all.length > BULK ? "silent" : "due");
    }
    return next;
  };

  /** Where it goes on, or `undefined` where it must not. */
  const begun = async ({ id }: Issue, state: State): Promise<Passage | undefined> => {
    if (state === "due") {
      await save({ issue: id, upTo: START, doubt: [], letters: 0 });
      await remember([id], "sent");
      return passage;
    }
    if (passage?.issue === id) return passage;
    await remember([id], "silent");
    log.warn(
      `nobody knows any more to whom ${id} was sent: it is not sent to the others, lest somebody has it twice`,
    );
    return undefined;
  };

  const save = async (next: Passage): Promise<void> => {
    await memory.write(PASSAGE, storePassage(next));
    passage = next;
  };

  return {
    async next(issues) {
      if (!isLoaded) await load();
      const { key, notes } = await notice(issues);
      for (const [id, { state }] of notes) {
        const issue = issues.find((each) => each.id === id);
        if (issue === undefined || (state !== "due" && state !== "sent")) continue;
        if (!isRecent(issue, days, now())) {
          await remember([id], "silent");
          log.warn(
            `${id} has been out for more than ${days} days: it is not sent to the rest of the subscribers`,
          );
          continue;
        }
        const from = await begun(issue, state);
        if (from !== undefined) return { issue, passage: from, key };
      }
      return undefined;
    },
    save,
    finish: async (id) => void (await remember([id], "told")),
    restart() {
      isLoaded = false;
    },
  };
}
