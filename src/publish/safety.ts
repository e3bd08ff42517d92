/** What is refused because it is more likely an accident than meant. */

/** The content gives nothing to publish, so the nodes are left as they are. */
export class NothingToPublishError extends Error {
  override readonly name = "NothingToPublishError";
}

/** Too much would be retracted: the content is more likely lost than unwanted. */
export class UnsafePlanError extends Error {
  override readonly name = "UnsafePlanError";
}

export interface Loss {
  /** The name of the node. */
  readonly node: string;
  /** How many of our items would be retracted from it. */
  readonly retracted: number;
  /** How many of our items it holds. */
  readonly ours: number;
}

/** Refuses to retract more than a share (0 to 1) of our items of a node. */
export function assertSafe({ node, retracted, ours }: Loss, limit: number): void {
  if (retracted <= limit * ours) return;
  throw new UnsafePlanError(
    `this would retract ${retracted} of the ${ours} items of the node ${node}, and more than ` +
      `${Math.round(limit * 100)} % is taken for an accident: nothing was changed. Put the files back, or raise ` +
      `max_retract (NEWSSTAND_MAX_RETRACT) for once`,
  );
}
