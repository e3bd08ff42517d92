/** What the commands about nodes work with: the issues, a session, and the bot's record of what it published. */

import { toEdition } from "../assembly.ts";
import { type AccountConfig, type Config, requireAccount } from "../config.ts";
import type { Log } from "../log.ts";
import type { Archive } from "../newsletter/archive.ts";
import { type Persist, withSession } from "../once.ts";
import type { Edition } from "../publish/desired.ts";
import { type Ledger, openLedger } from "../publish/ledger.ts";
import { createSource } from "../source.ts";
import { createMemory } from "../xmpp/private.ts";
import type { Session } from "../xmpp/session.ts";
import type { Terminal } from "./command.ts";
import { readIssues } from "./content.ts";
import { createProgress, type Progress } from "./progress.ts";

export interface Desk {
  readonly account: AccountConfig;
  readonly archive: Archive;
  readonly edition: Edition;
  readonly session: Session;
  readonly ledger: Ledger;
  readonly progress: Progress;
  /** For each part of the task that needs the session. */
  readonly persist: Persist;
}

/** Reads the issues, logs in, opens the record, and runs the task. */
export async function atDesk<T>(
  config: Config,
  terminal: Terminal,
  task: (desk: Desk) => Promise<T>,
): Promise<T> {
  const account = requireAccount(config);
  const progress = createProgress(terminal);
  const archive = await fetchIssues(account, progress.say);
  const options = { signal: terminal.signal, say: progress.say };
  return withSession(account, options, async (session, persist) => {
    const memoryOf = (node: string) => createMemory(session, account.jid, node);
    const ledger = await persist(() => openLedger(memoryOf, account.pubsub));
    return task({ account, archive, edition: toEdition(account), session, ledger, progress, persist });
  });
}

/** The issues as they are now: those of a repository are pulled. */
export async function fetchIssues(account: AccountConfig, say: (sentence: string) => void): Promise<Archive> {
  const source = createSource(account, quiet(say));
  try {
    await source.prepare();
    return await readIssues(source.folder, account, (file) => source.lastmod(file));
  } finally {
    await source.close();
  }
}

/** Only what went wrong is of interest. */
function quiet(say: (sentence: string) => void): Log {
  const nothing = (): void => {};
  const log: Log = { error: say, warn: say, info: nothing, debug: nothing, trace: nothing, child: () => log };
  return log;
}
