/** Two bots of one account: one of them acts, the other stands by, says so, and takes over when the first is gone. */

import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Log } from "./log.ts";
import type { Answer } from "./xmpp/answers.ts";
import { bare, isSame } from "./xmpp/jid.ts";
import type { Memory } from "./xmpp/private.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import { type Element, type Requester, xml } from "./xmpp/stanza.ts";

export const NS = "urn:x-newsstand:bot";
/** The private node with an item for each bot that runs, by its resource. */
export const NODE = "urn:x-newsstand:bots";

export interface StandbyOptions {
  readonly xmpp: Requester;
  readonly memory: Memory;
  /** The full JID of this session; the bare one while there is none. */
  readonly jid: () => string;
  /** Called when this bot is the one that acts: after each start of a session, or when it takes over. */
  readonly act: () => void;
  /** Called when another bot took over while this one was not heard: its session has to be made anew. */
  readonly yield: () => void;
  readonly log: Log;
  /** How long another bot may take to say that it is there, and how often it is asked, in ms. */
  readonly patience?: number;
  readonly interval?: number;
  readonly place?: Place;
}

export interface Standby {
  /** A new session: finds out whether another bot acts. */
  start(): void;
  /** The session goes on after an interruption, in which another bot may have taken over. */
  resume(): void;
  /** There is no session. What was found out holds until the next one starts. */
  pause(): void;
  /** Whether this bot is the one that acts. */
  acts(): boolean;
  /** Answers another bot of the account; any other request gives nothing. */
  answer(iq: Element, payload: Element): Answer;
  /** Says goodbye to the others, as far as there is a session. */
  stop(): Promise<void>;
}

/** Where a process runs: two processes of one place see each other. */
export interface Place {
  readonly name: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

interface Other {
  readonly resource: string;
  readonly place: string;
  readonly pid: number;
}

type State = "unknown" | "candidate" | "acting" | "standing by";

export function createStandby({
  xmpp,
  memory,
  jid,
  act,
  yield: giveWay,
  log,
  patience = 5_000,
  interval = 5_000,
  place = here(),
}: StandbyOptions): Standby {
  const since = Date.now();
  let state: State = "unknown";
  let timer: NodeJS.Timeout | undefined;
  /** Counts the sessions: what an older one finds out is of no interest. */
  let turn = 0;

  const own = (): string => resourceOf(jid());

  /** Whether another bot goes first: it acts, or wants to and was there before. */
  const goesFirst = async (other: Other): Promise<boolean> => {
    const isHere = other.place === place.name;
    if (isHere && (other.pid === place.pid || !place.isAlive(other.pid))) return false;
    const said = await ask(xmpp, `${bare(jid())}/${other.resource}`, patience);
    if (said === undefined) return false;
    if (said.attrs["state"] === "acting") return true;
    if (said.attrs["state"] !== "candidate") return false;
    const began = Number(said.attrs["since"]);
    return began === since ? other.resource < own() : began < since;
  };

  const decide = async (mine: number): Promise<void> => {
    const items = await memory.read();
    const others = [...items].map(toOther).filter(({ resource }) => resource !== own());
    const answers = await Promise.all(others.map(goesFirst));
    if (mine !== turn) return;
    const first = others.find((_, index) => answers[index]);
    if (first === undefined) return takeOver(others);
    if (state !== "standing by") {
      log.warn(
        `another newsstand uses this account (${first.resource} on ${first.place.split(" ")[0]}): this one stands by, and takes over when that is gone`,
      );
    }
    state = "standing by";
    later(() => decide(mine));
  };

  const takeOver = async (gone: readonly Other[]): Promise<void> => {
    if (state === "standing by") log.warn("the other newsstand is gone: this one takes over");
    state = "acting";
    act();
    for (const { resource } of gone) await memory.forget(resource);
  };

  const later = (work: () => Promise<void>): void => {
    clearTimeout(timer);
    timer = setTimeout(() => attempt(work), interval);
    timer.unref();
  };

  /** Whoever took over has forgotten this bot. */
  const confirm = async (mine: number): Promise<void> => {
    const items = await memory.read();
    if (mine !== turn || items.has(own())) return;
    const answers = await Promise.all([...items].map((item) => goesFirst(toOther(item))));
    if (mine !== turn) return;
    if (!answers.includes(true)) return memory.write(own(), toElement(place, since));
    log.warn("another newsstand took over while this one could not be reached");
    state = "candidate";
    giveWay();
  };

  const attempt = (work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      log.debug("other bots of the account could not be looked for", { error });
      if (state === "acting" || !isStanzaError(error)) return;
      // A server without private storage cannot tell of others. An interruption ends with a new start.
      if (state === "candidate" && error.type !== "wait") void takeOver([]);
      else later(work);
    });
  };

  const start = (): void => {
    turn += 1;
    const mine = turn;
    if (state !== "standing by") state = "candidate";
    clearTimeout(timer);
    attempt(async () => {
      await memory.write(own(), toElement(place, since));
      if (mine === turn) await decide(mine);
    });
  };

  return {
    start,
    resume() {
      if (state !== "acting") return start();
      turn += 1;
      const mine = turn;
      attempt(() => confirm(mine));
    },
    pause() {
      clearTimeout(timer);
      turn += 1;
    },
    acts: () => state === "acting",
    answer(iq, payload) {
      if (iq.attrs["type"] !== "get" || !payload.is("bot", NS)) return undefined;
      if (!isSame(bare(iq.attrs["from"] ?? ""), bare(jid()))) return undefined;
      return { result: xml("bot", { xmlns: NS, state, since }) };
    },
    async stop() {
      clearTimeout(timer);
      turn += 1;
      state = "unknown";
      await memory.forget(own()).catch(() => undefined);
    },
  };
}

/** What a bot says of itself; nothing when it is not there, or does not answer in time: then its session is only a rest. */
async function ask(xmpp: Requester, to: string, patience: number): Promise<Element | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  try {
    const asked = xmpp.get(xml("bot", { xmlns: NS }), to);
    const said = await Promise.race([asked, promise]);
    asked.catch(() => {});
    return said?.is("bot", NS) ? said : undefined;
  } catch (error) {
    if (isStanzaError(error)) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function toElement({ name, pid }: Place, since: number): Element {
  return xml("bot", { xmlns: NS, place: name, pid, since: new Date(since).toISOString() });
}

function toOther([resource, { attrs }]: readonly [string, Element]): Other {
  return { resource, place: attrs["place"] ?? "", pid: Number(attrs["pid"]) };
}

function resourceOf(jid: string): string {
  return jid.slice(bare(jid).length + 1);
}

/** This machine, or this container: process numbers mean something within one PID namespace only. */
function here(): Place {
  return { name: `${hostname()} ${namespace()}`.trim(), pid: process.pid, isAlive };
}

function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
