/** The servers of the bench, without limits, and the bot's own session with them. */

import { randomUUID } from "node:crypto";
import tls from "node:tls";
import { createSession, type Session } from "../src/xmpp/session.ts";
import { type Ejabberd, startEjabberd } from "../test/support/ejabberd.ts";
import { type Prosody, startProsody } from "../test/support/prosody.ts";
import { PUBSUB, ROOMS, type Server, type ServerOptions } from "../test/support/server.ts";

type Options = Pick<ServerOptions, "accounts" | "limits">;

/** With what an operator is told to use: SQLite for all but the accounts, nodes as large as anybody needs, and an archive for rooms. */
function startSqliteProsody(options: Options = {}): Promise<Prosody> {
  return startProsody({
    directTls: true,
    ...options,
    lua: `
default_storage = "sql"
sql = { driver = "SQLite3", database = "bench.sqlite" }
storage = { accounts = "internal" }
pubsub_max_items = 10000
Component "${ROOMS}" "muc"
  modules_enabled = { "muc_mam" }
`,
  });
}

function startLargeEjabberd(options: Options = {}): Promise<Ejabberd> {
  return startEjabberd({
    directTls: true,
    ...options,
    yaml: `
host_config:
  localhost:
    modules:
      mod_caps: {}
      mod_disco: {}
      mod_http_api: {}
      mod_mam: {}
      mod_muc: { host: ${ROOMS}, default_room_options: { mam: true } }
      mod_pubsub: { host: ${PUBSUB}, plugins: [flat, pep], max_items_node: 10000 }
      mod_ping: {}
      mod_roster: {}
      mod_stream_mgmt: {}
      mod_vcard: {}
`,
  });
}

/** How each is started, and what it reads in a second with the limit of its package, in bytes. */
export const SERVERS = {
  "Prosody (SQLite)": { start: startSqliteProsody, limit: 10_000 },
  ejabberd: { start: startLargeEjabberd, limit: 3_000 },
} as const;

export interface Speaking extends AsyncDisposable {
  readonly session: Session;
}

/** Logs the bot's session in, on the port that the bare socket uses as well. */
export async function startSession(server: Server, account: string): Promise<Speaking> {
  const trusted = tls.getCACertificates("default");
  if (!trusted.includes(server.certificate)) tls.setDefaultCACertificates([...trusted, server.certificate]);
  const online = Promise.withResolvers<void>();
  const session = createSession(
    {
      jid: server.jid(account),
      credentials: {
        username: account,
        password: server.password(account),
        allowPlain: false,
        userAgentId: randomUUID(),
      },
      service: { host: server.host, port: server.directPort ?? server.port, tls: "direct" },
      debug: false,
    },
    {
      answer: () => undefined,
      online: () => online.resolve(),
      resumed: () => {},
      offline: (sentence) => online.reject(new Error(sentence)),
      stanza: () => {},
      trouble: (error) => online.reject(error),
      rejected: (sentence) => online.reject(new Error(sentence)),
    },
  );
  session.start();
  await online.promise;
  return { session, [Symbol.asyncDispose]: () => session.stop() };
}
