/** RFC 6120, section 6: SASL for the library: SCRAM of our own, PLAIN only where allowed, nothing without encryption. */

import type { Element } from "ltx";
import type { Authenticate, Entity, Mechanism } from "./library.ts";
import { type Exchange, exchange, MECHANISMS, type MechanismName, ScramError } from "./scram.ts";
import { xml } from "./stanza.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Lets SASL PLAIN be used, over TLS only, where the server offers nothing better. */
  readonly allowPlain: boolean;
  /** Tells the server which installation this is (XEP-0388), so that it can revoke one of them. */
  readonly userAgentId: string;
}

/** The bot will not authenticate under these circumstances. */
export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";
}

/** The connection is not encrypted, and will not be. */
export function unencrypted(): AuthenticationError {
  return new AuthenticationError(
    "the server offers no encryption (STARTTLS), and no password is sent without it",
  );
}

const SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
const SASL2 = "urn:xmpp:sasl:2";

/** Picks the mechanism and authenticates: the library's `credentials` function. */
export function authentication(credentials: Credentials) {
  return async (
    authenticate: Authenticate,
    offered: string[],
    _fast: unknown,
    entity: Entity,
  ): Promise<void> => {
    if (!entity.isSecure()) throw unencrypted();
    const { username, password, userAgentId } = credentials;
    const userAgent = xml("user-agent", { id: userAgentId }, xml("software", {}, "newsstand"));
    await authenticate({ username, password }, pick(offered, credentials.allowPlain), userAgent);
  };
}

function pick(offered: readonly string[], allowPlain: boolean): string {
  const known = Object.keys(MECHANISMS).find((name) => offered.includes(name));
  if (known !== undefined) return known;
  if (allowPlain && offered.includes("PLAIN")) return "PLAIN";
  const plain = offered.includes("PLAIN") ? "; set allow_plain to accept PLAIN over TLS" : "";
  throw new AuthenticationError(
    `the server offers no SCRAM mechanism (it offers: ${offered.join(", ")})${plain}`,
  );
}

/**
 * Replaces the library's SCRAM-SHA-1 (slow, unchecked) by ours, and checks the server's signature: the library ignores
 * it. `reject` is called when the server failed to prove itself. Gives a question: whether the login succeeded.
 */
export function installScram(
  entity: Entity,
  credentials: Credentials,
  reject: (error: Error) => void,
): () => boolean {
  let current: Exchange | undefined;
  let succeeded = false;
  const plain = entity.saslFactory._mechs.filter((mechanism) => nameOf(mechanism) === "PLAIN");
  entity.saslFactory._mechs.length = 0;
  for (const name of Object.keys(MECHANISMS)) {
    if (!isMechanismName(name)) continue;
    entity.saslFactory.use(
      name,
      toMechanism(name, () => (current = exchange(name, credentials))),
    );
  }
  entity.saslFactory._mechs.push(...plain);

  // Listens before the library does.
  entity.on("nonza", (element: Element) => {
    if (!element.is("success", SASL) && !element.is("success", SASL2)) return;
    try {
      if (current !== undefined) verifyLast(current, element);
      succeeded = true;
    } catch (error) {
      reject(error instanceof ScramError ? error : new ScramError("the server's signature cannot be read"));
    }
  });
  return () => succeeded;
}

/** The server's last word may have come as a challenge before (RFC 6120, section 6.3.10; XEP-0388, section 2.6). */
function verifyLast(current: Exchange, success: Element): void {
  const data = success.is("success", SASL2) ? success.getChild("additional-data", SASL2) : success;
  const last = data?.getText().trim() ?? "";
  if (last !== "" || !current.isVerified()) current.verify(fromBytes(atob(last)));
}

function toMechanism(name: MechanismName, start: () => Exchange): new () => Mechanism {
  return class {
    readonly name = name;
    readonly clientFirst = true;
    readonly #exchange = start();
    #reply: Promise<string> | string = this.#exchange.first();

    async response(): Promise<string> {
      return toBytes(await this.#reply);
    }

    async challenge(challenge: string): Promise<void> {
      const message = fromBytes(challenge);
      if (!message.startsWith("v=")) this.#reply = await this.#exchange.final(message);
      else {
        this.#exchange.verify(message);
        this.#reply = "";
      }
    }

    final(message: string): void {
      this.#exchange.verify(fromBytes(message));
    }
  };
}

function isMechanismName(name: string): name is MechanismName {
  return name in MECHANISMS;
}

function nameOf(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
}

/** The library encodes with `btoa`, which takes one character a byte. */
const toBytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");
const fromBytes = (bytes: string) => Buffer.from(bytes, "latin1").toString("utf8");
