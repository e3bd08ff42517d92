/** RFC 9266, XEP-0440: when a login is bound to its TLS connection, what it says where it is not, and what a refusal means. */

import { describe, expect, test } from "vitest";
import { toBinding } from "../../../src/xmpp/session/channel-binding.ts";
import { type BoundServerOptions, startBoundServer, startInterceptor } from "../../support/bound-server.ts";
import { NS } from "../../support/peer/words.ts";
import { playSession } from "../../support/playing.ts";

const SOCKET = {
  getProtocol: () => "TLSv1.3",
  exportKeyingMaterial: (length: number, label: string) => Buffer.from(`${length} of ${label}`),
};
const SCRAM = ["SCRAM-SHA-1", "SCRAM-SHA-256"];
const PLUS = ["SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"];

describe("the header of a login", () => {
  test.each([
    ["p=tls-exporter,,", "that is offered", [...SCRAM, ...PLUS], ["tls-server-end-point", "tls-exporter"]],
    ["n,,", "that is offered by types that we have not", [...SCRAM, ...PLUS], ["tls-unique"]],
    ["n,,", "whose types nobody tells (Prosody 0.12, ejabberd 23)", [...SCRAM, ...PLUS], []],
    ["n,,", "whose mechanisms an operator took out", SCRAM, ["tls-exporter"]],
    ["y,,", "that nobody offers", SCRAM, []],
  ])("is %s for channel binding %s", (header, _, mechanisms, bindings) => {
    const binding = toBinding({ mechanisms, bindings }, SOCKET);
    expect(binding.header).toBe(header);
    expect(Buffer.from(binding.bytes).toString()).toBe(
      header.startsWith("p=") ? "32 of EXPORTER-Channel-Binding" : "",
    );
  });

  test.each([
    ["TLS 1.2", { ...SOCKET, getProtocol: () => "TLSv1.2" }],
    ["a socket that exports nothing", {}],
  ])("is n,, on %s, whatever is offered", (_, socket) => {
    for (const mechanisms of [SCRAM, PLUS]) {
      expect(toBinding({ mechanisms, bindings: ["tls-exporter"] }, socket).header).toBe("n,,");
      expect(toBinding({ mechanisms, bindings: [] }, socket).header).toBe("n,,");
    }
  });
});

const login = async (options: BoundServerOptions) => {
  await using server = await startBoundServer(options);
  await using played = playSession({ port: server.port, tls: "direct" });
  await played.isOnline();
  expect(played.offline).toEqual([]);
  return server.logins;
};

describe.each([
  ["SASL", false],
  ["SASL2", true],
])("over %s", (_, sasl2) => {
  const offer = { sasl2, mechanisms: [...SCRAM, ...PLUS], bindings: ["tls-exporter"] };

  test("a login is bound where that is offered, by the strongest mechanism", async () => {
    expect(await login(offer)).toEqual([{ mechanism: "SCRAM-SHA-256-PLUS", header: "p=tls-exporter,," }]);
  });

  test("a bound login goes before a stronger hash", async () => {
    const mechanisms = ["SCRAM-SHA-512", "SCRAM-SHA-1-PLUS"];
    expect(await login({ ...offer, mechanisms })).toEqual([
      { mechanism: "SCRAM-SHA-1-PLUS", header: "p=tls-exporter,," },
    ]);
  });

  test("a login is not bound by a type or a hash that is strange to us", async () => {
    expect(await login({ ...offer, bindings: ["tls-unique"] })).toEqual([
      { mechanism: "SCRAM-SHA-256", header: "n,," },
    ]);
    const mechanisms = ["SCRAM-SHA3-512-PLUS", "SCRAM-SHA-256"];
    expect(await login({ ...offer, mechanisms })).toEqual([{ mechanism: "SCRAM-SHA-256", header: "n,," }]);
  });

  test("a server that offers none is told that it could have been", async () => {
    expect(await login({ sasl2, mechanisms: SCRAM })).toEqual([
      { mechanism: "SCRAM-SHA-256", header: "y,," },
    ]);
  });

  test.each([
    ["says so in the condition", undefined],
    ["says so in words", `<not-authorized xmlns="${NS.sasl}"/><text>Invalid channel binding</text>`],
  ])(
    "something that ends TLS on the way gets no session from a server that %s, and is named",
    async (__, mismatch) => {
      await using server = await startBoundServer({ ...offer, ...(mismatch && { mismatch }) });
      await using interceptor = await startInterceptor(server.port);
      await using played = playSession({ port: interceptor.port, tls: "direct" });
      // More often than a wrong password is tried: it is not counted as one.
      await expect.poll(() => played.offline.length).toBeGreaterThan(4);
      expect(played.offline[0]).toContain("on another TLS connection than the bot's (channel binding)");
      expect(played.offline[0]).toContain("something between the bot and the server may end TLS");
      expect(played.rejected).toEqual([]);
      expect(played.online).toEqual([]);
      expect(new Set(server.logins.map(({ header }) => header))).toEqual(new Set(["p=tls-exporter,,"]));
    },
  );

  test("a wrong password in a bound login stops the session after three, with both reasons", async () => {
    await using server = await startBoundServer({ ...offer, password: "another" });
    await using played = playSession({ port: server.port, tls: "direct" });
    await expect.poll(() => played.rejected.length).toBe(1);
    expect(played.rejected[0]).toContain("check NEWSSTAND_JID and NEWSSTAND_PASSWORD");
    expect(played.rejected[0]).toContain("something between the bot and the server may end TLS");
    expect(server.logins).toHaveLength(3);
  });

  test("an offer that was taken out on the way is noticed by the server, and told", async () => {
    await using server = await startBoundServer({ sasl2, mechanisms: SCRAM, stripped: true });
    await using played = playSession({ port: server.port, tls: "direct" });
    await expect.poll(() => played.offline.length).toBeGreaterThan(4);
    expect(played.offline[0]).toContain("it may have offered channel binding, which did not arrive here");
    expect(played.rejected).toEqual([]);
    expect(new Set(server.logins.map(({ header }) => header))).toEqual(new Set(["y,,"]));
  });
});
