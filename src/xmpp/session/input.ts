/** Cures for faults of `@xmpp/client` 0.14 in what it makes of what arrives: text, elements, features (XEP-0478). */

import type { Step } from "../failure.ts";
import { isAcceptable } from "../guard.ts";
import type { Entity } from "./library.ts";
import { AuthenticationError, isLoginFeature, unencrypted } from "./login.ts";
import { beginsManagement, NS_SM } from "./management.ts";
import { createReader } from "./reader.ts";
import type { Element } from "../stanza.ts";

const NS_STREAM = "http://etherx.jabber.org/streams";
const NS_STREAMS = "urn:ietf:params:xml:ns:xmpp-streams";
const NS_TLS = "urn:ietf:params:xml:ns:xmpp-tls";
const NS_LIMITS = "urn:xmpp:stream-limits:0";
/** No server may set a lower one (XEP-0478, section 3; RFC 6120, section 13.12). */
const SMALLEST_LIMIT = 10_000;

/** What came in, and what is to be done about it. */
export interface Input {
  readonly close: (error: Error) => void;
  readonly trouble: (error: Error) => void;
  /** The largest stanza that the server takes, in bytes. */
  readonly limits: (bytes: number) => void;
  readonly isAuthenticated: () => boolean;
  /** How far the connection has come. */
  readonly reached: (step: Step) => void;
  /** Answers a request. */
  readonly respond: (request: Element) => void;
  /** Takes an element past the library, which has a lot to do with each; whether it did. */
  readonly passed: (element: Element) => boolean;
}

/**
 * What arrives after the end, cannot be read or makes a listener throw neither ends the process nor what follows it; stream
 * errors end the connection, whatever they ask for; requests are answered by ourselves. Gives a function that answers the
 * requests which came before the session could speak.
 */
export function cureInput(entity: Entity, input: Input): () => void {
  const held: Element[] = [];
  const offers = new Set<string>();
  let answering = false;
  let managed = false;
  const reader = createReader(entity);
  const onElement = entity._onElement.bind(entity);

  /** Each kind of features is offered once: the library would log in, or bind, again. */
  const isNews = (): boolean => {
    const known = offers.size;
    return offers.add(`${entity.isSecure()} ${input.isAuthenticated()}`).size > known;
  };

  /** One answer that cannot be sent is not in the way of others. */
  const respond = (request: Element): void => {
    try {
      input.respond(request);
    } catch (error) {
      input.trouble(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const take = (element: Element): void => {
    if (element.is("error", NS_STREAM)) return input.close(toStreamError(element));
    if (element.is("features", NS_STREAM)) {
      if (!isNews()) return;
      const error = readFeatures(element, entity, input, managed);
      if (error !== undefined) return input.close(error);
    }
    // The library learns of it only after features that come right behind.
    managed ||= beginsManagement(element);
    if (!isAcceptable(element)) return;
    if (!isQuestion(element)) return input.passed(element) ? undefined : onElement(element);
    if (answering) respond(element);
    else held.push(element);
  };

  entity._onData = (chunk) => {
    try {
      reader.read(chunk.toString("utf8"));
    } catch (error) {
      input.close(error instanceof Error ? error : new Error("the server sent XML that cannot be read"));
    }
  };
  entity._onElement = (element) => {
    reader.complete();
    // The parser keeps the text between elements for as long as the stream lasts.
    if (element.parent) element.parent.children = [];
    try {
      take(element);
    } catch (error) {
      input.trouble(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return () => {
    answering = true;
    for (const request of held.splice(0)) respond(request);
  };
}

/**
 * Before encryption nothing but STARTTLS is listened to: the library would open a session in clear where one is offered.
 * Keeps stream management from being enabled twice (after Bind 2), and reads the stream's limit (XEP-0478).
 */
function readFeatures(
  features: Element,
  entity: Entity,
  { limits, isAuthenticated, reached }: Input,
  isManaged: boolean,
): Error | undefined {
  const keep = (wanted: (child: Element) => boolean): void => {
    features.children = features.children.filter((child) => typeof child !== "string" && wanted(child));
  };
  if (!entity.isSecure()) {
    keep((child) => child.is("starttls", NS_TLS));
    return features.children.length === 0 ? unencrypted() : undefined;
  }
  reached(isAuthenticated() ? "bind" : "SASL");
  if (!isAuthenticated()) keep(isLoginFeature);
  else if (isManaged) keep((child) => !child.is("sm", NS_SM));
  if (features.children.length === 0 && !isAuthenticated()) {
    return new AuthenticationError("the server offers no way to authenticate");
  }
  const bytes = Number(features.getChild("limits", NS_LIMITS)?.getChildText("max-bytes"));
  if (Number.isInteger(bytes) && bytes >= SMALLEST_LIMIT) limits(bytes);
  return undefined;
}

/** RFC 6120, section 4.9: the library follows `see-other-host`, before TLS as well, and fails on an empty error. */
function toStreamError(element: Element): Error {
  const [defined] = element.getChildElements().filter((child) => child.getNS() === NS_STREAMS);
  const condition = defined?.getName() ?? "undefined-condition";
  const text = element.getChildText("text", NS_STREAMS);
  const message = text ? `${condition} (${text})` : condition;
  return Object.assign(new Error(message), { name: "StreamError", condition });
}

/** An IQ of an unknown type asks as well: for a refusal (RFC 6120, section 8.2.3). */
function isQuestion({ name, attrs }: Element): boolean {
  return name === "iq" && attrs["type"] !== "result" && attrs["type"] !== "error";
}
