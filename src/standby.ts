/** Two bots of one account: one of them acts, the other stands by, says so, and takes over when the first is gone. */

import type { Log } from "./log.ts";
import { here, type Place } from "./place.ts";
import type { Answer } from "./xmpp/answers.ts";
import { SessionError } from "./xmpp/failure.ts";
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
  /** Called when another bot took over while this one was not heard. The session may go on. */
  readonly yield: () => void;
  readonly log: Log;
  /**
   * How long another bot may take to say that it is there, in ms; longer once that has turned out to be too short. Its answer comes
   * after what it is publishing: a large entry takes 18 s with the limits that ejabberd ships with.
   */
  readonly patience?: number;
  /** How often the one that acts is asked whether it is there, in ms. */
  readonly interval?: number;
  /** How often that one looks whether it still is the one, in ms. */
  readonly watch?: number;
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

interface Other {
  readonly resource: string;
  readonly place: string;
  readonly pid: number;
}

type Answered = "acts" | "was there before" | "comes after" | "is gone";
type State = "unknown" | "candidate" | "acting" | "standing by";

/** In ms. */
const LONGEST_PATIENCE = 60_000;
/** So often a server may say that it is to be asked later before a bot acts without knowing of others. */
const TRIES = 3;

export function createStandby({
  xmpp,
  memory,
  jid,
  act,
  yield: giveWay,
  log,
  patience = 20_000,
  interval = 5_000,
  watch = 60_000,
  place = here(),
}: StandbyOptions): Standby {
  const since = Date.now();
  let state: State = "unknown";
  let timer: NodeJS.Timeout | undefined;
  /** Counts the sessions: what an older one finds out is of no interest. */
  let turn = 0;
  /** Whether the node has the item of this bot, as far as is known. */
  let noted = false;
  let tries = 0;
  /** The bots that the node named last, and the one of them that this one stands by for. */
  let known: readonly Other[] = [];
  let ahead: Other | undefined;

  const own = (): string => jid().slice(bare(jid()).length + 1);
  const toJid = ({ resource }: Other): string => `${bare(jid())}/${resource}`;
  const told = (): Element => xml("bot", { xmlns: NS, state, since });

  const ask = async (other: Other): Promise<Answered> => {
    const isHere = other.place === place.name;
    if (isHere && (other.pid === place.pid || !place.isAlive(other.pid))) return "is gone";
    const said = await stateOf(xmpp, toJid(other), patience);
    if (said === undefined || said.attrs["state"] === "unknown") return "is gone";
    if (said.attrs["state"] === "acting") return "acts";
    const began = Number(said.attrs["since"]);
    const wasThere = began === since ? other.resource < own() : began < since;
    return wasThere ? "was there before" : "comes after";
  };

  /** The others, once they can know of this one: of two that come at once, one sees the other at least. */
  const look = async (): Promise<readonly Other[]> => {
    if (!noted) await memory.write(own(), toElement(place));
    const items = await memory.read();
    noted = items.has(own());
    tries = 0;
    return [...items].map(toOther).filter(({ resource }) => resource !== own());
  };

  /** Where the node is out of order, those of whom is known already; a while later where the server says so. */
  const lookAgain = (error: unknown): readonly Other[] => {
    if (isLost(error)) throw error;
    log.debug("other bots of the account could not be looked for", { error });
    tries += 1;
    if (isStanzaError(error) && error.type === "wait" && tries < TRIES) throw error;
    return known;
  };

  const decide = async (mine: number): Promise<void> => {
    if (ahead !== undefined && goesFirst(await ask(ahead))) return;
    if (mine !== turn) return;
    // Asked just now, it is not waited for once more.
    const gone = ahead;
    const found = await look().catch(lookAgain);
    const others = found.filter(({ resource }) => resource !== gone?.resource);
    const answers = await Promise.all(others.map(ask));
    if (mine !== turn) return;
    known = found;
    ahead = others.find((_, index) => goesFirst(answers[index]));
    if (ahead === undefined)
      return takeOver(found.filter((other) => answers[others.indexOf(other)] !== "comes after"));
    if (state !== "standing by") {
      log.warn(
        `another newsstand uses this account (${ahead.resource} on ${ahead.place.split(" ")[0]}): this one stands by, and takes over when that is gone`,
      );
    }
    state = "standing by";
  };

  const takeOver = async (gone: readonly Other[]): Promise<void> => {
    if (state === "standing by") log.warn("the other newsstand is gone: this one takes over");
    state = "acting";
    // One that is frozen hears it before anything else.
    for (const other of known) xmpp.set(told(), toJid(other)).catch(() => {});
    act();
    for (const { resource } of gone) await memory.forget(resource);
  };

  /** Whoever took over has forgotten this bot. */
  const confirm = async (mine: number): Promise<void> => {
    const items = await memory.read([own()]);
    if (mine !== turn || items.has(own())) return;
    noted = false;
    known = await look();
    const answers = await Promise.all(known.map(ask));
    if (mine === turn && answers.includes("acts")) standBack();
  };

  const standBack = (): void => {
    log.warn("another newsstand took over while this one could not be reached: this one stands by");
    state = "standing by";
    noted = false;
    // It was there all the time: whoever is slow is to be waited for longer.
    patience = Math.min(2 * patience, LONGEST_PATIENCE);
    giveWay();
    begin();
  };

  /** Looks now, and again and again, for as long as it is the same session. */
  const begin = (): void => {
    pause();
    void go(turn);
  };

  const go = async (mine: number): Promise<void> => {
    await (state === "acting" ? confirm(mine) : decide(mine)).catch((error: unknown) =>
      log.debug("other bots of the account are looked for later", { error }),
    );
    if (mine !== turn) return;
    timer = setTimeout(() => void go(mine), state === "acting" ? watch : interval);
    timer.unref();
  };

  const pause = (): void => {
    clearTimeout(timer);
    turn += 1;
  };

  return {
    start() {
      noted = false;
      tries = 0;
      if (state !== "standing by") state = "candidate";
      begin();
    },
    resume: begin,
    pause,
    acts: () => state === "acting",
    answer(iq, payload) {
      if (!payload.is("bot", NS) || !isSame(bare(iq.attrs["from"] ?? ""), bare(jid()))) return undefined;
      if (iq.attrs["type"] === "get") return { result: told() };
      if (state === "acting") standBack();
      return { result: undefined };
    },
    async stop() {
      pause();
      state = "unknown";
      await memory.forget(own()).catch(() => undefined);
    },
  };
}

function goesFirst(answered: Answered | undefined): boolean {
  return answered === "acts" || answered === "was there before";
}

/** What a bot says of itself; nothing when it is not there, or does not answer in time: then its session is only a rest. */
async function stateOf(xmpp: Requester, to: string, patience: number): Promise<Element | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  try {
    const asked = xmpp.get(xml("bot", { xmlns: NS }), to);
    asked.catch(() => {}); // it may fail when nobody waits for it any more
    const said = await Promise.race([asked, promise]);
    return said?.is("bot", NS) ? said : undefined;
  } catch (error) {
    if (isLost(error)) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The next session, or its continuation, asks again. */
function isLost(error: unknown): boolean {
  return error instanceof SessionError && error.lost;
}

function toElement({ name, pid }: Place): Element {
  return xml("bot", { xmlns: NS, place: name, pid });
}

function toOther([resource, { attrs }]: readonly [string, Element]): Other {
  return { resource, place: attrs["place"] ?? "", pid: Number(attrs["pid"]) };
}
