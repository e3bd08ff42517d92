/** Tells the editors' room of comments: a few lines a minute, and how many more there were. */

import { shorten } from "../newsletter/characters.ts";
import { type Element, xml } from "../xmpp/stanza.ts";
import type { Comment } from "./comment.ts";
import { LONGEST_TITLE, plain, sentence } from "./words.ts";

export interface TellingOptions {
  readonly room: string;
  /** Accepts a message; resolves when the room has it. */
  readonly post: (message: Element) => Promise<void>;
  /** Hears a sentence about what could not be told. */
  readonly warn: (sentence: string) => void;
}

export interface Telling {
  /** Tells of a comment on the issue with this title, or counts it. `told` is called when the room knows of it, or of a later one. */
  tell(title: string, comment: Comment, told: () => void): void;
  stop(): void;
}

/** Comments on an issue that were only counted; `told` is that of the last one. */
interface Withheld {
  readonly count: number;
  readonly told: () => void;
}

/** How many lines there may be in a minute, and how many may wait for the room; the last one says how many more there were. */
const LINES = 5;
const MINUTE = 60_000;
/** How many issues are named in that. */
const NAMED = 3;

export function createTelling({ room, post, warn }: TellingOptions): Telling {
  let lines = 0;
  let waiting = 0;
  let withheld = new Map<string, Withheld>();
  let timer: NodeJS.Timeout | undefined;

  const say = (text: string, told: () => void): void => {
    lines += 1;
    waiting += 1;
    timer ??= setTimeout(nextMinute, MINUTE).unref();
    post(xml("message", { to: room, type: "groupchat" }, xml("body", {}, plain(text))))
      .then(told)
      .catch((error: Error) => warn(`the room ${room} was not told of a comment: ${error.message}`))
      .finally(() => (waiting -= 1));
  };
  const nextMinute = (): void => {
    timer = undefined;
    lines = 0;
    if (withheld.size === 0) return;
    if (waiting >= LINES) {
      timer = setTimeout(nextMinute, MINUTE).unref();
      return;
    }
    const counted = withheld;
    withheld = new Map();
    say(sum(counted), () => {
      for (const { told } of counted.values()) told();
    });
  };

  return {
    tell(title, comment, told) {
      if (lines < LINES && waiting < LINES) say(sentence(title, comment), told);
      else withheld.set(title, { count: (withheld.get(title)?.count ?? 0) + 1, told });
    },
    stop: () => clearTimeout(timer),
  };
}

function sum(withheld: ReadonlyMap<string, Withheld>): string {
  const most = [...withheld].toSorted(([, a], [, b]) => b.count - a.count);
  const total = most.reduce((all, [, { count }]) => all + count, 0);
  const named = most
    .slice(0, NAMED)
    .map(([title, { count }]) => `${count} on ${shorten(title, LONGEST_TITLE)}`);
  const others = most.length > NAMED ? " and others" : "";
  return `${total} more comment${total === 1 ? "" : "s"}: ${named.join(", ")}${others}`;
}
