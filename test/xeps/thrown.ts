/** What an action throws. */

export function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error ?? "nothing";
  }
}
