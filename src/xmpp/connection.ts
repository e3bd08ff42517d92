/** One connection of `@xmpp/client`, with the library's faults cured; a new one is made for every attempt. */

import { type Answer, toReply } from "./answers.ts";
import { authentication, type Credentials, installScram } from "./authentication.ts";
import {
  cureInput,
  cureManagement,
  cureOutput,
  cureSockets,
  NS_SM,
  rawOf,
  type Resumption,
} from "./cures.ts";
import { libraryClient, type LibrarySocket, printStream } from "./library.ts";
import type { Service } from "./srv.ts";
import { type Element, xml } from "./stanza.ts";

export interface ConnectionOptions {
  readonly domain: string;
  readonly service: Service;
  readonly resource?: string | undefined;
  readonly credentials: Credentials;
  /** What is left of the session before, to be resumed (XEP-0198). */
  readonly resume?: Resumption | undefined;
  readonly answer: (iq: Element, payload: Element) => Answer;
  readonly onStanza: (stanza: Element) => void;
  /** The session may speak: it is new, or the one before goes on. */
  readonly onOpen: (how: "fresh" | "resumed") => void;
  /** The connection is gone, once and for good. */
  readonly onClose: (reason: Error | undefined) => void;
  /** Something was wrong that the connection survived. */
  readonly onTrouble: (error: Error) => void;
  /** Prints the stream, for an operator who asked for it. */
  readonly debug: boolean;
}

export interface Connection {
  /** The full JID, once bound. */
  jid(): string | undefined;
  /** Sends a stanza or nonza, and gives its size in bytes. Throws `UnsendableError` for one that the stream must not carry. */
  send(element: Element): number;
  /** The largest stanza in bytes that the server is known to take (XEP-0478). */
  limit(): number | undefined;
  /** Bytes that arrived so far, and bytes that left for the network so far. */
  traffic(): { readonly received: number; readonly sent: number };
  /** Asks for a sign of life: an acknowledgement request, where stream management is on. */
  probe(): boolean;
  /** Closes the stream, waits shortly for the other side, and lets the connection go. */
  close(): Promise<void>;
  /** Lets the connection go at once. */
  destroy(reason: Error): void;
  resumption(): Resumption | undefined;
}

/** The library asks for an acknowledgement only when nothing was sent for 250 ms: a busy stream would never ask. */
const ACK_EVERY = 16;
const STEP_TIMEOUT = 30_000;
const CLOSE_TIMEOUT = 1_000;

/** Starts to connect. The outcome is told by `onOpen` or `onClose`; nothing is thrown. */
export function connect(options: ConnectionOptions): Connection {
  const { domain, service, credentials, resource } = options;
  const entity = libraryClient({
    domain,
    service: `${service.tls === "direct" ? "xmpps" : "xmpp"}://${hostOf(service)}:${service.port}`,
    username: credentials.username,
    resource,
    lang: "en",
    credentials: authentication(credentials),
  });
  const sockets = new Set<LibrarySocket>();
  const early: Element[] = [];
  let open = false;
  let closed = false;
  let limit: number | undefined;
  let sinceAck = 0;

  const close = (reason: Error | undefined): void => {
    if (closed) return;
    closed = true;
    // Clears the timers of stream management before its listeners go.
    entity.emit("disconnect");
    entity.removeAllListeners();
    entity.on("error", () => {});
    for (const socket of sockets) rawOf(socket).destroy?.();
    options.onClose(reason);
  };

  const ready = (how: "fresh" | "resumed"): void => {
    if (closed || open) return;
    open = true;
    options.onOpen(how);
    answerHeld();
    for (const stanza of early.splice(0)) options.onStanza(stanza);
  };

  entity.on("error", (error) => {
    // Once the session speaks, only what broke the stream is fatal; a handler that threw is not.
    if (!open || isFatal(error)) close(error);
    else options.onTrouble(error);
  });
  entity.on("disconnect", () => close(undefined));
  // The server ended the stream, and waits for our end of it: the library would wait as well.
  entity.on("close", () => {
    entity.write("</stream:stream>").catch(() => {});
    close(undefined);
  });
  entity.reconnect.stop();
  entity.timeout = STEP_TIMEOUT;
  if (options.debug) printStream(entity);
  const isAuthenticated = installScram(entity, credentials, close);
  cureSockets(entity, sockets, options);
  const transmit = cureOutput(entity, () => limit);
  const send = (element: Element): number => {
    const { bytes, written } = transmit(element);
    written.catch((error: unknown) => close(error instanceof Error ? error : undefined));
    sinceAck = (sinceAck + 1) % ACK_EVERY;
    if (management.enabled && sinceAck === 0) requestAck();
    return bytes;
  };
  const answerHeld = cureInput(entity, {
    close,
    trouble: options.onTrouble,
    limits: (bytes) => (limit = bytes),
    isAuthenticated,
    respond: (request) => void send(toReply(request, options.answer)),
  });
  const management = cureManagement(entity, options.resume, ready);
  entity.on("stanza", (stanza) => {
    // What follows `<resumed/>` at once arrives before the library says so: answers that somebody waits for.
    if (open) options.onStanza(stanza);
    else early.push(stanza);
  });
  entity
    .connect(entity.options.service)
    .then(() => entity.open({ domain, lang: "en" }))
    .catch((error: unknown) => close(error instanceof Error ? error : new Error(String(error))));

  const requestAck = () => void entity.send(xml("r", { xmlns: NS_SM })).catch(() => {});

  return {
    jid: () => entity.jid?.toString(),
    send,
    limit: () => limit,
    traffic() {
      const all = [...sockets].map(rawOf);
      return {
        received: sum(all.map(({ bytesRead }) => bytesRead)),
        sent: sum(all.map(({ bytesWritten, writableLength }) => (bytesWritten ?? 0) - (writableLength ?? 0))),
      };
    },
    probe() {
      if (management.enabled) requestAck();
      return management.enabled;
    },
    async close() {
      entity.timeout = CLOSE_TIMEOUT;
      if (!closed) await entity.disconnect().catch(() => {});
      close(undefined);
    },
    destroy: close,
    resumption() {
      const jid = entity.jid?.toString();
      const { id, inbound, outbound, outbound_q } = management;
      return id && jid !== undefined ? { jid, management: { id, inbound, outbound, outbound_q } } : undefined;
    },
  };
}

function isFatal(error: Error): boolean {
  const system = "code" in error || "syscall" in error;
  return system || ["StreamError", "XMLError", "SASLError", "TimeoutError"].includes(error.name);
}

const hostOf = ({ host }: Service) => (host.includes(":") ? `[${host}]` : host);
const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);
