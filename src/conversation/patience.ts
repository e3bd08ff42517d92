/** Waiting for something that may take too long, or may be wanted no longer. */

/** Waits for so many ms at most, and rejects then; gives nothing when the signal says that nobody wants it any more. */
export async function within<Value>(
  work: Promise<Value>,
  ms: number,
  signal: AbortSignal,
): Promise<Value | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Value | undefined>();
  const giveUp = (): void => resolve(undefined);
  const timer = setTimeout(() => reject(new Error(`nothing was found in ${ms / 1000} seconds`)), ms);
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  work.then(resolve, reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}
