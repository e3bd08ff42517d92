/** Acknowledgements of stanzas (XEP-0198, section 4): asked for and given in as few packets as possible. */

import type { Entity } from "./library.ts";
import { NS_SM } from "./management.ts";
import { xml } from "../stanza.ts";

export interface Acknowledgements {
  /** Asks for one at once. */
  readonly request: () => void;
  /** A stanza was sent: one is asked for after some of them, and after a moment for those that are fewer. */
  sent(): void;
  /** The server asks for one: it goes out with the next stanza, or after a moment. */
  owe(): void;
  /** What has to be written behind a stanza, which the server answers first: nothing, unless one is owed. */
  readonly due: () => string;
  end(): void;
}

/** What is needed of a client of the library. */
export interface Speaker extends Pick<Entity, "send" | "write"> {
  readonly streamManagement: {
    readonly enabled: boolean;
    readonly inbound: number;
    readonly outbound_q: readonly unknown[];
  };
}

/** After how many stanzas one is asked for, and after how many ms for the rest. */
const EVERY = 16;
const AFTER = 250;
/** How long, in ms, the server waits for one: no longer than for an answer from the other end of the world. */
const WITHIN = 50;

export function createAcknowledgements(entity: Speaker): Acknowledgements {
  const { streamManagement: management } = entity;
  let since = 0;
  let isOwed = false;
  let asking: NodeJS.Timeout | undefined;
  let giving: NodeJS.Timeout | undefined;

  const request = (): void => void entity.send(xml("r", { xmlns: NS_SM })).catch(() => {});
  const due = (): string => {
    if (!isOwed) return "";
    isOwed = false;
    return `<a xmlns="${NS_SM}" h="${management.inbound}"/>`;
  };
  return {
    request,
    due,
    sent() {
      since = (since + 1) % EVERY;
      if (management.enabled && since === 0) return request();
      asking ??= setTimeout(() => {
        asking = undefined;
        if (management.enabled && management.outbound_q.length > 0) request();
      }, AFTER);
    },
    owe() {
      isOwed = true;
      giving ??= setTimeout(() => {
        giving = undefined;
        if (isOwed) entity.write(due()).catch(() => {});
      }, WITHIN);
    },
    end() {
      clearTimeout(asking);
      clearTimeout(giving);
    },
  };
}
