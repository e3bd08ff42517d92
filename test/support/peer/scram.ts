/** RFC 5802: SASL SCRAM from the server's side, with a lie for each thing that a client has to check. */

import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const DIGESTS: Readonly<Record<string, string>> = {
  "SCRAM-SHA-512": "sha512",
  "SCRAM-SHA-256": "sha256",
  "SCRAM-SHA-1": "sha1",
};

/** What a server may get wrong, or be lying about. */
export interface ScramLies {
  /** The nonce of the server-first-message, made from the client's. */
  readonly nonce?: (ours: string) => string;
  readonly iterations?: number;
  /** The server-final-message. */
  readonly final?: string;
}

export interface ServerExchange {
  /** The server-first-message for a client-first-message. */
  challenge(clientFirst: string): string;
  /** The server-final-message for a client-final-message, or `undefined` for a wrong password. */
  verify(clientFinal: string): string | undefined;
}

export function serverExchange(mechanism: string, password: string, lies: ScramLies = {}): ServerExchange {
  const digest = DIGESTS[mechanism];
  if (digest === undefined) throw new Error(`${mechanism} is no SCRAM mechanism`);
  const salt = Buffer.from("the salt of a peer");
  const iterations = lies.iterations ?? 4096;
  const hmac = (key: Buffer, text: string) => createHmac(digest, key).update(text).digest();
  let messages: readonly string[] = [];

  return {
    challenge(clientFirst) {
      const bare = clientFirst.slice(clientFirst.indexOf(",", clientFirst.indexOf(",") + 1) + 1);
      const ours = bare.slice(bare.indexOf(",r=") + 3);
      const nonce = lies.nonce?.(ours) ?? ours + randomBytes(12).toString("hex");
      const first = `r=${nonce},s=${salt.toString("base64")},i=${iterations}`;
      messages = [bare, first];
      return first;
    },
    verify(clientFinal) {
      const cut = clientFinal.lastIndexOf(",p=");
      const signed = [...messages, clientFinal.slice(0, cut)].join(",");
      const length = createHash(digest).digest().length;
      const salted = pbkdf2Sync(password.normalize("NFKC"), salt, iterations, length, digest);
      const clientKey = hmac(salted, "Client Key");
      const signature = hmac(createHash(digest).update(clientKey).digest(), signed);
      const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString("base64");
      if (clientFinal.slice(cut + 3) !== proof) return undefined;
      return lies.final ?? `v=${hmac(hmac(salted, "Server Key"), signed).toString("base64")}`;
    },
  };
}
