/** What the commands may consult about the issues that are out, and where these are followed. */

import type { Feed } from "./commands/command.ts";
import type { FoundIssue, FoundNews, News } from "./commands/news-desk.ts";
import type { Archive } from "./newsletter/archive.ts";
import { createLibrary, type FoundItem, type IssueFacts } from "./newsletter/library.ts";
import type { Masthead } from "./publish/entry.ts";
import { itemPlaceOf, placeOf, type Places } from "./publish/places.ts";
import { followUri, itemUri } from "./xmpp/uri.ts";

export interface NewsroomOptions {
  readonly masthead: Masthead;
  readonly places: Places;
  readonly archive: () => Archive;
  readonly now: () => Date;
}

export interface Newsroom {
  readonly news: News;
  /** Reads what has changed in the archive, with pauses for other work, so that whoever asks need not wait. */
  refresh(): Promise<void>;
}

export function createNewsroom({ masthead, places, archive, now }: NewsroomOptions): Newsroom {
  const { at, site, language: main } = masthead;
  const library = createLibrary({ site, language: main, now });
  const refresh = (): Promise<void> => library.update(archive().issues);
  const view = (facts: IssueFacts): FoundIssue => ({
    ...facts,
    uri: itemUri(placeOf(facts, places) ?? at, facts.id),
    follow: followUri(placeOf({ language: facts.language, date: now() }, places) ?? at),
  });
  const viewItem = (item: FoundItem): FoundNews => {
    const issue = view(item.issue);
    const place = itemPlaceOf(item.issue, item.concept, places);
    return { ...item, issue, uri: place === undefined ? issue.uri : itemUri(place, item.id) };
  };

  return {
    refresh,
    news: {
      language: main,
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
      async nearest(words) {
        await refresh();
        return library.nearest(words);
      },
      async mentions(xep) {
        await refresh();
        return library
          .mentions(xep, library.has(main) ? main : undefined)
          .map(({ issue, ...mention }) => ({ ...mention, issue: view(issue) }));
      },
    },
  };
}

/** Where the newsletter is followed at a moment: each year may have a node of its own. `jid` is the bot's, bare. */
export function feedOf(
  { masthead: { at, site, language }, places }: Pick<NewsroomOptions, "masthead" | "places">,
  jid: string,
  date: Date,
): Feed {
  const place = placeOf({ language, date }, places) ?? at;
  return { ...place, follow: followUri(place), site: site.href, jid };
}
