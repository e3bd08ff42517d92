/** Lanes: the tasks of one name are done one after the other, those of different names at the same time. */

export interface Lanes {
  /** Does a task when those before it in its lane are done. A task must not fail. */
  add(name: string, task: () => Promise<void>): void;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<void>>();
  return {
    add(name, task) {
      const done = (last.get(name) ?? Promise.resolve()).then(task).then(() => {
        if (last.get(name) === done) last.delete(name);
      });
      last.set(name, done);
    },
  };
}
