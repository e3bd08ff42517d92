/** comments: what readers say about an issue. */

import type { Comment } from "../comments/comment.ts";
import type { Discussion, Which } from "../comments/discussions.ts";
import { plain, signature } from "../comments/words.ts";
import { shorten } from "../newsletter/characters.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Asker, Command } from "./command.ts";
import { bold, line, longDate } from "./text.ts";

/** How many comments an answer has, and how long they are; in a room there are others who talk. */
const SHOWN = { room: 3, private: 5, direct: 5 };
const LONGEST_TEXT = 120;
const LONGEST_TITLE = 100;

export const comments: Command = {
  name: "comments",
  usage: "comments [number ago | month year]",
  summary: "what readers say about an issue, and where to comment",

  async run(args, context, asker) {
    const which = toWhich(args);
    try {
      const discussion = await context.comments.of(which);
      return discussion === undefined ? "I know no such issue." : describe(discussion, asker);
    } catch (error) {
      if (!isStanzaError(error)) throw error;
      return "The comments cannot be read at the moment.";
    }
  },
};

/** `2`, `2 ago`, `May 2023`, `2023-06`, or nothing for the newest issue. */
function toWhich(args: readonly string[]): Which {
  const [first = "0", second = "ago"] = args;
  const number = /^\d{1,3}$/u.test(first) && second.toLowerCase() === "ago";
  if (args.length <= 2 && number) return { ago: Number(first) };
  return { words: args };
}

function describe({ title, comments: all, count, uri }: Discussion, { where }: Asker): string {
  const issue = line(title, LONGEST_TITLE);
  const here = `Comment here: ${uri}`;
  if (all.length === 0) return `${plain(`Nobody has commented on ${issue} yet.`)}\n${here}`;
  const shown = all.slice(-SHOWN[where]);
  const which = shown.length < all.length ? `the newest ${shown.length} of ${count}` : count;
  return [
    `${bold(`Comments on ${issue}`)}: ${which}`,
    ...shown.map((comment) => `- ${plain(quotation(comment, where))}`),
    here,
  ].join("\n");
}

/** Addresses are not for everybody in a room. */
function quotation({ author, text, published, isVerified }: Comment, where: Asker["where"]): string {
  const parts = [
    where === "room" ? author.name : signature(author),
    ...(published === undefined ? [] : [longDate(published)]),
    ...(isVerified ? [] : ["unverified"]),
  ];
  return `${parts.join(", ")}: “${shorten(text, LONGEST_TEXT)}”`;
}
