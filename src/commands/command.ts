/** What a command is, and what it may consult. A command returns its answer; it never sends it. */

import type { Discussions } from "../comments/discussions.ts";
import type { Subscribers } from "../announce/subscribers.ts";
import type { Registry } from "../xeps/registry.ts";

export interface Command {
  readonly name: string;
  /** How it is asked, with its arguments: `xep <number>`. */
  readonly usage: string;
  /** What it answers, in a few words. */
  readonly summary: string;
  /**
   * Answers, in message styling (XEP-0393).
   *
   * @throws UsageError
   */
  run(args: readonly string[], context: Context, asker: Asker): Promise<string> | string;
}

/** Who asks, and where. */
export interface Asker {
  /** `room`: in a room; `private`: alone with the bot, by way of a room; `direct`: to the bot's own JID. */
  readonly where: "room" | "private" | "direct";
  /** The bare JID of the person, in a direct chat; nobody is sure of it elsewhere. */
  readonly jid: string | undefined;
}

export interface Context {
  readonly issues: {
    /** The newest published issue, of a language (BCP 47) or of the main one. */
    latest(language?: string): IssueView | undefined;
    /** Where a XEP was in the news, the newest first. */
    mentions(xep: number): Promise<readonly Mention[]>;
  };
  readonly xeps: Pick<Registry, "find" | "search" | "newest">;
  /** What readers say about the issues. */
  readonly comments: Discussions;
  /** Whom the bot sends news in a chat; `undefined` where that is switched off. */
  readonly subscriptions: Subscriptions | undefined;
  /** The `xmpp:` URI that subscribes to the node. */
  readonly follow: string;
}

export interface Subscriptions {
  readonly list: Pick<Subscribers, "add" | "remove">;
  /** The languages (BCP 47) in which there are issues, the main one first. */
  readonly languages: () => readonly string[];
  /** The bare JID of the bot. */
  readonly jid: string;
}

/** What commands see of an issue. */
export interface IssueView {
  readonly title: string;
  readonly date: Date;
  /** What is in it, a few words each. */
  readonly contents: readonly string[];
  /** The address of its web page. */
  readonly page: string;
  /** The `xmpp:` URI of its item. */
  readonly uri: string;
  readonly summary: string | undefined;
}

/** A line of an issue, and the section it stood in. */
export interface Mention {
  readonly issue: IssueView;
  readonly section: string | undefined;
  readonly text: string;
}

/** The arguments are not what the command takes; its usage is the answer. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
