/** RFC 2782, RFC 6120 section 3.2.1, XEP-0368: where a domain's clients connect. */

import type { SrvRecord } from "node:dns";
import { resolveSrv } from "node:dns/promises";

/** A host and a port to connect to, with STARTTLS or with TLS from the first byte (XEP-0368). */
export interface Service {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "direct";
}

type Resolve = (name: string) => Promise<readonly SrvRecord[]>;

/**
 * The services of a domain in the order in which they should be tried: its SRV records, or the domain itself on port
 * 5222. A domain that says it has no such service (a single record with the target `.`) gives an empty list.
 */
export async function services(domain: string, resolve: Resolve = resolveSrv): Promise<readonly Service[]> {
  const [starttls, direct] = await Promise.all([
    records(`_xmpp-client._tcp.${domain}`, resolve),
    records(`_xmpps-client._tcp.${domain}`, resolve),
  ]);
  if (starttls === undefined && direct === undefined) return [{ host: domain, port: 5222, tls: "starttls" }];
  const all = [
    ...(starttls ?? []).map((record) => ({ ...record, tls: "starttls" as const })),
    ...(direct ?? []).map((record) => ({ ...record, tls: "direct" as const })),
  ];
  return inOrder(all.filter(({ name }) => name !== "" && name !== ".")).map(({ name, port, tls }) => ({
    host: name,
    port,
    tls,
  }));
}

/** Lower priorities first; within one priority a random order that follows the weights (RFC 2782). */
export function inOrder<R extends SrvRecord>(given: readonly R[], random: () => number = Math.random): R[] {
  const keyed = given.map((record) => ({
    record,
    key: -Math.log(1 - random()) / Math.max(record.weight, 0.1),
  }));
  keyed.sort((a, b) => a.record.priority - b.record.priority || a.key - b.key);
  return keyed.map(({ record }) => record);
}

/** The records of a name, or `undefined` when it has none; other failures (no network, SERVFAIL) are thrown. */
async function records(name: string, resolve: Resolve): Promise<readonly SrvRecord[] | undefined> {
  try {
    return await resolve(name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A resolver that refuses SRV questions leaves the address of the domain itself to be tried.
    if (code === "ENOTFOUND" || code === "ENODATA" || code === "ENOTIMP" || code === "EREFUSED")
      return undefined;
    throw error;
  }
}
