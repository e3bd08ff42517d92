/** SASL mechanisms as the library wants them: SCRAM of our own, and a PLAIN that can say every character. */

import type { Mechanism } from "./library.ts";
import type { Exchange } from "./scram.ts";

/** One login by SCRAM. */
export function scramMechanism(name: string, login: Exchange): Mechanism {
  let reply = login.first();
  return {
    name,
    clientFirst: true,
    response: () => toBytes(reply),
    async challenge(challenge) {
      const message = fromBytes(challenge);
      // Some servers say their last word as a challenge (RFC 6120, section 6.3.10).
      if (message.startsWith("v=")) login.verify(message);
      reply = message.startsWith("v=") ? "" : await login.final(message);
    },
    final: (message) => login.verify(fromBytes(message)),
  };
}

/** RFC 4616: the password itself. */
export function plainMechanism(username: string, password: string): Mechanism {
  return {
    name: "PLAIN",
    clientFirst: true,
    response: () => toBytes(`\0${username}\0${password}`),
    challenge: () => {},
  };
}

/** The library encodes with `btoa`, which takes one character a byte. */
const toBytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");
export const fromBytes = (bytes: string) => Buffer.from(bytes, "latin1").toString("utf8");
