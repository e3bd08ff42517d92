/** What the publisher is told, and what it can be asked for. */

import type { Log } from "../log.ts";
import type { Archive } from "../newsletter/archive.ts";
import type { Issue, IssueOptions } from "../newsletter/issue.ts";
import type { Progress } from "../publish/apply.ts";
import type { Edition } from "../publish/desired.ts";
import type { NodeOptions } from "../publish/node.ts";
import type { Window } from "../publish/pace.ts";
import type { Picture } from "../xmpp/avatar.ts";
import type { Memory } from "../xmpp/private.ts";
import type { Session } from "../xmpp/session.ts";
import type { Content } from "./look.ts";
import type { PatrolOptions } from "./patrol.ts";
import type { Desk, Followed, Listeners } from "./round.ts";

export interface PublisherOptions {
  readonly session: Session;
  /** The folder of the issues, and how they are read. */
  readonly content: string;
  /** Whether it is there: what comes from elsewhere may still be on its way. */
  readonly isThere?: () => boolean;
  readonly issueOptions: IssueOptions;
  readonly edition: Edition;
  readonly node: NodeOptions;
  readonly picture: Picture | undefined;
  readonly languages: readonly string[];
  /** A share, from 0 to 1. */
  readonly maxRetract: number;
  /** How many items a node can hold, where the operator knows it. */
  readonly maxItems: number | undefined;
  /** How much may be on its way to the server. */
  readonly window: Window;
  /** The private node of this name. */
  readonly memoryOf: (node: string) => Memory;
  /** Called once in each session, before anything is published. */
  readonly introduce?: () => Promise<void>;
  /** Called when the content was read. Nobody waits for it; should it fail, that is logged. */
  readonly read?: () => Promise<void>;
  /** Called when the nodes follow the content, with the issues that are out and on their nodes. */
  readonly followed?: (issues: readonly Issue[]) => void;
  readonly log: Log;
  /** The patience of the patrol, in ms. */
  readonly patrol?: Pick<PatrolOptions, "interval" | "delay">;
}

export interface Publisher {
  /** Reads the content again and makes the nodes follow; calls while it works are answered by one more round. */
  readonly request: () => void;
  /** Holds the nodes against the record as well, little by little. */
  readonly check: () => void;
  /** The session goes on: does again what failed while there was none. */
  resume(): void;
  /** The session is a new one. */
  restart(): void;
  /** The server ended the stream because a stanza was too large: what is on its way is sent shorter. */
  shrink(): void;
  /** The issues as they were when they could be read last. */
  archive(): Archive;
  /** Whether the nodes follow the content in this session. */
  isReady(): boolean;
  /**
   * Work on the nodes that somebody asked for, with the content as it is now: no round works on them meanwhile. Fails with what
   * it fails with, and without a session.
   */
  task<T>(work: Work<T>): Promise<T>;
  /** How far what is carried out now is. */
  progress(): Progress | undefined;
  /** What the last round came to; `undefined` before there was one. */
  past(): Past | undefined;
  stop(): void;
}

/** The listeners are for what it carries out: that is logged, and `progress` tells it. */
export type Work<T> = (desk: Desk, content: Content, listeners: Listeners) => Promise<T>;

/** A round that has ended: what it did, or why it did nothing. */
export interface Past {
  readonly at: Date;
  readonly outcome?: Followed;
  readonly error?: string;
}
