/** One connection of `@xmpp/client`, with the library's faults cured; a new one is made for every attempt. */

import { createAcknowledgements } from "./acknowledgements.ts";
import { type Answer, type Answering, answerWith, isRequest, toReply } from "../answers.ts";
import { authentication, type Credentials, installScram } from "./authentication.ts";
import { cureOutput, cureSockets, rawOf } from "./cures.ts";
import { cureInput } from "./input.ts";
import { libraryClient, type LibrarySocket, printStream } from "./library.ts";
import { cureManagement, isStanza, NS_SM, type Resumption } from "./management.ts";
import type { Step } from "../failure.ts";
import type { Traffic } from "./liveness.ts";
import { addressOf, type Service } from "../srv.ts";
import type { Element } from "../stanza.ts";

export interface ConnectionOptions {
  readonly domain: string;
  readonly service: Service;
  readonly resource?: string | undefined;
  readonly credentials: Credentials;
  /** What is left of the session before, to be resumed (XEP-0198). */
  readonly resume?: Resumption | undefined;
  readonly answer: (iq: Element, payload: Element) => Answering;
  /** A request came whose answer takes a while; the connection may be gone by then. */
  readonly onLate: (request: Element, answer: Promise<Answer>) => void;
  readonly onStanza: (stanza: Element) => void;
  /** The server says that the session before goes on. It has to be asked for an answer that proves it. */
  readonly onResumed: () => void;
  /** The session may speak: it is new, or the one before goes on, and the server has proven that it hears it. */
  readonly onOpen: (how: "fresh" | "resumed") => void;
  /** The connection is gone, once and for good, after it had come so far. */
  readonly onClose: (reason: Error | undefined, step: Step) => void;
  /** The server has taken a stanza; without stream management: it was written. */
  readonly onTaken: (stanza: Element) => void;
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
  traffic(): Traffic;
  /** Asks for a sign of life: an acknowledgement request, where stream management is on. */
  probe(): boolean;
  /** Closes the stream, waits shortly for the other side, and lets the connection go. */
  close(): Promise<void>;
  /** Lets the connection go at once. */
  destroy(reason: Error): void;
  resumption(): Resumption | undefined;
  /** The stanzas that the server has not acknowledged, in the order in which they were sent. */
  unacknowledged(): readonly Element[];
}

const STEP_TIMEOUT = 30_000;
const CLOSE_TIMEOUT = 1_000;

/** Starts to connect. The outcome is told by `onOpen` or `onClose`; nothing is thrown. */
export function connect(options: ConnectionOptions): Connection {
  const { domain, service, credentials, resource } = options;
  const entity = libraryClient({
    domain,
    service: `${service.tls === "direct" ? "xmpps" : "xmpp"}://${addressOf(service)}`,
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
  let step: Step = "connect";
  let answers = 0;
  let proving = false;

  const close = (reason: Error | undefined): void => {
    if (closed) return;
    closed = true;
    acknowledgements.end();
    // Clears the timers of stream management before its listeners go.
    entity.emit("disconnect");
    entity.removeAllListeners();
    entity.on("error", () => {});
    for (const socket of sockets) rawOf(socket).destroy?.();
    // They are counted as handled: nobody sends them again.
    for (const stanza of early.splice(0)) options.onStanza(stanza);
    options.onClose(reason, step);
  };

  const ready = (how: "fresh" | "resumed"): void => {
    if (closed || open) return;
    open = true;
    step = "session";
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
  const acknowledgements = createAcknowledgements(entity);
  const { transmit, resend } = cureOutput(entity, { limit: () => limit, isWatched: options.debug });
  const send = (element: Element): number => {
    // Asked now: a connection that breaks has no management any more, and calls what it never wrote written.
    const isAcknowledged = management.enabled;
    const { bytes, written } = transmit(element, acknowledgements.due);
    written.then(
      () => {
        if (!isAcknowledged) options.onTaken(element);
      },
      (error: unknown) => close(error instanceof Error ? error : undefined),
    );
    acknowledgements.sent();
    return bytes;
  };
  /** Whoever asks gets an answer, also where the bot has none to give (RFC 6120, section 8.2.3). */
  const answer: typeof options.answer = (iq, payload) => {
    try {
      return options.answer(iq, payload);
    } catch (error) {
      options.onTrouble(error instanceof Error ? error : new Error(String(error)));
      return { condition: "internal-server-error", type: "cancel" };
    }
  };
  const answerHeld = cureInput(entity, {
    close,
    trouble: options.onTrouble,
    limits: (bytes) => (limit = bytes),
    isAuthenticated,
    reached: (next) => (step = next),
    respond(request) {
      const answered = answerWith(answer, request);
      if (answered instanceof Promise) options.onLate(request, answered);
      else send(toReply(request, answered));
    },
    passed(element) {
      // What is printed has to pass the library; so has what comes before the session is open, which may be its own.
      if (!open || options.debug) return false;
      const isAsking = element.is("r", NS_SM);
      if (isAsking) acknowledgements.owe();
      if (!isStanza(element)) return isAsking;
      if (element.name === "iq") answers += 1;
      options.onStanza(element);
      return true;
    },
  });
  const management = cureManagement(entity, options.resume, {
    fresh: () => ready("fresh"),
    resumed() {
      proving = true;
      options.onResumed();
    },
  });
  management.on("ack", options.onTaken);
  entity.on("element", (element) => {
    const isAcknowledgement = element.is("a", NS_SM);
    if (isAcknowledgement || (element.name === "iq" && !isRequest(element))) answers += 1;
    if (!isAcknowledgement || !proving) return;
    proving = false;
    resend().catch((error: unknown) => close(error instanceof Error ? error : undefined));
    ready("resumed");
  });
  entity.on("stanza", (stanza) => {
    // What follows `<resumed/>` at once arrives before the library says so: answers that somebody waits for.
    if (open) options.onStanza(stanza);
    else early.push(stanza);
  });
  const connected = entity.connect(entity.options.service);
  for (const socket of sockets) rawOf(socket).once?.("connect", () => (step = "TLS"));
  connected
    .then(() => entity.open({ domain, lang: "en" }))
    .catch((error: unknown) => close(error instanceof Error ? error : new Error(String(error))));

  return {
    jid: () => entity.jid?.toString(),
    send,
    limit: () => limit,
    traffic() {
      // The one that speaks TLS is on top of another, which carries the same bytes.
      const top = [...sockets].map(rawOf).at(-1);
      return { received: top?.bytesRead ?? 0, sent: top?.bytesWritten ?? 0, answers };
    },
    probe() {
      if (management.enabled) acknowledgements.request();
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
      // A new session that nobody was told of has no presence and is in no room: there is nothing to take up.
      const isKnown = open || id === options.resume?.management.id;
      return id && isKnown && jid !== undefined
        ? { jid, management: { id, inbound, outbound, outbound_q } }
        : undefined;
    },
    unacknowledged: () => management.outbound_q.map(({ stanza }) => stanza),
  };
}

function isFatal(error: Error): boolean {
  const system = "code" in error || "syscall" in error;
  return system || ["StreamError", "XMLError", "SASLError", "TimeoutError"].includes(error.name);
}
