/** What was accepted arrives once and in order, on real servers, whatever becomes of the link meanwhile. */

import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOutbox, type Outbox } from "../../src/xmpp/outbox.ts";
import { createSession, type Session } from "../../src/xmpp/session.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { TIMING } from "../../src/xmpp/timing.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const QUICK = { ...TIMING, firstPause: 20, longestPause: 100, tick: 50, proof: 1_000 };

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
])("on %s", (_, startServer) => {
  let server: Server;
  let proxy: Proxy;
  let reader: Reader;
  let session: Session;
  let outbox: Outbox;
  let sessions = 0;
  let interruptions = 0;
  const trouble: Error[] = [];

  beforeAll(async () => {
    server = await startServer();
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
    proxy = await startProxy(server.host, server.port);
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    session = createSession(
      {
        jid: server.jid("bot"),
        credentials: {
          username: "bot",
          password: server.password("bot"),
          allowPlain: false,
          userAgentId: "d6f4b1a0-1111-4222-8333-444455556666",
        },
        service: { host: "127.0.0.1", port: proxy.port, tls: "starttls" },
        debug: false,
        timing: QUICK,
      },
      {
        answer: () => undefined,
        online() {
          sessions += 1;
          session.send(xml("presence"));
          outbox.restart();
        },
        resumed: () => outbox.flush(),
        offline: () => void (interruptions += 1),
        stanza: (stanza) => outbox.heard(stanza),
        taken: (stanza) => outbox.taken(stanza),
        trouble: (error) => void trouble.push(error),
        rejected: () => {},
      },
    );
    outbox = createOutbox({ send: session.send, isOpen: () => session.isOnline() });
  });

  afterAll(async () => {
    await session?.stop();
    await reader?.stop();
    await proxy?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  const message = (body: string): Element =>
    xml("message", { to: reader.jid, type: "chat" }, xml("body", {}, body));
  const bodies = (prefix: string): readonly string[] =>
    reader.messages.map(({ body }) => body).filter((body) => body.startsWith(prefix));
  const named = (prefix: string, count: number): readonly string[] =>
    Array.from({ length: count }, (__, index) => `${prefix} ${index}`);

  test("what was accepted before there was a session goes out when there is one", async () => {
    const posted = named("early", 20).map((body) => outbox.post(message(body)));
    session.start();
    await Promise.all(posted);
    await reader.until("the last", () => bodies("early").at(19));
    expect(bodies("early")).toEqual(named("early", 20));
  });

  test("what is accepted while the link breaks again and again arrives once and in order", async () => {
    const bodiesToPost = named("during", 60);
    const posted: Promise<void>[] = [];
    const post = (from: number, to: number): void =>
      void posted.push(...bodiesToPost.slice(from, to).map((body) => outbox.post(message(body))));
    for (let from = 0; from < bodiesToPost.length; from += 12) {
      // While there is a session, as it breaks, and while there is none.
      post(from, from + 4);
      proxy.cut();
      post(from + 4, from + 8);
      await expect.poll(() => interruptions).toBeGreaterThan(from / 12);
      post(from + 8, from + 12);
      await expect.poll(() => session.isOnline()).toBe(true);
    }
    await Promise.all(posted);
    await reader.until("the last", () => bodies("during").at(59));
    expect(bodies("during")).toEqual(named("during", 60));
  });

  test("a message that is cut in the middle arrives whole, once, and the next ones behind it", async () => {
    const [before, bytes] = [sessions, proxy.bytes()];
    proxy.throttle(50_000);
    const large = outbox.post(message(`whole ${"x".repeat(60_000)}`));
    await expect.poll(() => proxy.bytes(), { timeout: 10_000 }).toBeGreaterThan(bytes + 30_000);
    proxy.throttle(undefined);
    proxy.cut();
    const small = outbox.post(message("whole as well"));
    await Promise.all([large, small]);
    await reader.until("both", () => bodies("whole").at(1));
    expect(bodies("whole").map((body) => body.length)).toEqual([60_006, 13]);
    // Prosody 0.12 hears nothing after such a cut until the session is a new one.
    expect(sessions - before).toBe(server.name === "Prosody" ? 1 : 0);
  });

  test("nothing of this was trouble", () => {
    expect(trouble).toEqual([]);
  });
});
