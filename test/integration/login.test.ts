/** From a domain to a session on real servers: SRV, IPv6, both kinds of TLS, certificates as they go wrong, and the login. */

import { once } from "node:events";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TIMING } from "../../src/xmpp/timing.ts";
import { startBot } from "../support/bot.ts";
import { startLocalBot } from "../support/bot-in-process.ts";
import { type Authority, type IssueOptions, makeAuthority } from "../support/certificates.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { type Dns, startDns } from "../support/dns.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server, ServerOptions } from "../support/server.ts";

const DOMAIN = "example.org";
const STARTTLS = `_xmpp-client._tcp.${DOMAIN}`;
const DIRECT = `_xmpps-client._tcp.${DOMAIN}`;
const NAMES = [DOMAIN, "pubsub.localhost", "rooms.localhost"];
const QUICK = { ...TIMING, attempt: 5_000, firstPause: 20, longestPause: 200, slowPause: 300 };

let authority: Authority;
let content: Content;
let dns: Dns;
beforeAll(async () => {
  authority = await makeAuthority();
  content = await makeContent({ "2024-05-05-newsletter.md": issue("News of April", "2024-05-05") });
  dns = await startDns();
});
afterAll(async () => {
  await dns?.[Symbol.asyncDispose]();
  await content?.[Symbol.asyncDispose]();
  await authority?.[Symbol.asyncDispose]();
});

const at = (port: number | undefined, priority = 1, name = "localhost") => ({
  name,
  port: port ?? 0,
  priority,
  weight: 1,
});

type Wrong = readonly [what: string, options: IssueOptions, words: string];
const WRONG: readonly Wrong[] = [
  ["of the host but not the domain", { names: ["localhost"] }, `does not hold for ${DOMAIN} (TLS)`],
  ["that has expired", { names: NAMES, days: [-9, -1] }, "has expired (TLS, CERT_HAS_EXPIRED)"],
  ["that is not valid yet", { names: NAMES, days: [1, 9] }, "is not valid yet (TLS, CERT_NOT_YET_VALID)"],
];

