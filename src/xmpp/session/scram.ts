/** RFC 5802, RFC 7677: SASL SCRAM, with the server's nonce, iteration count and signature checked. */

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { type Binding, UNBOUND } from "./channel-binding.ts";
import { saslprep } from "./saslprep.ts";

/** Digests by mechanism name, the strongest first. */
export const MECHANISMS = {
  "SCRAM-SHA-512": "sha512",
  "SCRAM-SHA-256": "sha256",
  "SCRAM-SHA-1": "sha1",
} as const;

export type MechanismName = keyof typeof MECHANISMS;

/** Fewer are a downgrade (RFC 7677, section 4); more would keep the bot computing on a hostile server's word. */
const ITERATIONS = { least: 4096, most: 1_000_000 };
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/** The server does not follow SCRAM, or does not know the password it should know; or the password cannot be one. */
export class ScramError extends Error {
  override readonly name = "ScramError";
}

/** One authentication, from the client's side. Messages are the text inside the base64 of RFC 6120, section 6. */
export interface Exchange {
  first(): string;
  /** The client-final-message for a server-first-message. Throws `ScramError` when the server's message is not right. */
  final(serverFirst: string): Promise<string>;
  /** Checks the server-final-message. Throws `ScramError` when the server did not prove that it knows the password. */
  verify(serverFinal: string): void;
  isVerified(): boolean;
}

export interface ExchangeOptions {
  /** How it is bound to the connection; without it, it is not. */
  readonly binding?: Binding;
  readonly nonce?: string;
}

/** Starts an exchange. Throws `ScramError` for a name or password that SCRAM cannot use. */
export function exchange(
  mechanism: MechanismName,
  { username, password }: { readonly username: string; readonly password: string },
  { binding = UNBOUND, nonce = randomBytes(24).toString("base64") }: ExchangeOptions = {},
): Exchange {
  const digest = MECHANISMS[mechanism];
  const hmac = (key: Buffer, text: string) => createHmac(digest, key).update(text).digest();
  const name = prepare("name of the account", username).replaceAll("=", "=3D").replaceAll(",", "=2C");
  const secret = prepare("password", password);
  const bareFirst = `n=${name},r=${nonce}`;
  const bound = Buffer.concat([Buffer.from(binding.header), binding.bytes]).toString("base64");
  let asked = false;
  let expected: Buffer | undefined;
  let verified = false;

  return {
    first: () => `${binding.header}${bareFirst}`,

    async final(serverFirst) {
      if (asked) throw new ScramError("the server asked for a second proof");
      asked = true;
      const { salt, iterations, serverNonce } = readChallenge(serverFirst, nonce);
      const length = createHash(digest).digest().length;
      const salted = await promisify(pbkdf2)(secret, salt, iterations, length, digest);
      const clientKey = hmac(salted, "Client Key");
      const withoutProof = `c=${bound},r=${serverNonce}`;
      const signed = `${bareFirst},${serverFirst},${withoutProof}`;
      const signature = hmac(createHash(digest).update(clientKey).digest(), signed);
      const proof = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0));
      expected = hmac(hmac(salted, "Server Key"), signed);
      return `${withoutProof},p=${Buffer.from(proof).toString("base64")}`;
    },

    verify(serverFinal) {
      const parts = fields(serverFinal);
      const refusal = parts.get("e");
      if (refusal !== undefined) throw new ScramError(`the server refused the login: ${words(refusal)}`);
      const given = Buffer.from(parts.get("v") ?? "", "base64");
      if (expected === undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new ScramError("the server did not prove that it knows the password");
      }
      verified = true;
    },

    isVerified: () => verified,
  };
}

/** Which character it is, is not told: the log is no place for a part of a password. */
function prepare(what: string, text: string): string {
  const prepared = saslprep(text);
  if (prepared !== undefined) return prepared;
  throw new ScramError(`the ${what} is empty, or has a character that no login may have (RFC 4013)`);
}

function readChallenge(serverFirst: string, nonce: string) {
  const parts = fields(serverFirst);
  if (parts.has("m")) throw new ScramError("the server asks for an unknown SCRAM extension");
  const refusal = parts.get("e");
  if (refusal !== undefined) throw new ScramError(`the server refused the login: ${words(refusal)}`);
  const serverNonce = parts.get("r") ?? "";
  if (!serverNonce.startsWith(nonce) || serverNonce.length === nonce.length) {
    throw new ScramError("the server answered with a nonce that is not ours");
  }
  const salt = parts.get("s") ?? "";
  if (salt === "" || !BASE64.test(salt)) throw new ScramError("the server sent no salt");
  const given = parts.get("i") ?? "no";
  const iterations = /^\d+$/u.test(given) ? Number(given) : 0;
  if (iterations < ITERATIONS.least || iterations > ITERATIONS.most) {
    const { least, most } = ITERATIONS;
    throw new ScramError(`the server asks for ${words(given)} iterations; ${least} to ${most} are accepted`);
  }
  return { salt: Buffer.from(salt, "base64"), iterations, serverNonce };
}

function fields(message: string): Map<string, string> {
  return new Map(message.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}

/** What a server says, as far as it belongs into a sentence. */
const words = (text: string): string => text.replace(/[^\w-]/gu, "?").slice(0, 40);
