/** A real Prosody for a test or the demo. */

import { join } from "node:path";
import {
  HOST,
  type Place,
  PUBSUB,
  type Recipe,
  ROOMS,
  type Server,
  type ServerOptions,
  startServer,
} from "./server.ts";

export type Prosody = Server;

export interface ProsodyOptions extends ServerOptions {
  /**
   * Localparts of the PubSub service's admins: nobody else may create nodes, as in the packaged configuration, which has
   * none. By default the first account.
   */
  readonly creators?: readonly string[];
  /** Where it keeps all but the accounts; files of its own (`internal`) unless told otherwise. */
  readonly storage?: "internal" | "sqlite";
  /** More lines of configuration, in Lua, for the global section: they win over ours. */
  readonly lua?: string;
}

/** Starts a Prosody with accounts, PubSub, PEP, rooms, STARTTLS, WebSocket and stream management. */
export function startProsody({
  lua = "",
  storage = "internal",
  creators,
  ...options
}: ProsodyOptions = {}): Promise<Prosody> {
  return startServer(recipe(lua, creators, storage), options);
}

const STORAGES = {
  internal: `default_storage = "internal"`,
  sqlite: `default_storage = "sql"
sql = { driver = "SQLite3", database = "prosody.sqlite" }
storage = { accounts = "internal" }`,
} as const;

function recipe(
  lua: string,
  creators: readonly string[] | undefined,
  storage: keyof typeof STORAGES,
): Recipe {
  return {
    name: "Prosody",
    account: "prosody",
    wsPath: "/xmpp-websocket",
    async prepare(place) {
      await place.write(
        "prosody.cfg.lua",
        configuration(place, creators ?? Object.keys(place.accounts).slice(0, 1), lua, storage),
      );
      await writeAccounts(place);
      return { command: ["prosody", "-F", "--config", join(place.folder, "prosody.cfg.lua")] };
    },
    listening: (port) => `on [${HOST}]:${port}`,
    portTaken: "Failed to open server port",
  };
}

/** Accounts are files of the `internal` storage: written before the start, which is quicker than registering them. */
async function writeAccounts(place: Place): Promise<void> {
  for (const [account, password] of Object.entries(place.accounts)) {
    const file = `data/${fileName(place.domain)}/accounts/${fileName(account)}.dat`;
    await place.write(file, `return { password = ${quote(password)} };\n`);
  }
}

/** How Prosody names the file of an account, and the folder of a domain: every byte but letters and digits as `%` and two hexadecimal digits. */
function fileName(account: string): string {
  return account.replace(/[^a-z0-9]/giu, (character) =>
    Buffer.from(character).toString("hex").replace(/../gu, "%$&"),
  );
}

/** A Lua string: its decimal escapes are not JSON's. */
function quote(text: string): string {
  return `"${text.replace(/["\\\p{Cc}]/gu, (each) => `\\${each.charCodeAt(0).toString().padStart(3, "0")}`)}"`;
}

function configuration(
  place: Place,
  creators: readonly string[],
  lua: string,
  storage: keyof typeof STORAGES,
): string {
  const { folder, port, directPort = "", httpPort, limits } = place;
  const path = (name: string): string => quote(join(folder, name));
  const admins = creators.map((account) => quote(`${account}@${place.domain}`)).join(", ");
  return `
data_path = ${path("data")}
pidfile = ${path("prosody.pid")}
log = { { levels = { min = "info" }, to = "file", filename = ${path("log")} } }

interfaces = { "${HOST}" }
c2s_ports = { ${port} }
c2s_direct_tls_ports = { ${directPort} }
http_interfaces = { "${HOST}" }
http_ports = { ${httpPort} }
https_ports = {}
http_default_host = "${place.domain}"
consider_websocket_secure = true
-- Without this, every second stanza to a client waits 40 ms (Nagle's algorithm against the delayed acknowledgement).
network_settings = { nagle = false }

certificates = ${quote(folder)}
ssl = { certificate = ${path("certificate.pem")}, key = ${path("key.pem")} }
c2s_require_encryption = true
-- Plain storage is what offers SCRAM-SHA-1 and SCRAM-SHA-256 at once.
authentication = "internal_plain"
${STORAGES[storage]}

modules_enabled = {
  "disco", "roster", "saslauth", "tls", "pep", "smacks", "carbons", "private", "ping", "time", "version",
  "posix", "websocket"${limits ? ', "limits"' : ""}
}
modules_disabled = { "s2s" }
${limits ? 'limits = { c2s = { rate = "10kb/s" } }' : ""}
muc_room_locking = false
${lua}

VirtualHost "${place.domain}"

Component "${PUBSUB}" "pubsub"
  admins = { ${admins} }
  -- Without these, readers see no author (Movim), and plain chat clients nothing at all.
  expose_publisher = true
  pubsub_summary_templates = { ["urn:xmpp:pubsub-social-feed:1"] = "{title}" }

Component "${ROOMS}" "muc"
`;
}
