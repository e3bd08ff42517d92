/** What the commands may consult: the issues that are out, and the XEPs. */

import type { Context, IssueView, Mention } from "./commands/command.ts";
import type { Archive } from "./newsletter/archive.ts";
import type { Issue } from "./newsletter/issue.ts";
import { xepMentions } from "./newsletter/mentions.ts";
import { pageUrl } from "./newsletter/permalink.ts";
import { contents } from "./newsletter/sections.ts";
import type { Masthead } from "./publish/entry.ts";
import type { Registry } from "./xeps/registry.ts";
import { followUri, itemUri } from "./xmpp/uri.ts";

export interface NewsroomOptions {
  readonly masthead: Masthead;
  readonly archive: () => Archive;
  readonly registry: () => Registry;
  readonly now: () => Date;
}

export function createNewsroom({ masthead, archive, registry, now }: NewsroomOptions): Context {
  const { at, site, language: main } = masthead;
  /** Mentions by number, read once for each state of the content. */
  const indexes = new WeakMap<Archive, ReadonlyMap<number, readonly Mention[]>>();

  const view = (issue: Issue): IssueView => ({
    title: issue.title,
    date: issue.date,
    contents: contents(issue),
    page: pageUrl(issue, site, main).href,
    uri: itemUri(at, issue.id),
    summary: issue.summary,
  });

  /** The issues that are out, the newest first. */
  const out = (): Issue[] =>
    archive()
      .issues.filter(({ draft, date }) => !draft && date <= now())
      .toReversed();

  const index = (all: Archive): ReadonlyMap<number, readonly Mention[]> => {
    const known = indexes.get(all) ?? mentionsByNumber(inLanguage(out(), main), view);
    indexes.set(all, known);
    return known;
  };

  return {
    issues: {
      latest(language = main) {
        const [newest] = inLanguage(out(), language);
        return newest === undefined ? undefined : view(newest);
      },
      mentions: (xep) => index(archive()).get(xep) ?? [],
    },
    xeps: {
      get newest() {
        return registry().newest;
      },
      find: (number) => registry().find(number),
      search: (text) => registry().search(text),
    },
    follow: followUri(at),
  };
}

/** The issues of a language, or all of them where there is none of it. */
function inLanguage(issues: readonly Issue[], language: string): readonly Issue[] {
  const own = issues.filter((issue) => issue.language === language);
  return own.length > 0 ? own : issues;
}

function mentionsByNumber(
  issues: readonly Issue[],
  view: (issue: Issue) => IssueView,
): ReadonlyMap<number, readonly Mention[]> {
  const byNumber = new Map<number, Mention[]>();
  for (const issue of issues) {
    const seen = view(issue);
    for (const { number, section, text } of xepMentions(issue)) {
      const list = byNumber.get(number) ?? [];
      list.push({ issue: seen, section, text });
      byNumber.set(number, list);
    }
  }
  return byNumber;
}
