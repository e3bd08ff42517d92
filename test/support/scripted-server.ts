/** A TCP server that says what a script says, for what no real server does. */

import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  /** Everything that was received so far, of all connections. */
  received(): string;
  /** How many connections there were. */
  connections(): number;
}

/**
 * Answers with the first reply whose text occurs in what was received since the last reply: `["<starttls", "<proceed/>"]`.
 * A reply may be given once per connection; a reply of `undefined` ends the connection.
 */
export async function scriptedServer(
  ...script: readonly (readonly [heard: string, reply: string | undefined])[]
): Promise<ScriptedServer> {
  let received = "";
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    const left = [...script];
    let since = "";
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.setEncoding("utf8").on("data", (text: string) => {
      received += text;
      since += text;
      const [step] = left;
      if (step === undefined || !since.includes(step[0])) return;
      left.shift();
      since = "";
      if (step[1] === undefined) socket.destroy();
      else socket.write(step[1]);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    received: () => received,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** How a server opens a stream. */
export const STREAM =
  `<?xml version="1.0"?><stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams"` +
  ` id="1" from="example.org" version="1.0">`;
