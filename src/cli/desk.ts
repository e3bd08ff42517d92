/** What the commands about nodes work with: the issues, a session, and the bot's record of what it published. */

import { toEdition, toNodeOptions } from "../assembly.ts";
import { readPicture } from "../avatar.ts";
import { type AccountConfig, type Config, requireAccount } from "../config.ts";
import { whileTheyWait } from "../hold.ts";
import type { Log } from "../log.ts";
import type { Archive } from "../newsletter/archive.ts";
import { type Persist, withSession } from "../once.ts";
import type { Edition } from "../publish/desired.ts";
import { type Ledger, openLedger } from "../publish/ledger.ts";
import { type Nodes, openNodes } from "../publish/nodes.ts";
import type { Content } from "../publisher/look.ts";
import { createSource } from "../source.ts";
import { NODE as BOTS } from "../standby.ts";
import { createMemory } from "../xmpp/private.ts";
import type { Session } from "../xmpp/session.ts";
import type { Terminal } from "./command.ts";
import { readIssues } from "./content.ts";
import { createProgress, type Progress } from "./progress.ts";

export interface Desk {
  readonly account: AccountConfig;
  readonly archive: Archive;
  /** What is to be published, and how. */
  readonly content: Content;
  readonly edition: Edition;
  readonly session: Session;
  readonly ledger: Ledger;
  readonly progress: Progress;
  /** For each part of the task that needs the session. */
  readonly persist: Persist;
  /** For a part that changes something: a bot of the account lets the nodes be meanwhile. */
  readonly alone: Persist;
  /** The nodes as such a part finds them: the session may be another one. */
  readonly open: () => Promise<Nodes>;
}

/** Reads the issues, logs in, opens the record, and runs the task. */
export async function atDesk<T>(
  config: Config,
  terminal: Terminal,
  task: (desk: Desk) => Promise<T>,
): Promise<T> {
  const account = requireAccount(config);
  const progress = createProgress(terminal);
  const picture = await readPicture(account.avatar);
  const archive = await fetchIssues(account, progress.say, terminal.signal);
  const edition = toEdition(account);
  const content = {
    archive,
    languages: account.languages,
    maxRetract: account.maxRetract / 100,
  };
  const options = { signal: terminal.signal, say: progress.say };
  const work = withSession(account, options, async (session, persist) => {
    const memoryOf = (node: string) => createMemory(session, account.jid, node);
    const ledger = await persist(() => openLedger(memoryOf, account.pubsub));
    const bots = { xmpp: session, memory: memoryOf(BOTS), account: account.jid };
    const alone: Persist = (part) => persist(() => whileTheyWait(bots, part));
    const open = () =>
      openNodes({
        xmpp: session,
        service: account.pubsub,
        options: toNodeOptions(account),
        picture,
        maxItems: account.maxItems,
        ledger,
        did: progress.say,
        note: progress.say,
        detail: () => {},
      });
    return task({ account, archive, content, edition, session, ledger, progress, persist, alone, open });
  });
  // Whatever is said of the end has a line of its own.
  return work.finally(progress.end);
}

/** The issues as they are now: those of a repository are pulled, until the signal says to stop. */
export async function fetchIssues(
  account: AccountConfig,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Archive> {
  const source = createSource(account, quiet(say));
  const stop = (): void => void source.close();
  signal.addEventListener("abort", stop);
  try {
    await source.prepare();
    return await readIssues(source.folder, account, (file) => source.lastmod(file));
  } catch (error) {
    throw signal.aborted ? new Error("stopped before it was done", { cause: error }) : error;
  } finally {
    signal.removeEventListener("abort", stop);
    await source.close();
  }
}

/** Only what went wrong is of interest. */
function quiet(say: (sentence: string) => void): Log {
  const nothing = (): void => {};
  const log: Log = { error: say, warn: say, info: nothing, debug: nothing, trace: nothing, child: () => log };
  return log;
}
