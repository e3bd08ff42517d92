/** Where a run takes place: one real server, a proxy before it, the bot behind that, an author and a reader. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bot, startBot } from "../support/bot.ts";
import { type Identity, makeAuthority } from "../support/certificates.ts";
import { type Dns, startDns } from "../support/dns.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";
import { connect } from "../support/stanza-client.ts";
import { type Asker, startAsker } from "./asker.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { NODES } from "./node.ts";
import { type Pulse, startPulse } from "./pulse.ts";
import { createQuestions, type Questions } from "./questions.ts";
import { makeShelf, type Shelf } from "./shelf.ts";
import { probeFlags } from "./vitals.ts";

export interface Stage extends AsyncDisposable {
  readonly server: Server;
  readonly proxy: Proxy;
  /** Where the bot looks for the proxy. */
  readonly dns: Dns;
  /** What the server shows, and what it may not. */
  readonly valid: Identity;
  readonly expired: Identity;
  readonly shelf: Shelf;
  readonly bot: Bot;
  readonly pulse: Pulse;
  readonly asker: Asker;
  readonly questions: Questions;
  readonly deliveries: Deliveries;
  readonly rooms: readonly string[];
  /** Whether the bot ended by itself. */
  hasEnded(): boolean;
  /** Where the probe in the bot's process writes. */
  readonly probe: string;
}

export type ServerName = "prosody" | "ejabberd";

export const NICKNAME = "newsstand";
export const VANDAL = "vandal";
const PROBED = 1_000;
const NAMES = ["localhost", "pubsub.localhost", "rooms.localhost"];

export async function setStage(name: ServerName): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  try {
    const authority = stack.use(await makeAuthority());
    const valid = await authority.issue({ names: NAMES });
    const expired = await authority.issue({ names: NAMES, days: [-3, -1] });
    const server = stack.use(await startServer(name, valid));
    const proxy = stack.use(await startProxy(server.host, server.port));
    const dns = stack.use(await startDns());
    dns.records(`_xmpp-client._tcp.${server.domain}`, {
      name: "localhost",
      port: proxy.port,
      priority: 0,
      weight: 0,
    });
    const shelf = stack.use(await makeShelf());
    const rooms = ["team", "lobby"].map((room) => `${room}@${server.rooms}`);
    const [questions, deliveries] = [createQuestions(), createDeliveries()];
    await makeNodes(server);
    const asker = stack.use(
      await startAsker({ server, account: "ana", rooms, bot: NICKNAME, questions, deliveries }),
    );
    const folder = await mkdtemp(join(tmpdir(), "newsstand-probe-"));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const probe = join(folder, "samples");
    const bot = stack.use(
      startBot({
        server,
        account: "bot",
        content: shelf.folder,
        rooms,
        // By its SRV record, and the authority of its certificate.
        settings: { SERVICE: "", CA_FILE: authority.caFile, TRANSLATIONS_NODE: "newsletter-{lang}" },
        nodeFlags: probeFlags(probe, PROBED, dns.address),
      }),
    );
    let hasEnded = false;
    void bot.ended().then(() => (hasEnded = true));
    const { url } = await bot.health("/healthz");
    const pulse = stack.use(startPulse(url));
    const owned = stack.move();
    return {
      server,
      proxy,
      dns,
      valid,
      expired,
      shelf,
      bot,
      pulse,
      asker,
      questions,
      deliveries,
      rooms,
      probe,
      hasEnded: () => hasEnded,
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function startServer(name: ServerName, identity: Identity): Promise<Server> {
  const accounts = { bot: "bot-password", ana: "ana-password", [VANDAL]: "vandal-password" };
  if (name === "ejabberd") return startEjabberd({ accounts, identity });
  // The reader may throw the bot out even where the bot came first, and a room that was destroyed can be made again.
  return startProsody({
    accounts,
    identity,
    lua: `admins = { "ana@localhost" }\nmuc_tombstones = false`,
  });
}

/** Makes the nodes as their owner, so that the reader is a subscriber before the first issue comes. */
async function makeNodes(server: Server): Promise<void> {
  await using owner = await connect(server.wsUrl, server.jid("bot"), server.password("bot"));
  for (const node of NODES) await owner.client.createNode(server.pubsub, node);
}
