/** How long one has to wait for a server's answer while the bot works with it. */

import { setTimeout as pause } from "node:timers/promises";
import * as ping from "../src/xmpp/ping.ts";
import { type Requester, xml } from "../src/xmpp/stanza.ts";

export interface Waiting {
  /** All waits, in ms. */
  end(): Promise<readonly number[]>;
}

/** Asks for an answer again and again, so many ms after the one before. */
export function watchWaiting(xmpp: Requester, every: number): Waiting {
  const waits: number[] = [];
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      const asked = performance.now();
      await xmpp.get(xml("ping", { xmlns: ping.NS }));
      waits.push(performance.now() - asked);
      await pause(every, undefined, { signal: ended.signal }).catch(() => {});
    }
  })();
  return {
    async end() {
      ended.abort();
      await watching;
      return waits;
    },
  };
}
