/** A window in bytes: how much may be on its way to a server that may read slowly. */

/** Both packaged servers read 3 to 10 kB a second: more than this would make everything else the bot says wait. */
export const WINDOW = 32_000;

export interface Window {
  /** Waits until so many bytes fit, or nothing else is on its way, then runs the task. */
  run<T>(bytes: number, task: () => Promise<T>): Promise<T>;
}

/** Tasks start in the order in which they were given. */
export function createWindow(size = WINDOW): Window {
  let inFlight = 0;
  const waiting: { bytes: number; start: () => void }[] = [];

  const admit = (): void => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      if (inFlight > 0 && inFlight + first.bytes > size) return;
      waiting.shift();
      inFlight += first.bytes;
      first.start();
    }
  };

  return {
    async run(bytes, task) {
      await new Promise<void>((start) => {
        waiting.push({ bytes, start });
        admit();
      });
      try {
        return await task();
      } finally {
        inFlight -= bytes;
        admit();
      }
    },
  };
}