describe.each([
  { name: "Prosody", start: (options: ServerOptions) => startProsody(options), wrong: WRONG },
  // It takes its time to start: once is enough.
  { name: "ejabberd", start: (options: ServerOptions) => startEjabberd(options), wrong: WRONG.slice(0, 1) },
])("$name", ({ start, wrong }) => {
  let server: Server;
  beforeAll(async () => {
    const identity = await authority.issue({ names: NAMES });
    server = await start({ domain: DOMAIN, directTls: true, identity });
  });
  afterAll(() => server?.stop());

  /** A bot that is told no host, unless it is: the domain's records say. */
  const bot = (service = "") =>
    startLocalBot(
      {
        server,
        account: "bot",
        content: content.folder,
        rooms: [`lobby@${server.rooms}`],
        settings: { SERVICE: service, CA_FILE: authority.caFile },
      },
      QUICK,
    );
  const show = async (options: IssueOptions): Promise<void> => {
    await server.present(await authority.issue(options));
    await server.restart();
  };

  describe("SRV records", () => {
    test("lead to STARTTLS, and to everything that the bot does", async () => {
      dns.records(STARTTLS, at(server.port));
      dns.records(DIRECT, at(0, 1, "."));
      await using running = await bot();
      await running.logs(`online as bot@${DOMAIN}/`);
      await running.logs(`entered lobby@${server.rooms}`);
      await running.logs("the nodes follow the content");
      expect(dns.asked).toEqual(expect.arrayContaining([STARTTLS, DIRECT]));
      expect(running.log()).not.toContain("offline");
    });

    test("lead to TLS from the first byte", async () => {
      dns.records(STARTTLS, at(0, 1, "."));
      dns.records(DIRECT, at(server.directPort));
      await using running = await bot();
      await running.logs(`online as bot@${DOMAIN}/`);
      expect(running.log()).not.toContain("offline");
    });

    test("are tried in their order: a dead target is told and passed over", async () => {
      dns.records(DIRECT, at(1, 1));
      dns.records(STARTTLS, at(server.port, 2));
      await using running = await bot();
      await running.logs(`online as bot@${DOMAIN}/`);
      expect(running.log()).toContain("no connection to localhost:1 (connect, ECONNREFUSED)");
    });

    test.each([
      ["SERVFAIL", "cannot be found (DNS, ESERVFAIL)"],
      ["silence", "(DNS)"],
    ] as const)("that nobody tells (%s) are asked for again, until somebody does", async (how, words) => {
      dns.records(STARTTLS, at(0, 1, "."));
      dns.records(DIRECT, at(server.directPort));
      dns.fail(how);
      await using running = await bot();
      await running.logs(words);
      dns.fail(undefined);
      await running.logs(`online as bot@${DOMAIN}/`);
    });
  });

  test("on TLS 1.2, where servers bind by what is no use to us, the bot is let in", async () => {
    const newest = tls.DEFAULT_MAX_VERSION;
    tls.DEFAULT_MAX_VERSION = "TLSv1.2";
    try {
      for (const service of [
        `xmpp://${server.host}:${server.port}`,
        `xmpps://${server.host}:${server.directPort}`,
      ]) {
        await using running = await bot(service);
        await running.logs(`online as bot@${DOMAIN}/`);
        expect(running.log()).not.toContain("offline");
      }
    } finally {
      tls.DEFAULT_MAX_VERSION = newest;
    }
  });

  describe("a certificate", () => {
    test.each(wrong)("%s is refused with a sentence, until it is renewed", async (_, options, words) => {
      dns.records(STARTTLS, at(0, 1, "."));
      dns.records(DIRECT, at(server.directPort, 1), at(server.port, 2));
      await show(options);
      await using running = await bot();
      await running.logs(words);
      expect(running.log()).not.toContain("online");
      await show({ names: NAMES });
      await running.logs(`online as bot@${DOMAIN}/`);
    });

    test("of an authority that nobody named is refused, and the sentence says what to set", async () => {
      const settings = { SERVICE: `xmpp://${server.host}:${server.port}` };
      const options = { server, account: "bot", content: content.folder };
      await using stranger = startBot({ ...options, settings: { ...settings, CA_FILE: "" } });
      await stranger.logs("that nothing here trusts (TLS");
      await stranger.logs("name it in NEWSSTAND_CA_FILE");
      await using friend = startBot({ ...options, settings: { ...settings, CA_FILE: authority.caFile } });
      await friend.logs(`online as bot@${DOMAIN}/`);
    });
  });

  describe("an address in the configuration", () => {
    test.each(["xmpp", "xmpps"])("may be one of IPv6, with %s", async (scheme) => {
      const port = scheme === "xmpp" ? server.port : server.directPort;
      await using relay = await relayFrom("::1", server.host, port);
      await using running = await bot(`${scheme}://[::1]:${relay.port}`);
      await running.logs(`online as bot@${DOMAIN}/`);
      expect(running.log()).not.toContain("offline");
    });

    test("is named with its brackets when nobody listens there", async () => {
      await using running = await bot("xmpps://[::1]:1");
      await running.logs("offline: no connection to [::1]:1 (connect, ECONNREFUSED)");
    });
  });
});

/** Passes connections to an address on to another. */
async function relayFrom(
  address: string,
  host: string,
  port: number | undefined,
): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connectTcp({ host, port: port ?? 0 });
    for (const socket of [client, upstream]) {
      sockets.add(socket.on("error", () => socket.destroy()));
      socket.on("close", () => [client, upstream].forEach((each) => each.destroy()));
    }
    client.pipe(upstream).pipe(client);
  }).listen(0, address);
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error(`Nothing can listen on ${address}.`);
  return {
    port: bound.port,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
