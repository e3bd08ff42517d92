/** One connection: what it says of the bytes that it carried. */

import { expect, test } from "vitest";
import { connect } from "../../../src/xmpp/session/connection.ts";
import { type Element, xml } from "../../../src/xmpp/stanza.ts";
import { startPeer } from "../../support/peer.ts";
import { DOMAIN } from "../../support/peer/words.ts";
import { eventually } from "../../support/playing.ts";

const BODY = "x".repeat(100_000);

test.each(["starttls", "direct"] as const)("over %s every byte is counted once", async (tls) => {
  await using peer = await startPeer({ tls });
  const heard: Element[] = [];
  let open = false;
  let ended: Error | undefined;
  const connection = connect({
    domain: DOMAIN,
    service: { host: "127.0.0.1", port: peer.port, tls },
    credentials: { username: "bot", password: "secret", allowPlain: false, userAgentId: "5f6b" },
    answer: () => undefined,
    onLate: () => {},
    onStanza: (stanza) => heard.push(stanza),
    onResumed: () => {},
    onOpen: () => (open = true),
    onClose: (reason) => (ended = reason),
    onTaken: () => {},
    onTrouble: () => {},
    debug: false,
  });
  await eventually("the session", () => open, { ended });
  const before = connection.traffic();
  connection.send(xml("message", { to: "a@example.org" }, xml("body", {}, BODY)));
  peer.line().say(`<message from="a@example.org/b"><body>${BODY}</body></message>`);
  const isMessage = ({ name }: Element) => name === "message";
  await eventually("both messages", () => heard.some(isMessage) && peer.heard().some(isMessage));
  const after = connection.traffic();
  await connection.close();
  for (const grown of [after.sent - before.sent, after.received - before.received]) {
    expect(grown).toBeGreaterThan(100_000);
    expect(grown).toBeLessThan(105_000);
  }
});
