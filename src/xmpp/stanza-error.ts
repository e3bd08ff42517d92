/** RFC 6120, section 8.3: why the other side said no. */

import type { Element } from "./stanza.ts";

export const NS = "urn:ietf:params:xml:ns:xmpp-stanzas";

/** What the protocol says of an error, and who said it of what. */
export interface Refusal {
  readonly condition: string;
  /** `auth`, `cancel`, `continue`, `modify` or `wait`: only `wait` is worth asking again. */
  readonly type: string;
  readonly text?: string | undefined;
  /** The application-specific condition, such as `precondition-not-met`. */
  readonly application?: Element | undefined;
  readonly from?: string | undefined;
  /** What was asked, in words: `create the node newsletter`. */
  readonly request?: string | undefined;
}

/** A stanza error: the answer of another entity that refuses a request. */
export class StanzaError extends Error {
  override readonly name = "StanzaError";
  readonly condition: string;
  readonly type: string;
  readonly text: string | undefined;
  readonly application: Element | undefined;
  readonly from: string | undefined;

  constructor(refusal: Refusal) {
    super(sentence(refusal));
    this.condition = refusal.condition;
    this.type = refusal.type;
    this.text = refusal.text;
    this.application = refusal.application;
    this.from = refusal.from;
  }

  /** Reads an `<error/>` element; a missing condition becomes `undefined-condition`. */
  static fromElement(
    error: Element | undefined,
    context: Pick<Refusal, "from" | "request"> = {},
  ): StanzaError {
    const children = error?.getChildElements() ?? [];
    const defined = children.filter((child) => child.getNS() === NS);
    const condition = defined.find((child) => child.getName() !== "text");
    return new StanzaError({
      condition: condition?.getName() ?? "undefined-condition",
      type: error?.attrs["type"] ?? "cancel",
      text: defined.find((child) => child.getName() === "text")?.getText() || undefined,
      application: children.find((child) => child.getNS() !== NS),
      ...context,
    });
  }
}

/** Asks whether an error is a stanza error, of one of these conditions when any are named. */
export function isStanzaError(error: unknown, ...conditions: readonly string[]): error is StanzaError {
  return error instanceof StanzaError && (conditions.length === 0 || conditions.includes(error.condition));
}

function sentence({ condition, text, application, from, request }: Refusal): string {
  const who = from ?? "the server";
  const what = request === undefined ? "refused a request" : `refused to ${request}`;
  const why = [condition, application?.getName()].filter((part) => part !== undefined).join(", ");
  return `${who} ${what}: ${why}${text === undefined ? "" : ` (${text})`}`;
}
