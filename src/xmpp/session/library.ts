/** What newsstand uses of a client of `@xmpp/client` 0.14, as types, including the parts that its own types leave out. */

import { client } from "@xmpp/client";
import debug from "@xmpp/debug";
import type { Element } from "ltx";
import type { Exporter } from "./channel-binding.ts";

/** A raw socket, or the library's wrapper around a TLS one. */
export interface LibrarySocket extends Exporter {
  readonly secure?: boolean;
  readonly socket?: LibrarySocket | null;
  setEncoding?(encoding: "utf8"): unknown;
  setNoDelay?(on: boolean): unknown;
  destroy?(): unknown;
  once?(event: "connect", listener: () => void): unknown;
  readonly bytesRead?: number;
  readonly bytesWritten?: number;
}

/** XEP-0198 as the library keeps it; the first four outlive a connection. */
export interface StreamManagement {
  id: string;
  inbound: number;
  outbound: number;
  outbound_q: { stanza: Element; stamp: string }[];
  enabled: boolean;
  timeout: number;
  requestAckInterval: number;
  on(event: "resumed", listener: () => void): void;
  on(event: "ack" | "fail", listener: (stanza: Element) => void): void;
  emit(event: "ack", stanza: Element): boolean;
}

/** A SASL mechanism as the library uses it: messages are strings of bytes. */
export interface Mechanism {
  readonly name: string;
  readonly clientFirst: boolean;
  response(): string | Promise<string>;
  challenge(challenge: string): void | Promise<void>;
  final?(message: string): void;
}

/** XEP-0484 as the library does it: with the name of a mechanism it asks for a token, and logs in by one. */
export interface Fast {
  mechanism: string | undefined;
}

export type Authenticate = (
  credentials: Readonly<Record<string, string>>,
  mechanism: string,
  userAgent?: Element,
) => Promise<void>;

export interface Entity {
  readonly status: string;
  readonly options: { domain: string; service: string; lang?: string };
  readonly root: Element | null;
  readonly jid: { toString(): string } | null;
  readonly socket: LibrarySocket | null;
  readonly parser: { write(text: string): void } | null;
  timeout: number;
  readonly reconnect: { stop(): void };
  readonly streamManagement: StreamManagement;
  readonly saslFactory: {
    _mechs: { readonly name: string }[];
    create(names: readonly string[]): Mechanism | null;
  };
  connect(service: string): Promise<unknown>;
  open(options: { domain: string; lang?: string | undefined }): Promise<unknown>;
  disconnect(): Promise<unknown>;
  isSecure(): boolean;
  write(text: string): Promise<void>;
  send(element: Element): Promise<void>;
  sendMany(elements: readonly Element[]): Promise<void>;
  socketParameters(service: string): object | undefined;
  emit(event: string, ...values: unknown[]): boolean;
  on(event: "element" | "nonza" | "stanza", listener: (element: Element) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "online" | "connect" | "close" | "disconnect", listener: () => void): void;
  removeAllListeners(event?: string): void;
  _jid(jid: string): unknown;
  _onData(chunk: string | Buffer): void;
  _onElement(element: Element): void;
  _attachSocket(socket: LibrarySocket): void;
}

/** Makes a client of the library. It does nothing until `connect` is called. */
export function libraryClient(options: {
  readonly domain: string;
  readonly service: string;
  readonly username: string;
  readonly resource?: string | undefined;
  readonly lang?: string;
  readonly credentials: (
    authenticate: Authenticate,
    mechanisms: string[],
    fast: Fast | null,
    entity: Entity,
  ) => Promise<void>;
}): Entity {
  const entity = client(options);
  if (!isEntity(entity)) throw new TypeError("@xmpp/client gave no client");
  return entity;
}

/** Prints every stanza; SASL is hidden, but what people say and the passwords of rooms are not. */
export function printStream(entity: Entity): void {
  debug(entity, true);
}

function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && "streamManagement" in value && "_onElement" in value;
}
