/** What the commands may consult: the issues that are out, their news, and the XEPs. */

import type { Context } from "./commands/command.ts";
import type { Archive } from "./newsletter/archive.ts";
import type { Issue } from "./newsletter/issue.ts";
import {
  createLibrary,
  type Found,
  type FoundItem,
  isLanguage,
  type IssueFacts,
  type IssueQuery,
  type ItemQuery,
  toFacts,
} from "./newsletter/library.ts";
import { isOut } from "./newsletter/release.ts";
import type { Masthead } from "./publish/entry.ts";
import { itemPlaceOf, placeOf, type Places } from "./publish/places.ts";
import type { Registry } from "./xeps/registry.ts";
import { followUri, itemUri } from "./xmpp/uri.ts";

export interface NewsroomOptions {
  readonly masthead: Masthead;
  readonly places: Places;
  readonly archive: () => Archive;
  readonly registry: () => Registry;
  readonly now: () => Date;
}

export interface Newsroom extends Omit<Context, "comments" | "subscriptions"> {
  /** What the issues have said. An answer waits until the archive, as it is now, has been read. */
  readonly library: {
    issues(query: IssueQuery): Promise<Found<FoundIssue>>;
    items(query: ItemQuery): Promise<Found<FoundNews>>;
  };
  /** Reads what has changed in the archive, with pauses for other work, so that whoever asks need not wait. */
  refresh(): Promise<void>;
}

export interface FoundIssue extends IssueFacts {
  /** The `xmpp:` URI of its item. */
  readonly uri: string;
}

/** An item of an issue, and what an answer says of it. */
export interface FoundNews extends Omit<FoundItem, "issue"> {
  readonly issue: FoundIssue;
  /** The `xmpp:` URI of its own entry; that of the issue's where it has none. */
  readonly uri: string;
}

export function createNewsroom({ masthead, places, archive, registry, now }: NewsroomOptions): Newsroom {
  const { at, site, language: main } = masthead;
  const home = { site, language: main };
  const library = createLibrary({ ...home, now });
  const refresh = (): Promise<void> => library.update(archive().issues);
  const view = (facts: IssueFacts): FoundIssue => ({
    ...facts,
    uri: itemUri(placeOf(facts, places) ?? at, facts.id),
  });
  const viewItem = (item: FoundItem): FoundNews => {
    const issue = view(item.issue);
    const place = itemPlaceOf(item.issue, item.concept, places);
    return { ...item, issue, uri: place === undefined ? issue.uri : itemUri(place, item.id) };
  };

  /** The issues that are out, the newest first. */
  const out = (): readonly Issue[] =>
    archive()
      .issues.filter((issue) => isOut(issue, now()))
      .toReversed();

  return {
    issues: {
      latest(language) {
        const issues = out();
        const newest =
          issues.find((issue) => isLanguage(issue.language, language ?? main)) ??
          (language === undefined ? issues[0] : undefined);
        return newest && view(toFacts(newest, home));
      },
      async mentions(xep) {
        await refresh();
        const hasMain = out().some((issue) => isLanguage(issue.language, main));
        return library
          .mentions(xep, hasMain ? main : undefined)
          .map(({ issue, ...mention }) => ({ ...mention, issue: view(issue) }));
      },
    },
    library: {
      async issues(query) {
        await refresh();
        const { results, total } = library.issues(query);
        return { results: results.map(view), total };
      },
      async items(query) {
        await refresh();
        const { results, total } = library.items(query);
        return { results: results.map(viewItem), total };
      },
    },
    refresh,
    xeps: {
      get newest() {
        return registry().newest;
      },
      find: (number) => registry().find(number),
      search: (text) => registry().search(text),
    },
    get follow() {
      return followUri(placeOf({ language: main, date: now() }, places) ?? at);
    },
  };
}
