/** What commands may ask about the issues that are out. */

import type { Found, IssueFacts, IssueQuery, ItemQuery, FoundItem } from "../newsletter/library.ts";

/** What the issues have said. An answer waits until the archive, as it is now, has been read. */
export interface News {
  /** The language (BCP 47) of issues that name none. */
  readonly language: string;
  issues(query: IssueQuery): Promise<Found<FoundIssue>>;
  items(query: ItemQuery): Promise<Found<FoundNews>>;
  /** A question for words that stand in no issue, with the likest that do in their place; `undefined` where there are none. */
  nearest(words: string): Promise<string | undefined>;
  /** Where a XEP was in the news, the newest first. */
  mentions(xep: number): Promise<readonly Mention[]>;
}

export interface FoundIssue extends IssueFacts {
  /** The `xmpp:` URI of its item. */
  readonly uri: string;
  /** The `xmpp:` URI that subscribes to what comes next in its language. */
  readonly follow: string;
}

/** An item of an issue, and what an answer says of it. */
export interface FoundNews extends Omit<FoundItem, "issue"> {
  readonly issue: FoundIssue;
  /** The `xmpp:` URI of its own entry; that of the issue's where it has none. */
  readonly uri: string;
}

/** A line of an issue, and the section it stood in. */
export interface Mention {
  readonly issue: FoundIssue;
  readonly section: string | undefined;
  readonly text: string;
}
