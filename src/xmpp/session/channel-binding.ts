/** RFC 9266, XEP-0440: SASL channel binding by `tls-exporter`: a login is worth nothing on another TLS connection. */

import type { TLSSocket } from "node:tls";

/** What a server says that it offers for the login. */
export interface Offer {
  readonly mechanisms: readonly string[];
  /** Types of channel binding (XEP-0440). */
  readonly bindings: readonly string[];
}

/** How a login is bound to its TLS connection: the GS2 header of RFC 5801 and what follows it in the `c` of SCRAM. */
export interface Binding {
  readonly header: "n,," | "y,," | "p=tls-exporter,,";
  readonly bytes: Uint8Array;
}

/** What a socket has that speaks TLS. */
export type Exporter = Partial<Pick<TLSSocket, "getProtocol" | "exportKeyingMaterial">>;

export const UNBOUND: Binding = { header: "n,,", bytes: new Uint8Array() };
const TYPE = "tls-exporter";
/** How the name of a mechanism ends that binds. */
export const PLUS = "-PLUS";

export const isBound = (mechanism: string): boolean => mechanism.endsWith(PLUS);

/**
 * How to log in where this is offered. `y` tells the server that we could have and saw no offer: a server that made one
 * refuses then, for somebody took it out on the way. So `y` where the server made an offer that is of no use to us would lock
 * the account out: Prosody 0.12 and ejabberd 23 bind by `tls-unique` alone, and a server whose operator took the mechanisms
 * out goes on naming its types.
 */
export function toBinding({ mechanisms, bindings }: Offer, socket: Exporter): Binding {
  const bytes = exported(socket);
  const offered = mechanisms.some(isBound);
  if (bytes === undefined) return UNBOUND;
  if (offered && bindings.includes(TYPE)) return { header: `p=${TYPE},,`, bytes };
  return offered || bindings.length > 0 ? UNBOUND : { ...UNBOUND, header: "y,," };
}

/** Before TLS 1.3 the same value can be had on two connections (RFC 9266, section 4.2). */
function exported(socket: Exporter): Buffer | undefined {
  if (socket.getProtocol?.() !== "TLSv1.3") return undefined;
  return socket.exportKeyingMaterial?.(32, "EXPORTER-Channel-Binding", Buffer.alloc(0));
}
