/** Cures for faults of `@xmpp/client` 0.14 in its streams, XEP-0198 and XEP-0478: each replaces a method of one client. */

import { isAcceptable, serialize } from "./guard.ts";
import type { Entity, LibrarySocket, StreamManagement } from "./library.ts";
import type { Service } from "./srv.ts";
import type { Element } from "./stanza.ts";

export const NS_SM = "urn:xmpp:sm:3";
const NS_STREAM = "http://etherx.jabber.org/streams";

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

/** What arrives after the end, cannot be read or makes a listener throw neither ends the process nor what follows it. */
export function cureInput(
  entity: Entity,
  tell: {
    readonly close: (error: Error) => void;
    readonly trouble: (error: Error) => void;
    readonly limits: (bytes: number) => void;
  },
): void {
  entity._onData = (chunk) => {
    try {
      entity.parser?.write(chunk.toString("utf8"));
    } catch (error) {
      tell.close(error instanceof Error ? error : new Error("the server sent XML that cannot be read"));
    }
  };
  const onElement = entity._onElement.bind(entity);
  entity._onElement = (element) => {
    try {
      if (element.is("features", NS_STREAM)) readFeatures(element, entity.streamManagement, tell.limits);
      if (isStanza(element) && !isAcceptable(element)) {
        // It counts for stream management all the same.
        if (entity.streamManagement.enabled) entity.streamManagement.inbound += 1;
        return;
      }
      onElement(element);
    } catch (error) {
      tell.trouble(error instanceof Error ? error : new Error(String(error)));
    }
  };
}

/** Keeps stream management from being enabled twice (after Bind 2), and reads the stream's limit (XEP-0478). */
function readFeatures(
  features: Element,
  management: StreamManagement,
  limits: (bytes: number) => void,
): void {
  if (management.enabled) {
    features.children = features.children.filter(
      (child) => typeof child === "string" || !child.is("sm", NS_SM),
    );
  }
  const bytes = Number(features.getChild("limits", "urn:xmpp:stream-limits:0")?.getChildText("max-bytes"));
  if (Number.isInteger(bytes) && bytes >= 10_000) limits(bytes);
}

/** Stanzas are counted before they are written, so that none is lost to the queue when the socket breaks on it. */
export function cureOutput(
  entity: Entity,
  limit: () => number | undefined,
): (element: Element) => Promise<void> {
  const prepare = (element: Element): string => {
    element.parent = entity.root;
    const text = serialize(element, limit());
    entity.emit("send", element);
    return text;
  };
  entity.send = async (element) => entity.write(prepare(element));
  entity.sendMany = async (elements) => entity.write(elements.map(prepare).join(""));
  return (element) => entity.write(prepare(element));
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
    Object.assign(management, resume.management);
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
