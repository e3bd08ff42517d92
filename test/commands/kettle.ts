/** A small newsletter about kettles: the issues of two months, one of them in German and Portuguese too. */

import type { Command, Context, Listing, Reply } from "../../src/commands/command.ts";
import { parseIssue, type Issue } from "../../src/newsletter/issue.ts";
import { createNewsroom } from "../../src/newsroom.ts";
import { type Language, voiceOf } from "../../src/words/voice.ts";
import { masthead } from "../support/masthead.ts";
import { askerOf, contextOf } from "./context.ts";

export function issueFrom(file: string, title: string, body: string, front = ""): Issue {
  return parseIssue(file, `---\ntitle: "${title}"\ndate: ${file.slice(0, 10)}\n${front}---\n${body}\n`);
}

export const april = issueFrom(
  "2023-05-05-kettle.md",
  "The Kettle April 2023",
  `## Servers

- [Stove 1.0](https://stove.example/) is hot.

## Clients

- [Teapot](https://teapot.example/) pours with OMEMO.`,
);
export const may = issueFrom(
  "2023-06-05-kettle.md",
  "The Kettle May 2023",
  `## Events

- [Tea party](https://party.example/) in Berlin. Bring your own cup and a friend who likes tea.

## Servers

- [Oven 2.0](https://oven.example/) bakes with OMEMO.
- [Grill](https://grill.example/) grills.

## Thoughts

- [Why tea](https://why.example/) is better.`,
);
export const mayInGerman = issueFrom(
  "2023-06-05-kettle.de.md",
  "Der Kessel Mai 2023",
  "## Server\n\n- [Ofen 2.0](https://oven.example/) backt.",
);
export const aprilInPortuguese = issueFrom(
  "2023-05-05-kettle.pt.md",
  "A chaleira abril 2023",
  "## Servidores\n\n- [Fogão](https://stove.example/) quente.",
);
export const all: readonly Issue[] = [april, aprilInPortuguese, mayInGerman, may];

export function contextWith(...issues: readonly Issue[]): Context {
  const { news } = createNewsroom({
    masthead,
    places: {
      service: "pubsub.example.org",
      issues: "news",
      translations: "news-{lang}",
      items: undefined,
      language: "en",
    },
    archive: () => ({ issues, broken: [] }),
    now: () => new Date("2023-07-01T00:00:00Z"),
  });
  return contextOf({ news });
}

/** Asks a command in a language, with the words behind its name. */
export async function ask(
  command: Command,
  words: string,
  language: Language = "en",
  context: Context = contextWith(...all),
): Promise<Reply> {
  const args = words.split(" ").filter((word) => word !== "");
  const reply = await command.run(args, context, askerOf({ voice: voiceOf(language) }));
  return reply;
}

/** A list as one text, or the text itself. */
export function textOf(reply: Reply): string {
  if (typeof reply === "string") return reply;
  const { head, entries, foot }: Listing = reply;
  return [head, ...entries, ...(foot === undefined ? [] : [foot])].join("\n");
}
