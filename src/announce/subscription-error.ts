/** Why the list of subscribers was not changed. */

/**
 * Why somebody could not be subscribed or unsubscribed. `neighbours`: there are too many of their server; `full`: too many at
 * all; `topics`: too many topics for one person; `unavailable`: the list cannot be changed now.
 */
export type Refusal = "neighbours" | "full" | "topics" | "unavailable";

export class SubscriptionError extends Error {
  override readonly name = "SubscriptionError";
  readonly reason: Refusal;

  constructor(reason: Refusal, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}
