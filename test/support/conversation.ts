/** A session that follows a script: what is sent must be what the script says, and is answered as it says. */

import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element, Requester } from "../../src/xmpp/stanza.ts";
import { canonical, element } from "./xml.ts";

export { element, xmlEqual } from "./xml.ts";

/** One thing that is sent, in XML, and what comes back. A stanza given to `send` is a step as well. */
export interface Step {
  /** The payload of a request, or the stanza. */
  readonly sends: string;
  /** To whom; not checked when it is left out. */
  readonly to?: string;
  /** Whether it is asked (`get`) or told (`set`); not checked when it is left out. */
  readonly type?: "get" | "set";
  /** The payload of the result; a result without one when left out. */
  readonly receives?: string;
  /** The `<error/>` of the answer. */
  readonly fails?: string;
}

export interface Conversation extends Requester {
  /** Fails when the script is not at its end, or was not followed although its errors were caught. */
  end(): void;
}

export function conversation(...steps: readonly Step[]): Conversation {
  const left = [...steps];
  let broken: Error | undefined;

  const follow = (sent: Element, kind: "get" | "set" | "send", to?: string): Step => {
    const step = left.shift();
    const wrong =
      step === undefined
        ? `The script is over, but was sent:\n${canonical(sent)}`
        : differs(step, sent, kind, to);
    if (step !== undefined && wrong === undefined) return step;
    broken ??= new Error(`step ${steps.length - left.length}: ${wrong}`);
    throw broken;
  };

  const request = async (
    kind: "get" | "set",
    payload: Element,
    to?: string,
  ): Promise<Element | undefined> => {
    const step = follow(payload, kind, to);
    // The answer of a session never comes at once.
    await Promise.resolve();
    if (step.fails !== undefined) throw StanzaError.fromElement(element(step.fails), { from: to });
    return step.receives === undefined ? undefined : element(step.receives);
  };

  return {
    get: (payload, to) => request("get", payload, to),
    set: (payload, to) => request("set", payload, to),
    send: (stanza) => {
      follow(stanza, "send");
    },
    end() {
      if (broken !== undefined) throw broken;
      const next = left[0];
      if (next === undefined) return;
      throw new Error(
        `The script has ${left.length} more step(s). The next sends:\n${canonical(element(next.sends))}`,
      );
    },
  };
}

/** What is wrong with what was sent, if anything is. */
function differs(step: Step, sent: Element, kind: "get" | "set" | "send", to?: string): string | undefined {
  const [expected, actual] = [canonical(element(step.sends)), canonical(sent)];
  if (expected !== actual) return `The script sends\n${expected}\nbut was sent\n${actual}`;
  if (step.type !== undefined && step.type !== kind)
    return `The script says ${step.type}, but it was ${kind}:\n${actual}`;
  const addressee = kind === "send" ? sent.attrs["to"] : to;
  if (step.to !== undefined && step.to !== addressee) {
    return `The script sends to ${step.to}, but it went to ${addressee ?? "nobody"}:\n${actual}`;
  }
  return undefined;
}
