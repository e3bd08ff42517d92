/** What the commands consult in the tests: a few XEPs, and issues as they are given. */

import type { Asker, Context, IssueView, Mention, Subscriptions } from "../../src/commands/command.ts";
import type { Discussions } from "../../src/comments/discussions.ts";
import { createRegistry } from "../../src/xeps/registry.ts";
import { xeps } from "../xeps/xeps.ts";

export const follow = "xmpp:pubsub.example.org?pubsub;action=subscribe;node=newsletter";

/** Somebody in a room. */
export const asker: Asker = { where: "room", jid: undefined };

export function issueOf(facts: Partial<IssueView> = {}): IssueView {
  return {
    title: "The Kettle May 2023",
    date: new Date("2023-06-05T00:00:00Z"),
    contents: ["Events", "Articles"],
    page: "https://example.org/2023/06/the-kettle-may-2023/",
    uri: "xmpp:pubsub.example.org?;node=newsletter;item=2023-06-05",
    summary: undefined,
    ...facts,
  };
}

export function mentionOf(text: string, facts: Partial<IssueView> = {}, section?: string): Mention {
  return { issue: issueOf(facts), section, text };
}

export interface Published {
  /** The newest issue by language; the one of the main language has the key "". */
  readonly latest?: Readonly<Record<string, IssueView>>;
  readonly mentions?: Readonly<Record<number, readonly Mention[]>>;
  readonly comments?: Discussions["of"];
  readonly subscriptions?: Subscriptions;
}

export function contextOf({ latest = {}, mentions = {}, comments, subscriptions }: Published = {}): Context {
  return {
    issues: {
      latest: (language = "") => latest[language],
      mentions: (number) => Promise.resolve(mentions[number] ?? []),
    },
    xeps: createRegistry(xeps),
    comments: { of: comments ?? (() => Promise.resolve(undefined)) },
    subscriptions,
    follow,
  };
}
