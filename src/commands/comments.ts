/** comments: what readers say about an issue. */

import type { Comment } from "../comments/comment.ts";
import type { Discussion } from "../comments/discussions.ts";
import { plain, signature } from "../comments/words.ts";
import { shorten } from "../newsletter/characters.ts";
import { comments as words } from "../words/comments.ts";
import type { Voice } from "../words/voice.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Asker, Command, Context, Reply } from "./command.ts";
import { bold, line } from "./text.ts";
import { findIssues, toWhich } from "./which.ts";

const LONGEST_TEXT = 120;
const LONGEST_TITLE = 100;

export const comments: Command = {
  name: "comments",
  words,
  parameters: [{ name: "issue" }],

  async run(args, context, asker) {
    const { voice } = asker;
    try {
      const discussion = await find(args, context);
      return discussion === undefined ? voice.say(words, "unknown") : describe(discussion, asker);
    } catch (error) {
      if (!isStanzaError(error)) throw error;
      return voice.say(words, "unavailable");
    }
  },
};

async function find(
  args: readonly string[],
  { news, comments: all }: Context,
): Promise<Discussion | undefined> {
  const [issue] = await findIssues(toWhich(args), news);
  return issue && all.of(issue.id);
}

/** The newest first. */
function describe(discussion: Discussion, { where, voice }: Asker): Reply {
  const { title, comments: all, uri } = discussion;
  const issue = line(title, LONGEST_TITLE);
  const foot = voice.say(words, "here", { uri });
  if (all.length === 0) return `${plain(voice.say(words, "none", { issue }))}\n${foot}`;
  return {
    head: `${bold(voice.say(words, "title", { issue }))} (${howMany(discussion, voice)})`,
    entries: all.toReversed().map((comment) => `- ${plain(quotation(comment, where, voice))}`),
    foot,
  };
}

/** The service may have told no number, and only so many were read. */
function howMany({ count, isLeast }: Discussion, voice: Voice): string {
  return isLeast ? voice.say(words, "atLeast", { count }) : voice.number(count);
}

/** Addresses are not for everybody in a room. */
function quotation(
  { author, text, published, isVerified }: Comment,
  where: Asker["where"],
  voice: Voice,
): string {
  const parts = [
    where === "room" ? author.name : signature(author),
    ...(published === undefined ? [] : [voice.day(published)]),
    ...(isVerified ? [] : [voice.say(words, "unverified")]),
  ];
  return voice.say(words, "said", { who: parts.join(", "), text: voice.quoted(shorten(text, LONGEST_TEXT)) });
}
