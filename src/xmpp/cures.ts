/** Cures for faults of `@xmpp/client` 0.14 in its streams, XEP-0198 and XEP-0478: each replaces a method of one client. */

import { isRequest } from "./answers.ts";
import { AuthenticationError, unencrypted } from "./authentication.ts";
import { isAcceptable, serialize } from "./guard.ts";
import type { Entity, LibrarySocket, StreamManagement } from "./library.ts";
import type { Service } from "./srv.ts";
import type { Element } from "./stanza.ts";

export const NS_SM = "urn:xmpp:sm:3";
const NS_STREAM = "http://etherx.jabber.org/streams";
const NS_STREAMS = "urn:ietf:params:xml:ns:xmpp-streams";
const NS_TLS = "urn:ietf:params:xml:ns:xmpp-tls";
const NS_LIMITS = "urn:xmpp:stream-limits:0";
/** No server may set a lower one (XEP-0478, section 3; RFC 6120, section 13.12). */
const SMALLEST_LIMIT = 10_000;

/** What outlives a connection so that the next one can resume its session (XEP-0198). */
export interface Resumption {
  readonly jid: string;
  readonly management: Pick<StreamManagement, "id" | "inbound" | "outbound" | "outbound_q">;
}

/** The socket itself, where the library wraps it. */
export const rawOf = (socket: LibrarySocket) => socket.socket ?? socket;

/** UTF-8 is decoded by the socket and not chunk by chunk, nothing waits for Nagle, and TLS is checked for the domain. */
export function cureSockets(
  entity: Entity,
  sockets: Set<LibrarySocket>,
  { domain, service }: { readonly domain: string; readonly service: Service },
): void {
  const attach = entity._attachSocket.bind(entity);
  const cure = (socket: LibrarySocket | null) => {
    const raw = socket === null ? undefined : rawOf(socket);
    raw?.setEncoding?.("utf8");
    raw?.setNoDelay?.(true);
  };
  entity._attachSocket = (socket) => {
    attach(socket);
    sockets.add(socket);
    cure(socket);
  };
  // The wrapper of a direct TLS connection has its socket only now.
  entity.on("connect", () => cure(entity.socket));
  const parameters = entity.socketParameters.bind(entity);
  entity.socketParameters = (uri) => {
    const given = parameters(uri);
    return given && { ...given, host: service.host, port: service.port, servername: domain };
  };
}

/** What came in, and what is to be done about it. */
export interface Input {
  readonly close: (error: Error) => void;
  readonly trouble: (error: Error) => void;
  /** The largest stanza that the server takes, in bytes. */
  readonly limits: (bytes: number) => void;
  readonly isAuthenticated: () => boolean;
  /** Answers a request. */
  readonly respond: (request: Element) => void;
}

/**
 * What arrives after the end, cannot be read or makes a listener throw neither ends the process nor what follows it; stream
 * errors end the connection, whatever they ask for; requests are answered by ourselves. Gives a function that answers the
 * requests which came before the session could speak.
 */
export function cureInput(entity: Entity, input: Input): () => void {
  const { streamManagement: management } = entity;
  const held: Element[] = [];
  let answering = false;
  const onElement = entity._onElement.bind(entity);

  const take = (element: Element): void => {
    if (element.is("error", NS_STREAM)) return input.close(toStreamError(element));
    if (element.is("features", NS_STREAM)) {
      const error = readFeatures(element, entity, input);
      if (error !== undefined) return input.close(error);
    }
    const refused = isStanza(element) && !isAcceptable(element);
    if (!refused && !isRequest(element)) return onElement(element);
    // What does not reach the library counts for stream management all the same.
    if (management.enabled) management.inbound += 1;
    if (refused) return;
    if (answering || management.enabled) input.respond(element);
    else held.push(element);
  };

  entity._onData = (chunk) => {
    try {
      entity.parser?.write(chunk.toString("utf8"));
    } catch (error) {
      input.close(error instanceof Error ? error : new Error("the server sent XML that cannot be read"));
    }
  };
  entity._onElement = (element) => {
    try {
      take(element);
    } catch (error) {
      input.trouble(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return () => {
    answering = true;
    for (const request of held.splice(0)) input.respond(request);
  };
}

/**
 * Before encryption nothing but STARTTLS is listened to: the library would open a session in clear where one is offered.
 * Keeps stream management from being enabled twice (after Bind 2), and reads the stream's limit (XEP-0478).
 */
function readFeatures(
  features: Element,
  entity: Entity,
  { limits, isAuthenticated }: Input,
): Error | undefined {
  const keep = (wanted: (child: Element) => boolean): void => {
    features.children = features.children.filter((child) => typeof child !== "string" && wanted(child));
  };
  if (!entity.isSecure()) {
    keep((child) => child.is("starttls", NS_TLS));
    return features.children.length === 0 ? unencrypted() : undefined;
  }
  if (!isAuthenticated()) keep((child) => child.is("mechanisms") || child.is("authentication"));
  else if (entity.streamManagement.enabled) keep((child) => !child.is("sm", NS_SM));
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

/** An element on its way out. */
export interface Sent {
  readonly bytes: number;
  readonly written: Promise<void>;
}

/** Stanzas are counted before they are written, so that none is lost to the queue when the socket breaks on it. */
export function cureOutput(entity: Entity, limit: () => number | undefined): (element: Element) => Sent {
  const prepare = (element: Element): string => {
    element.parent = entity.root;
    const text = serialize(element, limit());
    entity.emit("send", element);
    return text;
  };
  entity.send = async (element) => entity.write(prepare(element));
  entity.sendMany = async (elements) => entity.write(elements.map(prepare).join(""));
  return (element) => {
    const text = prepare(element);
    return { bytes: Buffer.byteLength(text), written: entity.write(text) };
  };
}

/** Carries a session over from the connection before, and opens the gate only when stanzas are counted rightly. */
export function cureManagement(
  entity: Entity,
  resume: Resumption | undefined,
  ready: (how: "fresh" | "resumed") => void,
): StreamManagement {
  const management = entity.streamManagement;
  // Its timers are pushed back by traffic, and take a rate limit for a dead server: the session has its own.
  management.timeout = 0;
  management.requestAckInterval = 0;
  if (resume !== undefined) {
    // A copy: the connection before may still be asked what is left of its session.
    Object.assign(management, resume.management, { outbound_q: [...resume.management.outbound_q] });
    entity._jid(resume.jid);
  }
  let offered = false;
  management.on("resumed", () => ready("resumed"));
  entity.on("nonza", (nonza) => {
    if (nonza.is("features", NS_STREAM)) offered = nonza.getChild("sm", NS_SM) !== undefined;
    // The library's own listener for this element may run after this one.
    if (nonza.is("enabled", NS_SM) || (nonza.is("failed", NS_SM) && entity.status === "online")) {
      setImmediate(() => ready("fresh"));
    }
  });
  entity.on("online", () => {
    // `online` fires before `<enabled/>`, and a stanza sent in between is miscounted: Prosody ends the stream then.
    setImmediate(() => {
      if (management.enabled || !offered) ready("fresh");
    });
  });
  return management;
}

const isStanza = ({ name }: Element) => name === "iq" || name === "message" || name === "presence";
