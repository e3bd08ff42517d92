/** RFC 6120, section 8.2.3: every request that comes in is answered, by a result or by an error. */

import { NS as NS_ERRORS } from "./stanza-error.ts";
import { type Element, xml } from "./stanza.ts";

/** What a request is answered with. Nothing means that the bot does not serve it. */
export type Answer =
  | { readonly result: Element | undefined }
  | { readonly condition: string; readonly type: "auth" | "cancel" | "modify" | "wait" }
  | undefined;

/** Whether a stanza is a request, so that whoever sent it waits for an answer. */
export function isRequest({ name, attrs }: Element): boolean {
  return name === "iq" && (attrs["type"] === "get" || attrs["type"] === "set");
}

/**
 * The answer to a request. An error does not repeat the request's payload: it may be large, and cannot be written in every
 * case.
 */
export function toReply(request: Element, answer: (iq: Element, payload: Element) => Answer): Element {
  const { from, id } = request.attrs;
  const [payload, ...surplus] = request.getChildElements();
  const answered: Answer =
    payload === undefined || surplus.length > 0
      ? { condition: "bad-request", type: "modify" }
      : (answer(request, payload) ?? { condition: "service-unavailable", type: "cancel" });
  if ("result" in answered) return xml("iq", { type: "result", to: from, id }, answered.result);
  const condition = xml(answered.condition, { xmlns: NS_ERRORS });
  return xml("iq", { type: "error", to: from, id }, xml("error", { type: answered.type }, condition));
}
