/** Rounds, and tasks that somebody asked for, take turns: two never work on the nodes at once. */

export interface Turns {
  /** A round, as soon as it is its turn; one that is asked for meanwhile comes after it. */
  readonly request: () => void;
  /** A task, before the next round. Fails with what it fails with, and when it does not come to it. */
  task<T>(work: () => Promise<T>): Promise<T>;
  isRunning(): boolean;
  /** Nothing more is begun. */
  stop(): void;
}

interface Task {
  readonly run: () => Promise<void>;
  readonly drop: (error: Error) => void;
}

/** `round` never fails. */
export function createTurns(round: () => Promise<void>): Turns {
  const tasks: Task[] = [];
  let isWanted = false;
  let isRunning = false;
  const stopping = new AbortController();

  const work = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (!stopping.signal.aborted && (isWanted || tasks.length > 0)) {
      const task = tasks.shift();
      if (task !== undefined) {
        await task.run();
        continue;
      }
      isWanted = false;
      await round();
    }
    isRunning = false;
  };

  return {
    request() {
      isWanted = true;
      void work();
    },
    task(begin) {
      if (stopping.signal.aborted) return Promise.reject(stopped());
      return new Promise((resolve, reject) => {
        tasks.push({ run: () => begin().then(resolve, reject), drop: reject });
        void work();
      });
    },
    isRunning: () => isRunning,
    stop() {
      stopping.abort();
      for (const { drop } of tasks.splice(0)) drop(stopped());
    },
  };
}

function stopped(): Error {
  return new Error("the bot stops");
}
