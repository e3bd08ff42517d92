/** The issues that people comment on. */

import type { Issue } from "../newsletter/issue.ts";
import type { Node } from "../xmpp/pubsub.ts";

export type Topic = Pick<Issue, "id" | "title" | "language" | "date">;

export interface Topics {
  /** The issues that are out, the oldest first. */
  readonly issues: () => readonly Topic[];
  /** The node at which an issue is published, if it is. */
  readonly placeOf: (issue: Topic) => Node | undefined;
}
