/** What a server offers for the login, which of it is taken, and what its refusal may mean (RFC 6120, XEP-0388, XEP-0440). */

import type { Element } from "ltx";
import {
  type Binding,
  type Exporter,
  isBound,
  type Offer,
  PLUS,
  toBinding,
  UNBOUND,
} from "./channel-binding.ts";
import { MECHANISMS, type MechanismName } from "./scram.ts";

export const SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
export const SASL2 = "urn:xmpp:sasl:2";
const BINDINGS = "urn:xmpp:sasl-cb:0";

/** Whether a stream feature is about the login. */
export function isLoginFeature(feature: Element): boolean {
  return (
    feature.is("mechanisms") || feature.is("authentication") || feature.is("sasl-channel-binding", BINDINGS)
  );
}

/** The bot will not authenticate under these circumstances, or the server will not let it. */
export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";
}

/** The server refused the account and its password, but the password may be right; `hint` says what else may be wrong. */
export class DoubtfulRefusal extends Error {
  override readonly name = "SASLError";
  readonly condition = "not-authorized";
  readonly hint: string;

  constructor(hint: string) {
    super("not-authorized");
    this.hint = hint;
  }
}

/** The connection is not encrypted, and will not be. */
export function unencrypted(): AuthenticationError {
  return new AuthenticationError(
    "the server offers no encryption (STARTTLS), and no password is sent without it",
  );
}

/** How the bot logs in where this is offered. */
export interface Login {
  readonly name: string;
  /** SCRAM without binding, by which it hashes; `undefined` is PLAIN. */
  readonly hash: MechanismName | undefined;
  readonly binding: Binding;
}

/** What the server offers for the login: SASL2 before SASL, as the library prefers it. */
export function readOffer(features: Element): Offer {
  const list = features.getChild("authentication", SASL2) ?? features.getChild("mechanisms", SASL);
  const bindings = features.getChild("sasl-channel-binding", BINDINGS)?.getChildren("channel-binding") ?? [];
  return {
    mechanisms: (list?.getChildren("mechanism") ?? []).map((mechanism) => mechanism.getText()),
    bindings: bindings.map(({ attrs }) => attrs["type"] ?? ""),
  };
}

/** Bound to the connection before not, the stronger hash before the weaker; throws `AuthenticationError` if nothing fits. */
export function choose(offer: Offer, socket: Exporter, allowPlain: boolean): Login {
  const { mechanisms } = offer;
  const binding = toBinding(offer, socket);
  const isBinding = binding.bytes.length > 0;
  const hashes = Object.keys(MECHANISMS).filter(isMechanismName);
  const plus = hashes.map((hash) => ({ name: `${hash}${PLUS}`, hash, binding }));
  const others = hashes.map((hash) => ({ name: hash, hash, binding: isBinding ? UNBOUND : binding }));
  const found = [...(isBinding ? plus : []), ...others].find(({ name }) => mechanisms.includes(name));
  if (found !== undefined) return found;
  if (allowPlain && mechanisms.includes("PLAIN")) return { name: "PLAIN", hash: undefined, binding: UNBOUND };
  const hint = mechanisms.includes("PLAIN") ? "; set allow_plain to accept PLAIN over TLS" : "";
  const names = mechanisms.filter((name) => /^[\w-]{1,20}$/u.test(name)).join(", ");
  throw new AuthenticationError(
    names === ""
      ? "the server offers no way to authenticate"
      : `the server offers no SCRAM mechanism (it offers: ${names})${hint}`,
  );
}

/**
 * What may be wrong when the password is not. There is no second attempt without channel binding: whoever reads along would
 * only have to spoil the first one.
 */
export function doubts(login: Login | undefined, failure: Element): Error | undefined {
  const conditions = failure.getChildElements().map(({ name }) => name);
  const text = failure.getChildText("text") ?? "";
  // Servers have no condition of their own for it: Prosody says the first, ejabberd the second.
  const isAboutBinding = conditions.includes("malformed-request") || /channel.?binding/iu.test(text);
  const between = "something between the bot and the server may end TLS and read along";
  if (login?.binding.header === "y,," && isAboutBinding) {
    const sentence =
      "the server refused the login: it may have offered channel binding, which did not arrive here";
    return new AuthenticationError(`${sentence}; ${between}`);
  }
  if (login === undefined || !isBound(login.name)) return undefined;
  if (isAboutBinding) {
    const sentence = "the server sees the login on another TLS connection than the bot's (channel binding)";
    return new AuthenticationError(`${sentence}; ${between}`);
  }
  return conditions.includes("not-authorized") ? new DoubtfulRefusal(between) : undefined;
}

function isMechanismName(name: string): name is MechanismName {
  return name in MECHANISMS;
}
