/** RFC 2782, RFC 6120 section 3.2.1, XEP-0368: where a domain's clients connect. */

import dns, { type SrvRecord } from "node:dns";

/** A host and a port to connect to, with STARTTLS or with TLS from the first byte (XEP-0368). */
export interface Service {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "direct";
}

/** As an operator writes it: an address of IPv6 stands in brackets. */
export function addressOf({ host, port }: Pick<Service, "host" | "port">): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

type Candidate = SrvRecord & Pick<Service, "tls">;
type Resolve = (name: string) => Promise<readonly SrvRecord[]>;

/**
 * The services of a domain in the order in which they should be tried: its SRV records, or the domain itself on port
 * 5222. A domain that says it has no service with STARTTLS (a single record with the target `.`), and names none with direct
 * TLS, gives an empty list.
 */
export async function services(domain: string, resolve: Resolve = askAnew): Promise<readonly Service[]> {
  const [starttls, direct] = await Promise.allSettled([
    records(`_xmpp-client._tcp.${domain}`, "starttls", resolve),
    records(`_xmpps-client._tcp.${domain}`, "direct", resolve),
  ]);
  const answered = [starttls, direct].flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
  const all = answered.flatMap((list) => list ?? []);
  // One question that failed does not make the other's answer worse; two that failed leave nothing to go by.
  if (starttls.status === "rejected" && all.length === 0) throw starttls.reason;
  if (direct.status === "rejected" && all.length === 0) throw direct.reason;
  const found = inOrder(all.filter(({ name }) => name !== "" && name !== "."));
  // No word on STARTTLS leaves the domain itself, also where a `.` says that there is no direct TLS.
  const isSilent = starttls.status === "fulfilled" && starttls.value === undefined;
  if (found.length === 0 && isSilent) return [{ host: domain, port: 5222, tls: "starttls" }];
  return found.map(({ name, port, tls }) => ({ host: name, port, tls }));
}

/** The name servers that this process began with; `dns.setServers` gives it others. */
const ORIGINAL = dns.getServers().join();

/** Node reads which name servers the machine has once: those that it has months later are known to a new resolver alone. */
async function askAnew(name: string): Promise<readonly SrvRecord[]> {
  const resolver = new dns.promises.Resolver();
  const servers = dns.getServers();
  if (servers.join() !== ORIGINAL) resolver.setServers(servers);
  return resolver.resolveSrv(name);
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
async function records(
  name: string,
  tls: Service["tls"],
  resolve: Resolve,
): Promise<Candidate[] | undefined> {
  try {
    return (await resolve(name)).map((record) => ({ ...record, tls }));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A resolver that refuses SRV questions leaves the address of the domain itself to be tried.
    if (code === "ENOTFOUND" || code === "ENODATA" || code === "ENOTIMP" || code === "EREFUSED")
      return undefined;
    throw error;
  }
}
