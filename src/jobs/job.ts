/** What a scheduled job is, and what it may touch. */

import type { FetchedList, ListRequest } from "../xeps/refresh.ts";
import type { Xep } from "../xeps/xep.ts";

export interface Job {
  readonly name: string;
  /** A cron expression: minute hour day month weekday, with seconds before them if six. */
  readonly when: string;
  /** Whether it also runs when the bot starts. */
  readonly atStart?: boolean;
  /** The signal is aborted when the bot stops. A job that fails is logged and runs again at its next time. */
  run(signal: AbortSignal): Promise<void>;
}

/** What the jobs need of the bot. */
export interface JobContext {
  readonly schedules: { readonly check: string; readonly xeps: string; readonly pull: string };
  /** Where the list of XEPs is; without it the snapshot is all there is. */
  readonly xepsUrl: URL | undefined;
  /** Pulls the content, where it is not a folder, and gives whether there is something new to read. */
  readonly pull: (() => Promise<boolean>) | undefined;
  /** Looks at the content and the node again. */
  readonly check: () => void;
  fetchList(request: ListRequest): Promise<FetchedList | "unchanged">;
  xeps(): readonly Xep[];
  setXeps(xeps: readonly Xep[]): void;
  say(sentence: string): void;
  warn(sentence: string): void;
}
