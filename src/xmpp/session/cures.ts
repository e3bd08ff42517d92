/** Cures for faults of `@xmpp/client` 0.14 in its sockets and its output: each replaces a method of one client. */

import { serialize, type Written } from "../guard.ts";
import type { Entity, LibrarySocket } from "./library.ts";
import { countOutbound } from "./management.ts";
import type { Service } from "../srv.ts";
import type { Element } from "../stanza.ts";

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
    // XEP-0368, section 2: a port may be shared with other protocols. Without TLS the last two mean nothing.
    const secure = { servername: domain, ALPNProtocols: ["xmpp-client"] };
    return given && { ...given, host: service.host, port: service.port, ...secure };
  };
}

/** An element on its way out. */
export interface Sent {
  readonly bytes: number;
  readonly written: Promise<void>;
}

export interface Output {
  /** Sends an element; what `after` gives is written behind it, in the same packet. */
  readonly transmit: (element: Element, after: () => string) => Sent;
  /** Sends what a session that was resumed had not been rid of. */
  readonly resend: () => Promise<void>;
}

/**
 * Stanzas are counted before they are written, so that none is lost to the queue when the socket breaks on it. What the library
 * sends again after a resumption waits for `resend`: whether the server hears it is not certain yet. What is sent by
 * `transmit` goes past the library, which would spend more time on it than all others.
 */
export function cureOutput(
  entity: Entity,
  { limit, isWatched }: { readonly limit: () => number | undefined; readonly isWatched: boolean },
): Output {
  let again = "";
  const prepare = (element: Element): Written => {
    element.parent = entity.root;
    return serialize(element, limit());
  };
  const prepareLibrary = (element: Element): string => {
    const { text } = prepare(element);
    entity.emit("send", element);
    return text;
  };
  const count = (stanza: Element): void => {
    if (isWatched) entity.emit("send", stanza);
    else countOutbound(entity.streamManagement, stanza);
  };
  entity.send = async (element) => entity.write(prepareLibrary(element));
  entity.sendMany = (elements) => {
    again = elements.map(prepareLibrary).join("");
    return Promise.resolve();
  };
  return {
    transmit(element, after) {
      const { text, bytes } = prepare(element);
      count(element);
      return { bytes, written: entity.write(`${text}${after()}`) };
    },
    async resend() {
      if (again !== "") await entity.write(again);
      again = "";
    },
  };
}
