/** The session, with servers that do what no server should. */

import { describe, expect, test } from "vitest";
import { createSession, type Session } from "../../src/xmpp/session.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { type ScriptedServer, scriptedServer, STREAM } from "../support/scripted-server.ts";

const features = (inside: string) => `<stream:features>${inside}</stream:features>`;
const SASL = `<mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-1</mechanism></mechanisms>`;

/** A session with this server, and the first sentence with which it goes offline. */
function connectTo(server: ScriptedServer): { session: Session; offline: Promise<string>; trouble: Error[] } {
  const offline = Promise.withResolvers<string>();
  const trouble: Error[] = [];
  const session = createSession(
    {
      jid: "bot@example.org",
      credentials: { username: "bot", password: "very-secret", allowPlain: true, userAgentId: "x" },
      service: { host: "127.0.0.1", port: server.port, tls: "starttls" },
      debug: false,
    },
    {
      answer: () => undefined,
      online: () => {},
      resumed: () => {},
      offline: offline.resolve,
      stanza: () => {},
      trouble: (error) => trouble.push(error),
      rejected: () => {},
    },
  );
  session.start();
  return { session, offline: offline.promise, trouble };
}

describe("a server", () => {
  test("that offers no encryption is sent no password", async () => {
    await using server = await scriptedServer(["<stream:stream", STREAM + features(SASL)]);
    const { session, offline } = connectTo(server);
    expect(await offline).toContain(
      "the server offers no encryption (STARTTLS), and no password is sent without it",
    );
    expect(server.received()).not.toContain("<auth");
    expect(server.received()).not.toContain(Buffer.from("very-secret").toString("base64").slice(0, 8));
    await session.stop();
  });

  test("that offers a session in clear, without a login, gets none", async () => {
    const bind = `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/><sm xmlns="urn:xmpp:sm:3"/>`;
    await using server = await scriptedServer(["<stream:stream", STREAM + features(bind)]);
    const { session, offline } = connectTo(server);
    expect(await offline).toContain("the server offers no encryption (STARTTLS)");
    expect(server.received()).not.toMatch(/<iq|<enable|<presence/u);
    await session.stop();
  });

  test("that sends the bot elsewhere is not followed", async () => {
    await using other = await scriptedServer();
    const elsewhere = `<stream:error><see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">127.0.0.1:${other.port}</see-other-host></stream:error>`;
    await using server = await scriptedServer(["<stream:stream", STREAM + elsewhere]);
    const { session, offline } = connectTo(server);
    expect(await offline).toContain("asks to connect to another host, which is not followed");
    expect(server.connections() + other.connections()).toBe(1);
    await session.stop();
  });

  test("that refuses STARTTLS is sent no password either", async () => {
    await using server = await scriptedServer(
      ["<stream:stream", STREAM + features(`<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>${SASL}`)],
      ["<starttls", `<failure xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></stream:stream>`],
    );
    const { session, offline } = connectTo(server);
    expect(await offline).toContain(`127.0.0.1:${server.port}`);
    expect(server.received()).not.toContain("<auth");
    await session.stop();
  });

  test.each([
    [
      "ends the stream with an error",
      `<stream:error><host-unknown xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>`,
      "does not serve the domain example.org",
    ],
    ["ends the stream with an empty error", `<stream:error/></stream:stream>`, ""],
    ["goes on after the end", `</stream:stream><message/><message/>`, ""],
    ["sends what is no XML", `<a></b>`, ""],
    ["sends unknown entities", `<message>&nbsp;</message>`, ""],
    ["speaks before it is asked", `<message from="@"><body>x</body></message></stream:stream>`, ""],
  ])("that %s is one that the session goes offline from, with a sentence", async (_, text, words) => {
    await using server = await scriptedServer(["<stream:stream", STREAM + text]);
    const { session, offline } = connectTo(server);
    expect(await offline).toContain(words);
    await session.stop();
  });

  test("that goes away is asked again", async () => {
    await using server = await scriptedServer(["<stream:stream", undefined]);
    const { session, offline } = connectTo(server);
    await offline;
    await expect.poll(() => server.connections(), { timeout: 3000 }).toBe(2);
    await session.stop();
  });

  test("that says nothing does not keep the session from stopping", async () => {
    await using server = await scriptedServer();
    const { session } = connectTo(server);
    await expect.poll(() => server.connections()).toBe(1);
    const began = Date.now();
    await session.stop();
    expect(Date.now() - began).toBeLessThan(1000);
  });
});

test("without a session nothing is asked and nothing is sent, and the reason is a sentence", async () => {
  await using server = await scriptedServer();
  const { session } = connectTo(server);
  await expect(session.get(xml("query", { xmlns: "urn:q" }), "example.org")).rejects.toThrow(
    "there is no session",
  );
  expect(() => session.send(xml("presence"))).toThrow("there is no session");
  expect(session.jid()).toBe("bot@example.org");
  await session.stop();
});
