/** RFC 5802, RFC 7677: SASL SCRAM, with the server's nonce, iteration count and signature checked. */

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** Digests by mechanism name, the strongest first. */
export const MECHANISMS = {
  "SCRAM-SHA-512": "sha512",
  "SCRAM-SHA-256": "sha256",
  "SCRAM-SHA-1": "sha1",
} as const;

export type MechanismName = keyof typeof MECHANISMS;

/** Fewer are a downgrade (RFC 7677, section 4); more would keep the bot computing on a hostile server's word. */
const ITERATIONS = { least: 4096, most: 1_000_000 };

/** The server does not follow SCRAM, or does not know the password it should know. */
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

/** Starts an exchange without channel binding. */
export function exchange(
  mechanism: MechanismName,
  { username, password }: { readonly username: string; readonly password: string },
  nonce = randomBytes(24).toString("base64"),
): Exchange {
  const digest = MECHANISMS[mechanism];
  const hmac = (key: Buffer, text: string) => createHmac(digest, key).update(text).digest();
  const bareFirst = `n=${username.replaceAll("=", "=3D").replaceAll(",", "=2C")},r=${nonce}`;
  let expected: Buffer | undefined;
  let verified = false;

  return {
    first: () => `n,,${bareFirst}`,

    async final(serverFirst) {
      const { salt, iterations, serverNonce } = readChallenge(serverFirst, nonce);
      const length = createHash(digest).digest().length;
      const salted = await promisify(pbkdf2)(password.normalize("NFKC"), salt, iterations, length, digest);
      const clientKey = hmac(salted, "Client Key");
      const withoutProof = `c=biws,r=${serverNonce}`;
      const signed = `${bareFirst},${serverFirst},${withoutProof}`;
      const signature = hmac(createHash(digest).update(clientKey).digest(), signed);
      const proof = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0));
      expected = hmac(hmac(salted, "Server Key"), signed);
      return `${withoutProof},p=${Buffer.from(proof).toString("base64")}`;
    },

    verify(serverFinal) {
      const given = Buffer.from(fields(serverFinal).get("v") ?? "", "base64");
      if (expected === undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new ScramError("the server did not prove that it knows the password");
      }
      verified = true;
    },

    isVerified: () => verified,
  };
}

function readChallenge(serverFirst: string, nonce: string) {
  const parts = fields(serverFirst);
  if (parts.has("m")) throw new ScramError("the server asks for an unknown SCRAM extension");
  const serverNonce = parts.get("r") ?? "";
  if (!serverNonce.startsWith(nonce) || serverNonce.length === nonce.length) {
    throw new ScramError("the server answered with a nonce that is not ours");
  }
  const salt = Buffer.from(parts.get("s") ?? "", "base64");
  if (salt.length === 0) throw new ScramError("the server sent no salt");
  const iterations = Number(parts.get("i"));
  if (!Number.isInteger(iterations) || iterations < ITERATIONS.least || iterations > ITERATIONS.most) {
    throw new ScramError(
      `the server asks for ${parts.get("i") ?? "no"} iterations; ${ITERATIONS.least} to ${ITERATIONS.most} are accepted`,
    );
  }
  return { salt, iterations, serverNonce };
}

function fields(message: string): Map<string, string> {
  return new Map(message.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}
