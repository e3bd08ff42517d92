/** One line per event; the only writer to the console. */

import { inspect, styleText } from "node:util";
import { type Logger, type LoggerOptions, pino } from "pino";
import type { Settings } from "./config/settings.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** A sentence, and what it is about. Fields may hold anything: nothing that is logged can throw, or forge a line. */
export interface Log {
  error(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
  trace(message: string, fields?: Fields): void;
  /** A log that adds these fields to every event. */
  child(fields: Fields): Log;
}

export type Level = Settings["log"];

export interface LogOptions {
  readonly level: Level;
  /** `text` for people, `json` as pino writes it. */
  readonly format: Settings["logFormat"];
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Whether levels are coloured in text; by default on a terminal, unless NO_COLOR is set. */
  readonly colour?: boolean | undefined;
}

const COLOURS: ReadonlyMap<string, "red" | "yellow" | "green" | "blue" | "gray"> = new Map([
  ["error", "red"],
  ["warn", "yellow"],
  ["info", "green"],
  ["debug", "blue"],
  ["trace", "gray"],
]);
const SECRETS = ["password", "passwd", "secret", "token", "authorization", "credentials"];
/** What pino itself writes into a line. */
const OWN = new Set(["level", "time", "msg"]);
/** Control characters, line separators, marks that reverse the reading direction, and lone surrogates. */
const DECEPTIVE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;
const PLAIN_VALUE = /^[^\s"=\\]+$/u;

export function createLog({ level, format, stream, colour = isColourful(stream) }: LogOptions): Log {
  const write = writer(stream);
  const options: LoggerOptions = {
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[hidden]" },
  };
  const text = (line: string): void => write(toText(line, colour));
  return wrap(pino(options, { write: format === "json" ? write : text }));
}

/** Writes until nobody reads any more: a closed pipe is no reason to die. */
function writer(stream: NodeJS.WritableStream): (line: string) => void {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") isOpen = false;
  });
  return (line) => {
    if (isOpen && stream.writable) stream.write(line);
  };
}

function wrap(logger: Logger): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Fields = {}): void => {
      if (logger.isLevelEnabled(level))
        logger[level](toPlain(fields, logger.isLevelEnabled("debug")), message);
    };
  return {
    error: at("error"),
    warn: at("warn"),
    info: at("info"),
    debug: at("debug"),
    trace: at("trace"),
    child: (fields) => wrap(logger.child(toPlain(fields, logger.isLevelEnabled("debug")))),
  };
}

/** Fields as pino can write them; one that has a name of pino's own gets another. */
function toPlain(fields: Fields, withStack: boolean): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields))
    plain[OWN.has(key) ? `${key}_` : key] = toValue(value, withStack);
  return plain;
}

function toValue(value: unknown, withStack: boolean): unknown {
  if (value instanceof Error) return (withStack ? value.stack : undefined) ?? toMessage(value);
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (value instanceof Map || value instanceof Set) return inspect(value, { depth: 2, maxArrayLength: 20 });
  return value;
}

/** What an error says. A failed connection to several addresses says nothing itself, but each of its errors does. */
function toMessage(error: Error): string {
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const inner = parts.map((part) => (part instanceof Error ? part.message : String(part)));
  const message = error.message === "" ? inner.join("; ") || error.name : error.message;
  return error.cause instanceof Error ? `${message} (${error.cause.message})` : message;
}

/** A line of pino → `2026-11-20T18:00:00.000Z info  sentence key=value`. */
function toText(line: string, colour: boolean): string {
  const event: unknown = JSON.parse(line);
  const { level, time, msg, ...fields } = isRecord(event) ? event : {};
  const label = pino.levels.labels[Number(level)] ?? "";
  const padded = label.padEnd(5);
  const hue = COLOURS.get(label);
  const shown = colour && hue !== undefined ? styleText(hue, padded, { validateStream: false }) : padded;
  const pairs = Object.entries(fields).map(([key, value]) => ` ${escape(key)}=${toPair(value)}`);
  return `${new Date(Number(time)).toISOString()} ${shown} ${escape(String(msg))}${pairs.join("")}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function toPair(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const isPlain = typeof value !== "string" || PLAIN_VALUE.test(text);
  return escape(isPlain ? text : JSON.stringify(text));
}

function escape(text: string): string {
  return text.replace(
    DECEPTIVE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isColourful(stream: LogOptions["stream"]): boolean {
  return stream.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
}
