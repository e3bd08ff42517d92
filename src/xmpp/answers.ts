/** RFC 6120, section 8.2.3: every request that comes in is answered, by a result or by an error. */

import { NS as NS_ERRORS } from "./stanza-error.ts";
import { type Element, xml } from "./stanza.ts";

export interface Refusal {
  /** A condition of RFC 6120, section 8.3.3. */
  readonly condition: string;
  readonly type: "auth" | "cancel" | "modify" | "wait";
  /** What a specification says of it in its own words (section 8.3.4). */
  readonly specific?: { readonly name: string; readonly xmlns: string };
}

/** What a request is answered with. Nothing means that the bot does not serve it. */
export type Answer = { readonly result: Element | undefined } | Refusal | undefined;

/** An answer, or one that takes a while: others are answered meanwhile. */
export type Answering = Answer | Promise<Answer>;

/** Whether a stanza is a request, so that whoever sent it waits for an answer. */
export function isRequest({ name, attrs }: Element): boolean {
  return name === "iq" && (attrs["type"] === "get" || attrs["type"] === "set");
}

/** Answers a request by its payload; one that has none, or several, is refused. */
export function answerWith(
  answer: (iq: Element, payload: Element) => Answering,
  request: Element,
): Answering {
  const [payload, ...surplus] = request.getChildElements();
  return payload === undefined || surplus.length > 0
    ? { condition: "bad-request", type: "modify" }
    : answer(request, payload);
}

/** The stanza. An error does not repeat the request's payload: it may be large, and cannot be written in every case. */
export function toReply(request: Element, answer: Answer): Element {
  const { from, id } = request.attrs;
  const answered = answer ?? { condition: "service-unavailable", type: "cancel" };
  if ("result" in answered) return xml("iq", { type: "result", to: from, id }, answered.result);
  const { condition, type, specific } = answered;
  const error = xml(
    "error",
    { type },
    xml(condition, { xmlns: NS_ERRORS }),
    specific && xml(specific.name, { xmlns: specific.xmlns }),
  );
  return xml("iq", { type: "error", to: from, id }, error);
}
