/** A task of the command line beside the bot: while it works on the nodes, the bot lets them be, and nobody is told twice. */

import type { Log } from "./log.ts";
import type { Answer } from "./xmpp/answers.ts";
import { bare, isSame } from "./xmpp/jid.ts";
import type { Memory } from "./xmpp/private.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import { type Element, type Requester, xml } from "./xmpp/stanza.ts";

export const NS = "urn:x-newsstand:hold";

/** A task that is killed holds the bot for so long, in ms; one that works says so again in time. */
const LONGEST = 30_000;
const RENEWAL = 10_000;
/** How long a bot may take to answer, in ms: a session may be only a rest. */
const PATIENCE = 5_000;

export interface HoldOptions {
  /** The bare JID of the account. */
  readonly account: string;
  /** Called when the last task has gone: what it did is in the record by now. */
  readonly over: () => void;
  readonly log: Pick<Log, "info">;
  readonly longest?: number;
}

/** The bot's side. */
export interface Hold {
  /** Whether a task works on the nodes. */
  isOn(): boolean;
  /** Answers a task of the account; any other request gives nothing. */
  answer(iq: Element, payload: Element): Answer;
}

export function createHold({ account, over, log, longest = LONGEST }: HoldOptions): Hold {
  /** The tasks by their full JIDs, and when each of them is given up. */
  const tasks = new Map<string, NodeJS.Timeout>();
  const leave = (task: string): void => {
    clearTimeout(tasks.get(task));
    if (!tasks.delete(task) || tasks.size > 0) return;
    log.info("the task of the command line is over: the bot goes on");
    over();
  };
  return {
    isOn: () => tasks.size > 0,
    answer({ attrs: { type, from = "" } }, payload) {
      if (type !== "set" || !payload.is("hold", NS) || !isSame(bare(from), account)) return undefined;
      if (payload.attrs["over"] === "true") leave(from);
      else {
        if (tasks.size === 0) log.info("a task of the command line works on the nodes: the bot waits");
        clearTimeout(tasks.get(from));
        tasks.set(
          from,
          setTimeout(() => leave(from), longest),
        );
        tasks.get(from)?.unref();
      }
      return { result: undefined };
    },
  };
}

/** What a task needs to know of the bots: `memory` is the private node with an item for each of them, by its resource. */
export interface Bots {
  readonly xmpp: Requester;
  readonly memory: Pick<Memory, "read">;
  /** The bare JID of the account. */
  readonly account: string;
  readonly patience?: number;
}

/** Does the work while the bots of the account let the nodes be. Those that do not answer are taken to be gone. */
export async function whileTheyWait<T>(bots: Bots, work: () => Promise<T>): Promise<T> {
  const { xmpp, account, patience = PATIENCE } = bots;
  const found = [...(await resources(bots))].map((resource) => `${account}/${resource}`);
  const say = (over: boolean): Promise<unknown> =>
    Promise.all(found.map((bot) => tell(xmpp, bot, over, patience)));
  await say(false);
  const renewing = setInterval(() => void say(false).catch(() => {}), RENEWAL);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    // Without a session they find out by themselves.
    await say(true).catch(() => {});
  }
}

/** A server without private storage has none to tell of. */
async function resources({ memory }: Bots): Promise<Iterable<string>> {
  try {
    return (await memory.read()).keys();
  } catch (error) {
    if (isStanzaError(error)) return [];
    throw error;
  }
}

async function tell(xmpp: Requester, bot: string, over: boolean, patience: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  const asked = xmpp.set(xml("hold", { xmlns: NS, ...(over && { over: "true" }) }), bot);
  try {
    await Promise.race([asked, promise]);
    asked.catch(() => {});
  } catch (error) {
    if (!isStanzaError(error)) throw error;
  } finally {
    clearTimeout(timer);
  }
}
