/** Which comments were told already: remembered over restarts, for a few issues. */

import { createHash } from "node:crypto";
import { SessionError } from "../xmpp/failure.ts";
import type { Memory } from "../xmpp/private.ts";
import { type Element, xml } from "../xmpp/stanza.ts";

/** The private node in which it is remembered. */
export const NODE = "urn:x-newsstand:comments";

/** Fails with a `SessionError` where the session is lost, and with nothing else. */
export interface Told {
  /** Adds what is remembered to what is known. What is of another form counts as nothing. */
  load(): Promise<void>;
  /** The ids of the issues of which anything is known. */
  issues(): ReadonlySet<string>;
  has(issue: string, comment: string): boolean;
  /** A comment is told, or need not be. */
  add(issue: string, comment: string): void;
  /** Gives how to remember what is known of an issue so far. */
  keeping(issue: string): () => Promise<void>;
  forget(issue: string): Promise<void>;
}

/** How many comments of an issue are remembered: more than are read of its node at once. */
const KEPT = 60;
const DIGEST = 12;

/** `warn` hears why nothing can be remembered, where that is so. */
export function createTold(memory: Memory, warn: (sentence: string) => void): Told {
  const told = new Map<string, readonly string[]>();
  const excuse = (error: unknown): void => {
    if (error instanceof SessionError || !(error instanceof Error)) throw error;
    warn(`which comments were told is not remembered over restarts: ${error.message}`);
  };
  const put = (issue: string, digests: readonly string[]): void => {
    told.set(issue, [...new Set(digests)].slice(-KEPT));
  };

  return {
    async load() {
      const items = (await memory.read().catch(excuse)) ?? new Map<string, Element>();
      for (const [issue, payload] of items)
        put(issue, [...toDigests(payload.getText()), ...(told.get(issue) ?? [])]);
    },
    issues: () => new Set(told.keys()),
    has: (issue, comment) => told.get(issue)?.includes(toDigest(comment)) ?? false,
    add: (issue, comment) => put(issue, [...(told.get(issue) ?? []), toDigest(comment)]),
    keeping(issue) {
      const digests = told.get(issue) ?? [];
      put(issue, digests);
      return () => memory.write(issue, xml("told", { xmlns: NODE }, digests.join(" "))).catch(excuse);
    },
    async forget(issue) {
      told.delete(issue);
      await memory.forget(issue).catch(excuse);
    },
  };
}

function toDigests(text: string): readonly string[] {
  return text.split(" ").filter((digest) => digest.length === DIGEST);
}

/** An item id may be of any length; what is remembered of it is short. */
function toDigest(comment: string): string {
  return createHash("sha256").update(comment).digest("base64url").slice(0, DIGEST);
}
