/** XEP-0368: what the bot says of itself in the first packet of direct TLS, whichever host it connects to. */

import { once } from "node:events";
import { createServer } from "node:tls";
import { expect, test } from "vitest";
import { certificate } from "../../support/peer/certificate.ts";
import { DOMAIN } from "../../support/peer/words.ts";
import { eventually, playSession } from "../../support/playing.ts";

test("direct TLS names the domain and the protocol: the port may be shared with others", async () => {
  const context = certificate(DOMAIN);
  const heard: { servername: string; protocols: readonly string[] }[] = [];
  const server = createServer({
    SNICallback: (_, done) => done(null, context),
    ALPNCallback(hello) {
      heard.push(hello);
      return "xmpp-client";
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  await using played = playSession({ port, tls: "direct" });
  await eventually("a greeting", () => heard.length > 0, played);
  expect(heard[0]).toEqual({ servername: DOMAIN, protocols: ["xmpp-client"] });
  await played.session.stop();
  server.close();
  await once(server, "close");
});
