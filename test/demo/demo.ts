/** `npm run demo`: the bot against a real server, seen by a reader; then everything stays open for your own client. */

import { randomBytes } from "node:crypto";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readArchive } from "../../src/newsletter/archive.ts";
import { items } from "../../src/newsletter/items.ts";
import { followUri } from "../../src/xmpp/uri.ts";
import { workplace } from "../support/guarded.ts";
import { type Prosody, startProsody } from "../support/prosody.ts";
import { BOT, ITEMS, NODE, play, READER, roomOf, TRANSLATIONS } from "./scenario.ts";

/** The issues, and a translation of one of them. */
const CONTENT = ["../../content", "content"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const CONFIG = fileURLToPath(new URL("../../config/demo.yaml", import.meta.url));
const YOU = "you";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stopped = Promise.withResolvers<undefined>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stopped.resolve(undefined));

// The reader's library prints there what it could not send any more when it went. Nothing else does.
Object.assign(console, { error() {} });

const { values } = parseArgs({ options: { once: { type: "boolean" } } });
process.exitCode = await demo(values.once ?? false).catch((error: unknown) => {
  process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
process.exit();

async function demo(once: boolean): Promise<number> {
  const began = Date.now();
  const password = (): string => randomBytes(6).toString("hex");
  await using server = await startProsody({
    accounts: { [BOT]: password(), [READER]: password(), [YOU]: password() },
  });
  say(`Prosody runs on ${server.host}:${server.port} with data of its own`);
  const work = workplace("newsstand-demo-", undefined);
  await using _ = { [Symbol.asyncDispose]: work.leave };
  for (const source of CONTENT) await cp(source, work.folder, { recursive: true });
  const { issues } = await readArchive(work.folder);
  const english = issues.filter(({ language }) => language === "en");
  const playing = play({
    server,
    content: work.folder,
    // The oldest first: that is the order in which they must come.
    issues: english.map(({ id }) => id),
    translations: issues.filter(({ language }) => language === "de").map(({ id }) => id),
    items: english.flatMap(items).length,
    config: CONFIG,
    say,
  });
  const bot = await Promise.race([playing, stopped.promise]);
  if (bot === undefined) {
    const late = await Promise.race([playing.catch(() => undefined), afterGrace()]);
    await late?.stop();
    return 130;
  }
  try {
    say(`\nAll of it in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
    if (once) return 0;
    say(directions(server));
    await Promise.race([stopped.promise, bot.ended()]);
    say("\nThe demo ends.");
    return 0;
  } finally {
    await bot.stop();
  }
}

/** A demo that is interrupted does not wait for what it waited for. */
function afterGrace(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, 200, undefined));
}

function directions(server: Prosody): string {
  const room = roomOf(server);
  const feed = (node: string): string => followUri({ service: server.pubsub, node });
  return `
Look for yourself, with any client (Ctrl-C ends the demo):

  server     ${server.host}, port ${server.port} (STARTTLS), domain ${server.domain}
  WebSocket  ${server.wsUrl}
  account    ${server.jid(YOU)}, password ${server.password(YOU)}
             (the reader's: ${server.jid(READER)}, password ${server.password(READER)})
  trust      ${server.caFile} (the certificate is signed by itself)
  room       xmpp:${room}?join    ask there: ${BOT}: help
  follow     ${feed(NODE)}
             ${feed(TRANSLATIONS)}    in German
             ${feed(ITEMS)}    piece by piece
  bot        xmpp:${server.jid(BOT)}    answers in a direct chat as well: latest, or subscribe
`;
}
