/** A real ejabberd for a test: the second server that the bot has to live with. */

import { readFile } from "node:fs/promises";
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

export type Ejabberd = Server;

export interface EjabberdOptions extends ServerOptions {
  /** More lines of configuration, in YAML: top-level settings that ours do not have. */
  readonly yaml?: string;
}

/** Starts an ejabberd with accounts, PubSub (every account may create nodes), PEP, rooms, STARTTLS and WebSocket. */
export function startEjabberd({ yaml = "", ...options }: EjabberdOptions = {}): Promise<Ejabberd> {
  return startServer(recipe(yaml), options);
}

/** No shell at Ctrl-C, and no schedulers that wait by spinning. */
const PATIENT = ["+B", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"];

/**
 * ejabberd runs as a bare Erlang program rather than through `ejabberdctl`: it then has no node name, thus no
 * distribution, no port mapper (epmd) that would stay behind, and runs under any account.
 */
function recipe(yaml: string): Recipe {
  return {
    name: "ejabberd",
    account: "ejabberd",
    wsPath: "/ws",
    async prepare(place) {
      const path = (name: string): string => join(place.folder, name);
      const [key, certificate] = ["key.pem", "certificate.pem"].map((name) => readFile(path(name), "utf8"));
      await place.write("identity.pem", `${await key}${await certificate}`);
      await place.write("ejabberd.yml", configuration(place, yaml));
      return {
        command: [
          "erl",
          ...PATIENT,
          "-noinput",
          "-mnesia",
          "dir",
          JSON.stringify(path("spool")),
          "-s",
          "ejabberd",
        ],
        env: {
          ERL_LIBS: await libraries(),
          EJABBERD_CONFIG_PATH: path("ejabberd.yml"),
          EJABBERD_LOG_PATH: path("ejabberd.log"),
          ERL_CRASH_DUMP: path("crash.dump"),
        },
      };
    },
    listening: (port) => ` connections at ${HOST}:${port} `,
    portTaken: "address already in use",
    settle: registerAccounts,
  };
}

/** Where its package put the program: only `ejabberdctl` knows. */
async function libraries(): Promise<string> {
  const script = await readFile("/usr/sbin/ejabberdctl", "utf8").catch((cause: unknown) => {
    throw new Error("ejabberd is not installed: run `sh test/setup.sh test`.", { cause });
  });
  const folder = /^ERL_LIBS='?([^'\n]+)/mu.exec(script)?.[1];
  if (folder === undefined)
    throw new Error("/usr/sbin/ejabberdctl does not say where ejabberd is (ERL_LIBS).");
  return folder;
}

async function registerAccounts({ httpPort, domain, accounts }: Place): Promise<void> {
  for (const [user, password] of Object.entries(accounts)) {
    const body = JSON.stringify({ user, host: domain, password });
    const answer = await fetch(`http://${HOST}:${httpPort}/api/register`, { method: "POST", body });
    if (!answer.ok) throw new Error(`ejabberd did not register ${user}: ${await answer.text()}`);
  }
}

function configuration(place: Place, yaml: string): string {
  const { folder, port, directPort, httpPort, limits } = place;
  const path = (name: string): string => JSON.stringify(join(folder, name));
  const clients = `ip: "${HOST}", module: ejabberd_c2s, max_stanza_size: 262144, shaper: c2s`;
  return `
hosts: [${place.domain}]
loglevel: info
certfiles: [${path("identity.pem")}]
listen:
  - { port: ${port}, starttls_required: true, ${clients} }
  ${directPort === undefined ? "" : `- { port: ${directPort}, tls: true, ${clients} }`}
  - port: ${httpPort}
    ip: "${HOST}"
    module: ejabberd_http
    request_handlers: { /ws: ejabberd_http_ws, /api: mod_http_api }
auth_password_format: plain
disable_sasl_mechanisms: [digest-md5, X-OAUTH2]
acl:
  loopback: { ip: [127.0.0.0/8] }
api_permissions:
  accounts: { who: { acl: loopback }, what: [register] }
shaper:
  normal: { rate: 3000, burst_size: 20000 }
shaper_rules:
  c2s: { ${limits ? "normal" : "none"}: all }
modules:
  mod_adhoc: {}
  mod_admin_extra: {}
  mod_blocking: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_disco: {}
  mod_http_api: {}
  mod_last: {}
  mod_muc: { host: ${ROOMS}, default_room_options: { persistent: true } }
  mod_offline: {}
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub: { host: ${PUBSUB}, plugins: [flat, pep] }
  mod_roster: {}
  mod_stream_mgmt: { resend_on_timeout: if_offline }
  mod_vcard: {}
  mod_version: {}
${yaml}
`;
}
