/** Makes the picture of the README: Converse, in a real browser, in a room with the bot. */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBot } from "../support/bot.ts";
import { startProsody } from "../support/prosody.ts";

/** What is used of playwright-core, which is not among the packages of the project. */
interface Page {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string): Promise<unknown>;
  waitForFunction(script: string): Promise<unknown>;
  fill(selector: string, text: string): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  screenshot(options: { path: string }): Promise<unknown>;
}
interface Browser {
  newPage(options: { viewport: { width: number; height: number }; locale: string }): Promise<Page>;
  close(): Promise<void>;
}
interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: string[] }): Promise<Browser>;
  };
}

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));
const OUT = fileURLToPath(new URL("converse-room.png", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
const BOT = "newsstand";
const READER = "ana";
const QUESTIONS = ["latest", "xep 0313", "help"];
const BODY = "converse-muc converse-chat-message-body";
const INPUT = "converse-muc textarea.chat-textarea";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const require = createRequire(join(process.env["PACKAGES"] ?? import.meta.dirname, "-"));
const dist = dirname(require.resolve("converse.js/dist/converse.min.js"));
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { chromium } = require("playwright-core") as Playwright;

await using server = await startProsody({ accounts: { [BOT]: "secret", [READER]: "secret" } });
const room = `commteam@${server.rooms}`;

const web = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
await once(web, "listening");
const address = web.address();
const site = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 810 }, locale: "en-GB" });
  await page.goto(site);
  await page.waitForSelector(INPUT);
  // It comes second: the room belongs to the reader who made it.
  await using bot = startBot({
    server,
    account: BOT,
    content: CONTENT,
    rooms: [room],
    settings: { NODE: "newsletter" },
  });
  await bot.ready();
  for (const [index, question] of QUESTIONS.entries()) {
    await page.fill(INPUT, `${BOT}: ${question}`);
    await page.press(INPUT, "Enter");
    // Question and answer, of this question and of those before it.
    await page.waitForFunction(`document.querySelectorAll("${BODY}").length === ${2 * (index + 1)}`);
  }
  await page.screenshot({ path: OUT });
} finally {
  await browser.close();
  web.close();
}

/** Converse and the page that starts it. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const type = TYPES[extname(pathname)] ?? "application/octet-stream";
  const body = pathname === "/" ? startPage() : await readFile(join(dist, pathname)).catch(() => undefined);
  response.writeHead(body === undefined ? 404 : 200, {
    "content-type": pathname === "/" ? "text/html" : type,
  });
  response.end(body);
}

function startPage(): string {
  const settings = {
    assets_path: "/",
    websocket_url: server.wsUrl,
    discover_connection_methods: false,
    jid: server.jid(READER),
    password: server.password(READER),
    nickname: READER,
    auto_login: true,
    auto_join_rooms: [room],
    singleton: true,
    view_mode: "fullscreen",
    theme: "classic",
    i18n: "en",
    muc_show_info_messages: [],
    blacklisted_plugins: ["converse-omemo", "converse-omemo-views"],
    loglevel: "error",
  };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Converse</title>
<link rel="stylesheet" href="/converse.min.css"></head>
<body class="converse-fullscreen"><converse-root></converse-root>
<script type="module">
import "/converse.min.js";
window.converse.initialize(${JSON.stringify(settings)});
</script></body></html>`;
}
