/** A DNS server for a test, over UDP on 127.0.0.1: it answers SRV questions of this process as it is told (RFC 1035, RFC 2782). */

import { createSocket } from "node:dgram";
import dns, { type SrvRecord } from "node:dns";
import { once } from "node:events";

/** How a question fails: the name does not exist; the server is in trouble; it refuses; nothing is said at all. */
export type DnsFailure = "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "silence";

export interface Dns extends AsyncDisposable {
  /** Where it listens: `127.0.0.1:53`. */
  readonly address: string;
  /** The SRV records of a name, from now on. A name without records does not exist. */
  records(name: string, ...records: readonly SrvRecord[]): void;
  /** How every question fails from now on; `undefined`: none does. */
  fail(how: DnsFailure | undefined): void;
  /** The names that were asked for, in order. */
  readonly asked: readonly string[];
}

const RCODES = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5 };
const SRV = 33;
const HEADER = 12;

/** Starts it, and makes this process ask it instead of the servers of this machine, until it is disposed of. */
export async function startDns(): Promise<Dns> {
  const known = new Map<string, readonly SrvRecord[]>();
  const asked: string[] = [];
  let failure: DnsFailure | undefined;

  const socket = createSocket("udp4", (query, { address, port }) => {
    const { name, end } = readName(query);
    asked.push(name);
    const records = query.readUInt16BE(end) === SRV ? known.get(name) : undefined;
    const how = failure ?? (records === undefined ? "NXDOMAIN" : undefined);
    if (how !== "silence") socket.send(answer(query, end, how, records ?? []), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const before = dns.getServers();
  const at = `127.0.0.1:${socket.address().port}`;
  dns.setServers([at]);

  return {
    address: at,
    asked,
    records: (name, ...records) => void known.set(name, records),
    fail: (how) => (failure = how),
    async [Symbol.asyncDispose]() {
      dns.setServers(before);
      socket.close();
      await once(socket, "close");
    },
  };
}

/** The name of the only question, and where it ends. */
function readName(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  const parts = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, "latin1")]);
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function answer(
  query: Buffer,
  end: number,
  failure: Exclude<DnsFailure, "silence"> | undefined,
  records: readonly SrvRecord[],
): Buffer {
  const header = Buffer.from(query.subarray(0, HEADER));
  // An answer, recursion is available, and what became of it; one question, so many answers, nothing else.
  header.writeUInt16BE(0x8180 | (failure === undefined ? 0 : RCODES[failure]), 2);
  [1, failure === undefined ? records.length : 0, 0, 0].forEach((count, index) =>
    header.writeUInt16BE(count, 4 + 2 * index),
  );
  const answers = failure === undefined ? records.map(toAnswer) : [];
  return Buffer.concat([header, query.subarray(HEADER, end + 4), ...answers]);
}

/** The name is that of the question; it may be kept for no time. */
function toAnswer({ priority, weight, port, name }: SrvRecord): Buffer {
  const target = writeName(name);
  const fixed = Buffer.alloc(18);
  fixed.writeUInt16BE(0xc000 | HEADER, 0);
  fixed.writeUInt16BE(SRV, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt16BE(6 + target.length, 10);
  [priority, weight, port].forEach((value, index) => fixed.writeUInt16BE(value, 12 + 2 * index));
  return Buffer.concat([fixed, target]);
}
