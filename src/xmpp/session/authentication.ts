/** RFC 6120, section 6: SASL for the library: SCRAM of our own, PLAIN only where allowed, nothing without encryption. */

import type { Element } from "ltx";
import type { Authenticate, Entity, Fast } from "./library.ts";
import { fromBytes, plainMechanism, scramMechanism } from "./mechanisms.ts";
import { choose, doubts, isLoginFeature, type Login, readOffer, SASL, SASL2, unencrypted } from "./login.ts";
import { type Exchange, exchange, ScramError } from "./scram.ts";
import { xml } from "../stanza.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Lets SASL PLAIN be used, over TLS only, where the server offers nothing better. */
  readonly allowPlain: boolean;
  /** Tells the server which installation this is (XEP-0388), so that it can revoke one of them. */
  readonly userAgentId: string;
}

const BIND = "urn:ietf:params:xml:ns:xmpp-bind";
const BIND2 = "urn:xmpp:bind:0";
const STREAM = "http://etherx.jabber.org/streams";

/** Authenticates by the mechanism that `installScram` left to be chosen: the library's `credentials` function. */
export function authentication({ username, password, userAgentId }: Credentials) {
  return async (
    authenticate: Authenticate,
    [mechanism]: readonly string[],
    fast: Fast | null,
    entity: Entity,
  ): Promise<void> => {
    if (!entity.isSecure() || mechanism === undefined) throw unencrypted();
    // No token of FAST is asked for: the password is at hand at every login, and a token can be revoked or run out.
    if (fast !== null) fast.mechanism = undefined;
    const userAgent = xml("user-agent", { id: userAgentId }, xml("software", {}, "newsstand"));
    await authenticate({ username, password }, mechanism, userAgent);
  };
}

/**
 * Replaces the library's SCRAM-SHA-1 (slow, unchecked) and PLAIN (Latin-1 only) by ours, and checks the server's signature: the
 * library ignores it. `reject` is called when nothing that is offered will do, when the server failed to prove itself, and
 * when there is more to say of its refusal than the library knows. Gives a question: whether the login succeeded.
 */
export function installScram(
  entity: Entity,
  credentials: Credentials,
  reject: (error: Error) => void,
): () => boolean {
  let login: Login | undefined;
  let current: Exchange | undefined;
  let succeeded = false;
  let settled: (feature: Element) => boolean = () => false;

  const prepare = (features: Element): void => {
    const chosen = choose(readOffer(features), socketOf(entity), credentials.allowPlain);
    login = chosen;
    entity.saslFactory._mechs = [{ name: chosen.name }];
    entity.saslFactory.create = () => {
      if (chosen.hash === undefined) return plainMechanism(credentials.username, credentials.password);
      current = exchange(chosen.hash, credentials, { binding: chosen.binding });
      return scramMechanism(chosen.name, current);
    };
  };
  const orReject = protect(reject);

  entity.saslFactory._mechs = [];
  beforeFeatures(entity, (features) => {
    if (!succeeded) return orReject(() => prepare(features));
    features.children = features.children.filter((child) => typeof child === "string" || !settled(child));
    return true;
  });
  // Listens before the library does.
  entity.on("nonza", (element) => {
    if (succeeded || (element.getNS() !== SASL && element.getNS() !== SASL2)) return;
    if (element.name === "challenge") orReject(() => decode(element.getText()));
    if (element.name === "success") {
      succeeded = orReject(() => verify(login, current, element));
      settled = settledBy(element);
    }
    const doubt = element.name === "failure" ? doubts(login, element) : undefined;
    if (doubt !== undefined) reject(doubt);
  });
  return () => succeeded;
}

const socketOf = ({ socket }: Entity) => socket?.socket ?? socket ?? {};

/** Shows the features of an encrypted stream before the library does anything about them; `false` keeps them from it. */
function beforeFeatures(entity: Entity, look: (features: Element) => boolean): void {
  const onElement = entity._onElement.bind(entity);
  entity._onElement = (element) => {
    const isShown = element.is("features", STREAM) && entity.isSecure();
    if (!isShown || look(element)) onElement(element);
  };
}

/** Takes a step; whether it succeeded. What it throws is told. */
function protect(reject: (error: Error) => void): (step: () => unknown) => boolean {
  return (step) => {
    try {
      step();
      return true;
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  };
}

/** The server's last word may have come as a challenge before (RFC 6120, section 6.3.10; XEP-0388, section 2.6). */
function verify(login: Login | undefined, current: Exchange | undefined, success: Element): void {
  if (login !== undefined && login.hash === undefined) return;
  if (current === undefined) throw new ScramError("the server ended the login before it began");
  const word = success.is("success", SASL2) ? success.getChild("additional-data", SASL2) : success;
  const last = decode(word?.getText() ?? "");
  if (last !== "" || !current.isVerified()) current.verify(last);
}

/** What a server need not offer after this: nobody logs in twice, and Bind 2 has bound a resource already (XEP-0386). */
function settledBy(success: Element): (feature: Element) => boolean {
  const isBound = success.getChild("bound", BIND2) !== undefined;
  return (feature) => isLoginFeature(feature) || (isBound && feature.is("bind", BIND));
}

/** A single `=` is a message of no length (RFC 6120, section 6.4.2). */
function decode(base64: string): string {
  try {
    return base64.trim() === "=" ? "" : fromBytes(atob(base64));
  } catch {
    throw new ScramError("what the server says in the login cannot be read (base64)");
  }
}
