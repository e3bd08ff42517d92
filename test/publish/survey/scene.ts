/** Content, a service and a record, for tests of what a survey decides. */

import type { Archive } from "../../../src/newsletter/archive.ts";
import { type Issue, parseIssue } from "../../../src/newsletter/issue.ts";
import type { Change } from "../../../src/publish/change.ts";
import type { Places } from "../../../src/publish/places.ts";
import { survey, type SurveyOptions } from "../../../src/publish/survey.ts";
import { masthead } from "../../support/masthead.ts";
import { memories, SERVICE, service } from "./service.ts";

export const NOW = new Date("2024-07-01T00:00:00Z");
export const options: SurveyOptions = {
  now: NOW,
  languages: [],
  maxRetract: 0.3,
  capacity: () => Infinity,
  trust: true,
};
/** Issues go to `news`, nothing else is published. */
export const places: Places = {
  service: SERVICE,
  issues: "news",
  translations: undefined,
  items: undefined,
  language: "en",
};

interface Parts {
  readonly front?: string;
  readonly language?: string;
  /** Names of clients that are in the news. */
  readonly clients?: readonly string[];
  readonly words?: string;
}

/** The issue of a month of 2024. */
export function issue(
  month: string,
  { front = "", language = "", clients = [], words = "Hello." }: Parts = {},
): Issue {
  const news = clients.map((name) => `- [${name}](https://${name}.example.org/) has a release.`).join("\n");
  const body = clients.length === 0 ? words : `${words}\n\n## Clients\n\n${news}`;
  return parseIssue(
    `2024-${month}-05-news${language}.md`,
    `---\ntitle: News ${month}\ndate: 2024-${month}-05\n${front}---\n${body}\n`,
  );
}

export function archive(...issues: readonly Issue[]): Archive {
  return { issues, broken: [] };
}

/** What is to be done, in words. */
export function inWords(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => {
    const { action, at, id } = change;
    const why = change.action === "retract" ? ` ${change.why}` : "";
    const from = change.action === "move" ? ` from ${change.from?.node}` : "";
    return `${action}${why} ${at.node}/${id}${from}`;
  });
}

/** A service that is empty, and a bot that has never been there. */
export async function scene({ paged = false }: { paged?: boolean } = {}) {
  const at = service({ paged });
  const memory = memories();
  let ledger = await memory.open();

  const look = (content: Archive, more: Partial<SurveyOptions & { places: Places }> = {}) => {
    const edition = { masthead, places: more.places ?? places };
    return survey(at.xmpp, ledger, edition, content, { ...options, ...more });
  };
  return {
    ...at,
    memory,
    ledger: () => ledger,
    look,
    /** What a survey says is to be done, in words. */
    plan: async (...what: Parameters<typeof look>) => inWords((await look(...what)).changes),
    /** The nodes follow the content, and the record knows it. Gives what was done. */
    async follow(content: Archive, more: Parameters<typeof look>[1] & { holds?: number } = {}) {
      const { changes } = await look(content, more);
      at.apply(changes, more.holds);
      for (const change of changes) ledger.note(change);
      await ledger.flush();
      at.asked();
      return inWords(changes);
    },
    /** The bot starts anew, with what it wrote down. */
    async restart() {
      ledger = await memory.open();
    },
    /** The bot starts anew, and what it wrote down is lost. */
    async forget() {
      memory.nodes.clear();
      ledger = await memory.open();
    },
  };
}
