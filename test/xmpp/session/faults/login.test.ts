/** RFC 6120, sections 4 to 7: what may go wrong between the first packet and the session. */

import { createServer } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { cut, type Line, silence, startPeer } from "../../../support/peer.ts";
import type { Step } from "../../../support/peer/acts.ts";
import { features, mechanisms, NS, STREAM, streamError } from "../../../support/peer/words.ts";
import { eventually, playSession } from "../../../support/playing.ts";

const STEPS: readonly Step[] = [
  "connect",
  "open",
  "starttls",
  "login",
  "auth",
  "response",
  "session",
  "bind",
  "enable",
];

describe.each(STEPS)("at the step %s, a server", (step) => {
  test("that says nothing is given up, and asked again", async () => {
    await using peer = await startPeer(step === "connect" ? { tls: "direct" } : {});
    peer.once(step, silence);
    const tls = step === "connect" ? "direct" : "starttls";
    await using played = playSession({ port: peer.port, tls, timing: { attempt: 300 } });
    await played.isOnline();
    expect(peer.count(step)).toBeGreaterThan(1);
    expect(played.offline).not.toEqual([]);
    await eventually("the first connection to be gone", () => peer.lines[0]?.isOpen() === false);
  });

  test("that goes away is asked again, and no error is left over", async () => {
    await using peer = await startPeer();
    peer.once(step, cut);
    peer.once(step, cut);
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    expect(peer.lines).toHaveLength(3);
    expect(played.uncaught).toEqual([]);
  });

  test("that ends the stream is asked again, and the connection is let go", async () => {
    await using peer = await startPeer();
    peer.once(step, (line) => line.say(STREAM + streamError("internal-server-error")));
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    await eventually("the first connection to be gone", () => peer.lines[0]?.isOpen() === false);
    expect(played.uncaught).toEqual([]);
  });
});

test("a server that does not listen is asked until it does", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  taken.close();
  await once(taken, "close");
  await using played = playSession({ port });
  await eventually("five refusals", () => played.offline.length >= 5, played.offline);
  expect(played.offline[0]).toContain("ECONNREFUSED");
  expect(played.uncaught).toEqual([]);
});

test("a name that nobody knows is looked up again and again", async () => {
  await using played = playSession({ port: 5222, host: "nowhere.invalid" });
  await eventually("five failures", () => played.offline.length >= 5, played.offline);
  expect(played.offline.at(-1)).toContain("DNS");
});

test("a login that was interrupted does not spoil the next", async () => {
  await using peer = await startPeer();
  for (let drop = 0; drop < 3; drop += 1) peer.once("response", cut);
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  expect(peer.count("response")).toBe(4);
  expect(played.rejected).toEqual([]);
});

describe("a wrong password", () => {
  test("is not left standing on an open connection, and is tried three times", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, password: "wrong" });
    await eventually("the session to give up", () => played.rejected.length === 1, played.offline);
    await eventually("its connections to be gone", () => peer.lines.every((line) => !line.isOpen()));
    expect(peer.count("auth")).toBe(3);
    expect(played.rejected[0]).toContain("NEWSSTAND_PASSWORD");
    expect(played.session.isAlive()).toBe(false);
  });

  test("that a server claims once is not held against the account", async () => {
    await using peer = await startPeer();
    const refuse = (line: Line) => line.say(`<failure xmlns="${NS.sasl}"><not-authorized/></failure>`);
    peer.once("response", refuse);
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      peer.once("response", refuse);
      peer.forget();
      peer.line().cut();
      await eventually("another refusal", () => peer.count("response") >= 3 + 2 * attempt);
      await eventually("another session", () => played.online.length === 2 + attempt);
    }
    expect(played.rejected).toEqual([]);
  });
});

