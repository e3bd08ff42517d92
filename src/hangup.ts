/** SIGHUP: an operator wants the content to be read now. */

/**
 * Calls at each SIGHUP until what it returns is called. The signal ends the process no more, not even afterwards: a stop that
 * is under way is not to be cut short by it.
 */
export function onHangup(call: () => void): () => void {
  if (!process.listeners("SIGHUP").includes(ignore)) process.on("SIGHUP", ignore);
  process.on("SIGHUP", call);
  return () => void process.off("SIGHUP", call);
}

function ignore(): void {}
