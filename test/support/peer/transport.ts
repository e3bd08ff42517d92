/** One connection as a server has it: text and bytes out, a stream of elements in, TLS when it is asked for. */

import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { readStream, type StreamListener } from "./stream.ts";

export interface Transport {
  say(text: string): void;
  /** Says it byte by byte: over TLS each is a record, and reaches the client as a chunk of its own. */
  spell(text: string): Promise<void>;
  /** What is said meanwhile is written as one: it reaches the client as a single chunk. */
  together(speak: () => void): void;
  /** Goes on over TLS. */
  encrypt(context: SecureContext): void;
  /** The client opens a new stream on the same connection. */
  restart(): void;
  isSecure(): boolean;
  isOpen(): boolean;
  /** Neither reads nor says anything from now on, and closes nothing: a link that is half open. */
  freeze(): void;
  /** Ends it as a server does that has said everything. */
  end(): void;
  /** Destroys it, as a broken link would. */
  cut(): void;
}

export function transport(raw: Socket, listener: StreamListener): Transport {
  let socket = raw;
  let take = readStream(listener);
  let frozen = false;

  const listen = (): void => {
    socket.on("error", () => {});
    socket.setEncoding("utf8").on("data", (text: string) => take(text));
  };
  raw.setNoDelay(true);
  listen();

  return {
    say(text) {
      if (!frozen && socket.writable) socket.write(text);
    },
    async spell(text) {
      for (const byte of Buffer.from(text)) {
        await new Promise<void>((resolve) => socket.write(Uint8Array.of(byte), () => resolve()));
      }
    },
    together(speak) {
      socket.cork();
      speak();
      socket.uncork();
    },
    encrypt(secureContext) {
      raw.removeAllListeners("data");
      socket = new TLSSocket(raw, { isServer: true, secureContext });
      raw.on("close", () => socket.destroy());
      this.restart();
      listen();
    },
    restart: () => (take = readStream(listener)),
    isSecure: () => socket !== raw,
    isOpen: () => !raw.destroyed,
    freeze() {
      frozen = true;
      socket.pause();
      raw.pause();
    },
    end: () => void socket.end(),
    cut: () => void raw.destroy(),
  };
}
