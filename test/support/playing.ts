/** A session with a scripted peer: everything it tells is kept, and a test waits for what it wants to see. */

import { inspect } from "node:util";
import { createSession, type Session, type SessionEvents } from "../../src/xmpp/session.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import type { Timing } from "../../src/xmpp/timing.ts";
import { DOMAIN, NS } from "./peer/words.ts";

/** What a session told, in order; and what nobody caught in this process meanwhile. */
export interface Played extends AsyncDisposable {
  readonly session: Session;
  readonly online: readonly string[];
  resumed(): number;
  readonly offline: readonly string[];
  readonly stanzas: readonly Element[];
  readonly trouble: readonly Error[];
  readonly rejected: readonly string[];
  /** Errors and rejections that reached nobody. */
  readonly uncaught: readonly unknown[];
  /** Waits until the session is online. */
  isOnline(): Promise<void>;
}

export interface PlayOptions {
  readonly port: number;
  readonly host?: string;
  readonly tls?: "starttls" | "direct";
  readonly password?: string;
  readonly allowPlain?: boolean;
  readonly timing?: Partial<Timing>;
  readonly events?: Partial<SessionEvents>;
}

/** An impatient session: what takes seconds with an operator takes milliseconds here. */
export const QUICK: Timing = {
  attempt: 2_000,
  firstPause: 5,
  longestPause: 20,
  stable: 60_000,
  slowPause: 50,
  quiet: 10_000,
  dead: 20_000,
  proof: 10_000,
  tick: 10,
};

/** Starts a session of bot@example.org with a server on this machine. */
export function playSession(options: PlayOptions): Played {
  const { port, host = "127.0.0.1", tls = "starttls", password = "secret", allowPlain = false } = options;
  const told = {
    online: [] as string[],
    offline: [] as string[],
    stanzas: [] as Element[],
    trouble: [] as Error[],
    rejected: [] as string[],
    uncaught: [] as unknown[],
  };
  let resumed = 0;
  const onUncaught = (error: unknown) => void told.uncaught.push(error);
  process.on("uncaughtException", onUncaught).on("unhandledRejection", onUncaught);
  const session = createSession(
    {
      jid: `bot@${DOMAIN}`,
      credentials: { username: "bot", password, allowPlain, userAgentId: "5f6b" },
      service: { host, port, tls },
      resource: "played",
      debug: false,
      timing: { ...QUICK, ...options.timing },
    },
    {
      answer: () => undefined,
      online: (jid) => told.online.push(jid),
      resumed: () => (resumed += 1),
      offline: (sentence) => told.offline.push(sentence),
      stanza(stanza) {
        // The library's own request is answered before everybody's eyes.
        if (stanza.getChild("bind", NS.bind) === undefined) told.stanzas.push(stanza);
      },
      trouble: (error) => told.trouble.push(error),
      rejected: (sentence) => told.rejected.push(sentence),
      ...options.events,
    },
  );
  session.start();
  return {
    session,
    ...told,
    resumed: () => resumed,
    isOnline: () => eventually("the session to be online", () => session.isOnline(), told),
    async [Symbol.asyncDispose]() {
      await session.stop();
      process.off("uncaughtException", onUncaught).off("unhandledRejection", onUncaught);
    },
  };
}

/** Waits until looking gives `true`. The error says what was waited for, and what was `seen` meanwhile. */
export async function eventually(
  what: string,
  look: () => boolean,
  seen: object = {},
  deadlineMs = 4_000,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!look()) {
    if (Date.now() > deadline)
      throw new Error(
        `waited ${deadlineMs} ms for ${what}; seen: ${inspect(seen, { depth: 1, maxArrayLength: 5 })}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
