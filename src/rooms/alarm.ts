/** Timers that go off only while there is a session: what falls due without one waits for it. */

export interface Alarm {
  /** Does this in so many ms, instead of what the alarm was set for before. */
  set(ms: number, what: () => void): void;
  stop(): void;
}

export interface Alarms {
  make(): Alarm;
  /** There is no session: nothing goes off. */
  pause(): void;
  /** There is one: what fell due meanwhile is done now. */
  resume(): void;
}

export function createAlarms(): Alarms {
  const overdue = new Set<() => void>();
  let running = false;

  return {
    make() {
      let timer: NodeJS.Timeout | undefined;
      let planned: (() => void) | undefined;
      const stop = (): void => {
        clearTimeout(timer);
        if (planned !== undefined) overdue.delete(planned);
        planned = undefined;
      };
      return {
        stop,
        set(ms, what) {
          stop();
          const plan = (): void => what();
          planned = plan;
          timer = setTimeout(() => (running ? plan() : overdue.add(plan)), ms);
          timer.unref();
        },
      };
    },
    pause() {
      running = false;
    },
    resume() {
      running = true;
      // What one does may stop another: a set is walked through as it is then.
      for (const plan of overdue) {
        overdue.delete(plan);
        plan();
      }
    },
  };
}
