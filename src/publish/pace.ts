/** A window in bytes: how much may be on its way to a server, by how fast it answers. */

/** In ms: what the server answers in `QUEUE` is enough to keep it busy, and nobody shall wait behind more than `BACKLOG`. */
const QUEUE = 50;
const BACKLOG = 3_000;
/** The slowest packaged limit reads this in little more than a second; the other would only fill memory. */
const LEAST = 4_000;
const MOST = 2_000_000;
/** A limited server takes some seconds' worth at once before it slows down: the window grows by this share of what is answered. */
const GROWTH = 1 / 4;
/** How much an answer still says of the rate when the next one is there. */
const KEPT = 3 / 4;

export interface Window {
  /** Waits until so many bytes fit, or nothing else is on its way, then runs the task, which ends when it is answered. */
  run<T>(bytes: number, task: () => Promise<T>): Promise<T>;
  /** How many bytes may be on their way now. */
  size(): number;
  /** Bytes a second that were answered lately, pauses of ours left out; `undefined` before the first answer. */
  rate(): number | undefined;
}

export interface WindowOptions {
  /** The bounds of the window, in bytes. One item is always let through, however large. */
  readonly least?: number;
  readonly most?: number;
  /** The time in ms. */
  readonly clock?: () => number;
}

/** A task that was started. */
interface Flight {
  readonly bytes: number;
  readonly start: number;
  /** From here the rate is measured: the last answer before it was started, and all that was answered until then. */
  readonly since: number;
  readonly answered: number;
  /** Whether nothing else was on its way. */
  readonly alone: boolean;
}

/**
 * Tasks start in the order in which they were given. The window follows the rate: it holds what the server answers within twice
 * its shortest delay, so that it is never idle, and little waits. It grows only while somebody waits for room: a bot that has
 * little to say learns nothing of a server. Tasks that fail make room and say nothing either.
 */
export function createWindow({
  least = LEAST,
  most = MOST,
  clock = () => performance.now(),
}: WindowOptions = {}): Window {
  const waiting: { readonly bytes: number; readonly start: (flight: Flight) => void }[] = [];
  let size = Math.min(least, most);
  let inFlight = 0;
  let answered = 0;
  let lastAnswer = 0;
  /** What was answered lately, and the ms that it took: the older, the less it counts. */
  let lately = { bytes: 0, ms: 0 };
  let shortest = Infinity;

  const admit = (): void => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      if (inFlight > 0 && inFlight + first.bytes > size) return;
      waiting.shift();
      first.start(depart(first.bytes));
    }
  };

  const depart = (bytes: number): Flight => {
    const start = clock();
    const alone = inFlight === 0;
    inFlight += bytes;
    return { bytes, start, since: alone ? start : lastAnswer, answered, alone };
  };

  /** Learns from an answer. */
  const learn = (flight: Flight): void => {
    lastAnswer = clock();
    answered += flight.bytes;
    const delay = lastAnswer - flight.start;
    lately = {
      bytes: lately.bytes * KEPT + answered - flight.answered,
      ms: lately.ms * KEPT + lastAnswer - flight.since,
    };
    // What is alone does not wait for others of ours: should it take longer than before, the way has become longer.
    shortest = flight.alone && inFlight === flight.bytes ? delay : Math.min(shortest, delay);
    const rate = lately.bytes / Math.max(lately.ms, 0.1);
    const busy = rate * Math.max(2 * shortest, QUEUE) + flight.bytes;
    const wanted = Math.min(Math.max(Math.min(busy, rate * BACKLOG), least), most);
    if (wanted < size) size = Math.max(wanted, size - flight.bytes);
    else if (waiting.length > 0) size = Math.min(wanted, size + flight.bytes * GROWTH);
  };

  return {
    async run(bytes, task) {
      const flight = await new Promise<Flight>((start) => {
        waiting.push({ bytes, start });
        admit();
      });
      try {
        const result = await task();
        learn(flight);
        return result;
      } finally {
        inFlight -= bytes;
        admit();
      }
    },
    size: () => size,
    rate: () => (answered === 0 ? undefined : (lately.bytes / Math.max(lately.ms, 0.1)) * 1_000),
  };
}
