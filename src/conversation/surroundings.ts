/** What the conversation needs of the rest of the bot. */

import type { Context } from "../commands/command.ts";
import type { Element } from "../xmpp/stanza.ts";
import type { Occupant } from "./people.ts";
import type { Utterance } from "./utterance.ts";

export interface Surroundings {
  /** The full JID of the bot. */
  readonly jid: () => string;
  /** What it is called where it is in no room. */
  readonly nick: string;
  readonly rooms: () => RoomsAround;
  /** Puts a stanza on the wire, or throws: nothing that has to arrive. */
  readonly send: (stanza: Element) => void;
  /** Accepts a message that has to arrive until then, in ms; resolves when the server has it. */
  readonly post: (message: Element, until: number) => Promise<void>;
  readonly context: () => Context;
  readonly standing: (from: string, where: Utterance["where"]) => Standing;
  /** The language (BCP 47) that the operator chose for a room. */
  readonly languageOf: (room: string) => string | undefined;
  /** The rooms in which the bot tells what a XEP is that is named in talk. */
  readonly xepRooms: ReadonlySet<string>;
  readonly log: Log;
  /** In ms. */
  readonly now?: () => number;
}

/** The bot's nicknames, by the bare JIDs of the rooms where it is. */
export type Nicks = Pick<ReadonlyMap<string, string>, "get" | "has">;

export interface RoomsAround {
  /** The bot's nicknames, by the bare JIDs of the rooms where it is. */
  nicks(): Nicks;
  /** What the bot may do in a room. */
  role(room: string): string | undefined;
  /** The language (BCP 47) that a room says its talk has. */
  language(room: string): string | undefined;
  /** Whether somebody is in a room with the client whose caps have this node (XEP-0115). */
  hasClient(room: string, node: string): boolean;
  facts(room: string): RoomFacts | undefined;
  occupant(jid: string): Occupant | undefined;
  /** Finds out whether an occupant is a bot; `occupant` says so then. Never rejects. */
  learn(jid: string): Promise<void>;
}

export interface RoomFacts {
  /** Whether the room vouches for the occupant ids in what its occupants send (XEP-0421, section 5). */
  readonly hasOccupantIds: boolean;
  /** Whether the room vouches for the ids of messages that it is said to have given (XEP-0359). */
  readonly hasStanzaIds: boolean;
}

/** Who somebody is, as far as it is certain. */
export interface Standing {
  /** The bare JID. */
  readonly jid: string | undefined;
  readonly isOperator: boolean;
  readonly isModerator: boolean;
}

export interface Log {
  debug(sentence: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(sentence: string, fields?: Readonly<Record<string, unknown>>): void;
}
