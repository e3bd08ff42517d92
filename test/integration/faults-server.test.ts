/** Faults of the server in the middle of the work: it crashes, it is restarted, its certificate expires. */

import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAuthority } from "../support/certificates.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { makeScene } from "../support/scene.ts";
import type { Server } from "../support/server.ts";

const BOTS = ["killed", "restarted", "expired"];
const ACCOUNTS = Object.fromEntries([...BOTS, "reader"].map((name) => [name, `${name}-password`]));
const FOLLOWS = "the nodes follow the content";

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ accounts: ACCOUNTS, creators: BOTS });
  });

  afterAll(() => server?.stop());

  test("the server is killed while thirty issues are published", async () => {
    await using scene = await makeScene({ server, name: "killed", issues: 30 });
    await using bot = await scene.start();
    await bot.logs("done=10 ");
    await server.kill();
    await server.restart();
    await scene.reconnect();
    await bot.logs(FOLLOWS, 0, 60_000);
    await scene.allIsWell(bot, "some");
  }, 90_000);

  test("the server is restarted while thirty issues are published", async () => {
    await using scene = await makeScene({ server, name: "restarted", issues: 30 });
    await using bot = await scene.start();
    await bot.logs("done=10 ");
    await server.restart();
    await scene.reconnect();
    await bot.logs(FOLLOWS, 0, 60_000);
    await scene.allIsWell(bot, "some");
    expect(bot.log()).toContain("offline: ");
  }, 90_000);

  test("the certificate expires while the bot runs, and is renewed: it says so, and comes back", async () => {
    await using authority = await makeAuthority();
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), authority.certificate]);
    await using scene = await makeScene({ server, name: "expired", issues: 2 });
    await using bot = await scene.start();
    await bot.logs(FOLLOWS);
    const mark = bot.mark();
    const names = [server.domain];
    await server.present(await authority.issue({ names, days: [-2, -1] }));
    await server.restart();
    await bot.logs("CERT_HAS_EXPIRED", mark);
    const later = bot.mark();
    await server.present(await authority.issue({ names }));
    await server.restart();
    await bot.logs(`entered ${scene.room}`, later);
    await scene.reconnect();
    await scene.allIsWell(bot, "some");
  }, 60_000);
});