describe("a mechanism", () => {
  test.each(["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"])("%s alone is enough", async (mechanism) => {
    await using peer = await startPeer({ mechanisms: [mechanism], password: "pässwörd 日本" });
    await using played = playSession({ port: peer.port, password: "pässwörd 日本" });
    await played.isOnline();
    expect(peer.count("response")).toBe(1);
  });

  test("PLAIN is not used where nobody allowed it", async () => {
    await using peer = await startPeer({ mechanisms: ["PLAIN"] });
    await using played = playSession({ port: peer.port });
    await eventually("the session to be offline", () => played.offline.length > 0);
    expect(played.offline[0]).toContain("allow_plain");
    expect(peer.count("auth")).toBe(0);
  });

  test("PLAIN, where it is allowed, carries any password", async () => {
    await using peer = await startPeer({ mechanisms: ["PLAIN"], password: "pässwörd 日本" });
    await using played = playSession({ port: peer.port, password: "pässwörd 日本", allowPlain: true });
    await played.isOnline();
    expect(peer.count("auth")).toBe(1);
  });

  test("PLAIN is not used where something better is offered", async () => {
    await using peer = await startPeer({ mechanisms: ["PLAIN", "SCRAM-SHA-1"] });
    await using played = playSession({ port: peer.port, allowPlain: true });
    await played.isOnline();
    expect(peer.heard().find(({ name }) => name === "auth")?.attrs["mechanism"]).toBe("SCRAM-SHA-1");
  });

  test("is not picked before the connection is encrypted", async () => {
    await using peer = await startPeer({ tls: "none" });
    await using played = playSession({ port: peer.port });
    await eventually("the session to be offline", () => played.offline.length > 0);
    expect(played.offline[0]).toContain("no encryption (STARTTLS)");
    expect(peer.heard()).toEqual([]);
  });
});

describe.each([
  ["SASL", false],
  ["SASL2", true],
] as const)("over %s a server", (_, sasl2) => {
  test.each([
    [
      "does not prove that it knows the password",
      { final: `v=${Buffer.alloc(32).toString("base64")}` },
      "did not prove",
    ],
    ["says nothing at the end", { final: "" }, "did not prove"],
    ["answers with a nonce of its own", { nonce: () => "itsown" }, "a nonce that is not ours"],
    ["adds nothing to the nonce", { nonce: (ours: string) => ours }, "a nonce that is not ours"],
    ["asks for two billion iterations", { iterations: 2_000_000_000 }, "2000000000 iterations"],
    ["asks for one iteration", { iterations: 1 }, "1 iterations"],
  ])("that %s gets no session", async (_name, lies, words) => {
    await using peer = await startPeer({ sasl2, lies });
    await using played = playSession({ port: peer.port });
    await eventually("the session to be offline", () => played.offline.length > 0);
    expect(played.offline[0]).toContain(words);
    expect(played.online).toEqual([]);
    expect(peer.heard().filter(({ name }) => name === "iq" || name === "enable")).toEqual([]);
  });
});

describe("a certificate", () => {
  test.each(["starttls", "direct"] as const)("for the domain is what counts, over %s", async (tls) => {
    await using good = await startPeer({ tls, names: ["example.org"] });
    await using played = playSession({ port: good.port, tls });
    await played.isOnline();
    expect(played.offline).toEqual([]);
  });

  test.each(["starttls", "direct"] as const)(
    "for the host, and not the domain, is refused over %s",
    async (tls) => {
      await using bad = await startPeer({ tls, names: ["localhost"] });
      await using played = playSession({ port: bad.port, host: "localhost", tls });
      await eventually("the session to be offline", () => played.offline.length > 0);
      expect(played.offline[0]).toContain("does not hold for example.org");
      expect(bad.count("login")).toBe(0);
    },
  );
});

test("what a server offers again after the login is not believed", async () => {
  await using peer = await startPeer();
  peer.at("session", (line, usual) => {
    usual();
    line.say(features(mechanisms("PLAIN", "SCRAM-SHA-256")));
  });
  await using played = playSession({ port: peer.port, allowPlain: true });
  await played.isOnline();
  expect(peer.count("auth")).toBe(1);
});
