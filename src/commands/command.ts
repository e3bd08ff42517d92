/** What a command is, and what it may consult. A command returns its answer; it never sends it. */

import type { Discussions } from "../comments/discussions.ts";
import type { Subscribers } from "../announce/subscribers.ts";
import type { Xeps } from "../xeps/desk.ts";
import type { Catalogue, Voice } from "../words/voice.ts";
import type { News } from "./news-desk.ts";

/**
 * What is said of a command, in every language. `names`: the words that call it, separated by commas, the first one as `help`
 * writes it. `usage`: how it is asked, with its arguments, beginning with that first name. `summary`: what it answers, in a few words.
 * `examples`: whole lines that work, separated by ` | `, the first name in them; may be empty.
 */
export type CommandWord = "names" | "usage" | "summary" | "examples";

export interface Command {
  /** Its English name, by which the code knows it. */
  readonly name: string;
  readonly words: Catalogue<CommandWord>;
  /** Who may use it; everybody without it. */
  readonly who?: "moderators" | "operators";
  /** Whether there is any use in it here: where not, `help` and menus are silent about it. Everywhere without it. */
  readonly isUseful?: (context: Context, asker: Asker) => boolean;
  /** Whether a line that begins with the name of no command is for this one: a number for `xep`, a section for `news`. */
  readonly claims?: (words: readonly string[], context: Context) => boolean;
  /** What a menu asks for, in the order in which a line has it. */
  readonly parameters?: readonly Parameter[];
  /**
   * Answers in the asker's voice, in message styling (XEP-0393).
   *
   * @throws UsageError
   */
  run(args: readonly string[], context: Context, asker: Asker): Promise<Reply> | Reply;
}

/** A whole answer, or a list of which a message has as much as is polite, and `more` the rest. */
export type Reply = string | Listing;

export interface Listing {
  /** What stands above the list, on its first page only. */
  readonly head: string;
  /** Each of one line or more. */
  readonly entries: readonly string[];
  /** What follows them, where it takes time to tell more than a page: told when somebody wants more. */
  readonly further?: Further | undefined;
  /** What stands below it, on its first page only. */
  readonly foot?: string | undefined;
}

export interface Further {
  /** How many entries. */
  readonly count: number;
  tell(): Promise<readonly string[]>;
}

/** The same list with all of its entries. */
export async function whole({ head, entries, further, foot }: Listing): Promise<Listing> {
  return { head, entries: [...entries, ...((await further?.tell()) ?? [])], foot };
}

/** One field of a form, and a part of the line that the form makes. */
export interface Parameter {
  readonly name: ParameterName;
  readonly isRequired?: boolean;
  /** What stands before it in the line, such as `since`. */
  readonly prefix?: string;
}

export type ParameterName =
  | "client"
  | "command"
  | "issue"
  | "language"
  | "month"
  | "section"
  | "status"
  | "topic"
  | "version"
  | "words"
  | "xep"
  | "year";

/** Who asks, and where. */
export interface Asker {
  /** `room`: in a room; `private`: alone with the bot, by way of a room; `direct`: to the bot's own JID. */
  readonly where: "room" | "private" | "direct";
  /** The bare JID of the person, in a direct chat; nobody is sure of it elsewhere. */
  readonly jid: string | undefined;
  /** The bare JID of the room, in a room or by way of one. */
  readonly room: string | undefined;
  /** An operator by the bare JID; a moderator of the room. Never by nickname. */
  readonly isOperator: boolean;
  readonly isModerator: boolean;
  readonly voice: Voice;
  /** What is left of the last list that this person got; taking it leaves nothing. */
  readonly takeRest: () => Listing | undefined;
}

export interface Context {
  /** What the issues say. */
  readonly news: News;
  readonly xeps: Xeps;
  /** What readers say about the issues. */
  readonly comments: Discussions;
  /** Whom the bot sends news in a chat; `undefined` where that is switched off. */
  readonly subscriptions: Subscriptions | undefined;
  readonly manners: Manners;
  /** Where to follow the newsletter. */
  readonly feed: Feed;
  readonly colophon: Colophon;
  readonly now: () => Date;
}

export interface Subscriptions {
  readonly list: Pick<Subscribers, "add" | "remove">;
  /** The languages (BCP 47) in which there are issues, the main one first. */
  readonly languages: () => readonly string[];
  /** The bare JID of the bot. */
  readonly jid: string;
}

/** How the bot behaves in a room. */
export interface Manners {
  isQuiet(room: string): boolean;
  /** Whether the bot answers in a room at all; remembered for longer than the process lives. */
  setQuiet(room: string, isQuiet: boolean): Promise<void>;
}

export interface Feed {
  readonly service: string;
  /** The node of the main language. */
  readonly node: string;
  /** The `xmpp:` URI that subscribes to it. */
  readonly follow: string;
  /** The address of the newsletter on the web. */
  readonly site: string;
  /** The bare JID of the bot. */
  readonly jid: string;
}

/** What the bot says of itself. */
export interface Colophon {
  readonly name: string;
  readonly version: string;
  /** The licence of the software. */
  readonly licence: string;
  /** Whose issues they are: the name of the newsletter. */
  readonly newsletter: string;
}

/** Whether somebody may use a command at all. */
export function mayAsk({ who }: Command, { isOperator, isModerator }: Asker): boolean {
  return who === undefined || isOperator || (who === "moderators" && isModerator);
}

/** Whether a command is named to somebody who asks what there is. */
export function isOffered(command: Command, context: Context, asker: Asker): boolean {
  return mayAsk(command, asker) && command.isUseful?.(context, asker) !== false;
}

/** The arguments are not what the command takes; its usage is the answer. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
