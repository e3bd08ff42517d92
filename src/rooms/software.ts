/** Which occupants are bots, as their clients say (XEP-0115): asked once for each kind of client, and only when it matters. */

import type { Log } from "../log.ts";
import { verification } from "../xmpp/caps.ts";
import { describe, type Description } from "../xmpp/disco.ts";
import type { Caps } from "../xmpp/muc.ts";
import type { Requester } from "../xmpp/stanza.ts";

export interface Software {
  /** Nothing where that is unknown. */
  isBot(caps: Caps | undefined): boolean | undefined;
  /** Asks the client at this JID, unless that was done, and waits a moment for the answer. Never rejects. */
  learn(jid: string, caps: Caps | undefined): Promise<void>;
}

/** As many kinds of clients as are remembered, the latest ones. */
const MOST = 500;
/** How long whoever speaks to the bot is kept waiting for an answer of a client, in ms. */
const PATIENCE = 2_000;

export function createSoftware(xmpp: Requester, log: Pick<Log, "debug">, most = MOST): Software {
  /** By verification string, of descriptions that have it. */
  const kinds = new Map<string, boolean>();
  /** What a client said of itself alone: its caps are not proven to be those of others. */
  const single = new WeakMap<Caps, boolean>();
  const asked = new WeakSet<Caps>();
  const asking = new Map<string, Promise<void>>();

  const isBot = (caps: Caps): boolean | undefined => kinds.get(caps.ver) ?? single.get(caps);

  const ask = async (jid: string, caps: Caps): Promise<void> => {
    asked.add(caps);
    try {
      const told = await describe(xmpp, jid, `${caps.node}#${caps.ver}`);
      if (isProven(told, caps)) remember(caps.ver, isBotSoftware(told));
      else single.set(caps, isBotSoftware(told));
    } catch (error) {
      log.debug(`${jid} does not say what it is`, { error });
    }
  };

  const remember = (ver: string, is: boolean): void => {
    kinds.set(ver, is);
    const oldest = kinds.size > most ? kinds.keys().next().value : undefined;
    if (oldest !== undefined) kinds.delete(oldest);
  };

  const learn = async (jid: string, caps: Caps): Promise<void> => {
    // Another occupant with the same client may be answering.
    for (let other = asking.get(caps.ver); other !== undefined; other = asking.get(caps.ver)) await other;
    if (isBot(caps) !== undefined || asked.has(caps)) return;
    const question = atMost(PATIENCE, ask(jid, caps)).finally(() => asking.delete(caps.ver));
    asking.set(caps.ver, question);
    await question;
  };

  return {
    isBot: (caps) => caps && isBot(caps),
    async learn(jid, caps) {
      if (caps !== undefined) await atMost(PATIENCE, learn(jid, caps));
    },
  };
}

/** Resolves with the work, or after so many ms: what comes later counts all the same. */
function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms).unref();
  void work.finally(() => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}

/** Whether the description has that hash (section 5.4); of one with forms we cannot tell. */
function isProven(told: Description, { hash, ver }: Caps): boolean {
  return hash === "sha-1" && (told.forms ?? []).length === 0 && verification(told) === ver;
}

function isBotSoftware({ identities }: Description): boolean {
  return identities.some(({ category, type }) => category === "client" && type === "bot");
}
