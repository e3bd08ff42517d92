/** The supervisor: one attempt to connect after the other, with pauses that grow, until it is of no use any more. */

import { setTimeout as pause } from "node:timers/promises";
import { backoff } from "../backoff.ts";
import { explain, type Failure, SessionError, type Step } from "../failure.ts";
import { type Service, services } from "../srv.ts";
import type { Timing } from "../timing.ts";

/** How a connection ended: how long it was online, in ms, if it was; why; and how far it had come. */
export interface End {
  readonly lasted: number | undefined;
  readonly reason: Error | undefined;
  readonly step: Step;
}

export interface SupervisorOptions {
  readonly domain: string;
  /** Where to connect; without it, the domain's SRV records say. */
  readonly service: Service | undefined;
  readonly timing: Timing;
  /** Connects, and gives how it ended. */
  readonly attempt: (at: Service) => Promise<End>;
  /** Hears of every end, and every failure to begin. */
  readonly offline: (failure: Failure) => void;
  readonly signal: AbortSignal;
  /** Waits for so many ms, or until the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Supervisor {
  /** Connects again and again. Ends when the signal is aborted, or with the failure after which there is no use in going on. */
  run(): Promise<Failure | undefined>;
  /** Ends a pause between two attempts. */
  readonly hurry: () => void;
}

/** More would lock the account on some servers. */
const TRIES_WITH_WRONG_PASSWORD = 3;

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { domain, timing, signal, wait = sleep } = options;
  const pauses = backoff(timing.firstPause, timing.longestPause);
  let places: readonly Service[] = [];
  let rejections = 0;
  let waiting = new AbortController();

  const next = async (): Promise<Service> => {
    if (places.length === 0) {
      places = options.service === undefined ? await lookUp(domain, timing.attempt) : [options.service];
    }
    const [place, ...others] = places;
    places = others;
    if (place === undefined) throw new SessionError(`${domain} says that it has no XMPP service for clients`);
    return place;
  };

  /** One attempt. Gives why it ended. */
  const once = async (): Promise<Failure> => {
    let place: Service;
    try {
      place = await next();
    } catch (error) {
      return explain(error instanceof Error ? error : new Error(String(error)), domain, "DNS");
    }
    const { lasted, reason, step } = await options.attempt(place);
    if (lasted !== undefined) [places, rejections] = [[], 0];
    if (lasted !== undefined && lasted > timing.stable) pauses.reset();
    return explain(reason, domain, step, place);
  };

  const rest = async (failure: Failure): Promise<void> => {
    // The domain's other services are tried first.
    if (places.length > 0 && failure.remedy !== "credentials") return;
    waiting = new AbortController();
    const length = failure.remedy === "slow" ? timing.slowPause : pauses.next();
    await wait(length, AbortSignal.any([signal, waiting.signal]));
  };

  return {
    async run() {
      while (!signal.aborted) {
        const failure = await once();
        if (signal.aborted) break;
        options.offline(failure);
        // What else fails in between says nothing about the password.
        if (failure.remedy === "credentials") rejections += 1;
        if (failure.remedy === "stop") return failure;
        if (rejections >= TRIES_WITH_WRONG_PASSWORD) {
          const sentence = `${failure.sentence} (it was tried ${rejections} times; more could lock the account)`;
          return { ...failure, sentence };
        }
        await rest(failure);
      }
      return undefined;
    },
    hurry: () => waiting.abort(),
  };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}

/** The resolver's own patience may be longer than `ms`, which is what an attempt may take. */
async function lookUp(domain: string, ms: number): Promise<readonly Service[]> {
  const found = new AbortController();
  const watchdog = pause(ms, undefined, { signal: found.signal }).then(() => {
    throw Object.assign(new Error("the resolver does not answer"), { name: "TimeoutError" });
  });
  return Promise.race([services(domain), watchdog]).finally(() => found.abort());
}
