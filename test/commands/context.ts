/** What the commands consult in the tests: a few XEPs, and issues as they are given. */

import type { Asker, Context, Listing } from "../../src/commands/command.ts";
import type { FoundIssue, FoundNews, Mention } from "../../src/commands/news-desk.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { deskOf, xeps } from "../xeps/xeps.ts";

export const follow = "xmpp:pubsub.example.org?pubsub;action=subscribe;node=newsletter";

/** Somebody in a room, who speaks English. */
export const asker: Asker = askerOf();

export function askerOf(facts: Partial<Asker> = {}, rest?: Listing): Asker {
  return {
    where: "room",
    jid: undefined,
    room: "kettle@rooms.example.org",
    isOperator: false,
    isModerator: false,
    voice: voiceOf("en"),
    takeRest: () => rest,
    ...facts,
  };
}

export function issueOf(facts: Partial<FoundIssue> = {}): FoundIssue {
  return {
    id: "2023-06-05",
    number: "2023-06-05",
    language: "en",
    months: ["2023-05"],
    title: "The Kettle May 2023",
    date: new Date("2023-06-05T00:00:00Z"),
    contents: ["Events", "Articles"],
    page: "https://example.org/2023/06/the-kettle-may-2023/",
    uri: "xmpp:pubsub.example.org?;node=newsletter;item=2023-06-05",
    follow,
    summary: undefined,
    ...facts,
  };
}

export function itemOf(facts: Partial<FoundNews> = {}): FoundNews {
  const issue = facts.issue ?? issueOf();
  return {
    id: "2023-06-05-servers-abc",
    title: "Kettle 1.2 boils faster",
    concept: "servers",
    xeps: [],
    issue,
    uri: issue.uri,
    section: "Servers",
    anchor: "servers",
    page: `${issue.page}#servers`,
    link: "https://example.org/kettle",
    excerpt: "Kettle 1.2 boils faster than 1.1.",
    ...facts,
  };
}

export function mentionOf(text: string, facts: Partial<FoundIssue> = {}, section?: string): Mention {
  return { issue: issueOf(facts), section, text };
}

export interface Published extends Partial<Omit<Context, "news">> {
  readonly news?: Partial<Context["news"]>;
}

/** A newsletter that has published nothing, but for what is given. */
export function contextOf({ news, ...given }: Published = {}): Context {
  const nothing = { results: [], total: 0 };
  return {
    news: {
      language: "en",
      issues: () => Promise.resolve(nothing),
      items: () => Promise.resolve(nothing),
      nearest: () => Promise.resolve(undefined),
      mentions: () => Promise.resolve([]),
      ...news,
    },
    xeps: deskOf(xeps),
    comments: { of: () => Promise.resolve(undefined) },
    subscriptions: undefined,
    manners: { isQuiet: () => false, setQuiet: () => Promise.resolve() },
    feed: {
      service: "pubsub.example.org",
      node: "newsletter",
      follow,
      site: "https://example.org/",
      jid: "newsstand@example.org",
    },
    colophon: {
      name: "newsstand",
      version: "1.2.3",
      licence: "MIT",
      newsletter: "The Kettle",
    },
    now: () => new Date("2023-06-20T12:00:00Z"),
    ...given,
  };
}
