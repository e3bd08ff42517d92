/** Converse in a real browser, logged in at a server of these tests. */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import type { Server } from "../support/server.ts";

/** What is used of playwright-core, which is not among the packages of the project. */
export interface Page {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string): Promise<unknown>;
  waitForFunction(script: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  fill(selector: string, text: string): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  screenshot(options: { path: string }): Promise<unknown>;
}
interface Browser {
  newPage(options: { viewport: Size; locale: string }): Promise<Page>;
  close(): Promise<void>;
}
interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: string[] }): Promise<Browser>;
  };
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Converse extends AsyncDisposable {
  readonly page: Page;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const require = createRequire(join(process.env["PACKAGES"] ?? import.meta.dirname, "-"));

/** Opens it in a window of that size. `settings` are Converse's own. */
export async function openConverse(
  server: Server,
  account: string,
  size: Size,
  settings: Readonly<Record<string, unknown>>,
): Promise<Converse> {
  const dist = dirname(require.resolve("converse.js/dist/converse.min.js"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { chromium } = require("playwright-core") as Playwright;
  const start = startPage({
    assets_path: "/",
    websocket_url: server.wsUrl,
    discover_connection_methods: false,
    jid: server.jid(account),
    password: server.password(account),
    nickname: account,
    auto_login: true,
    view_mode: "fullscreen",
    theme: "classic",
    i18n: "en",
    muc_show_info_messages: [],
    blacklisted_plugins: ["converse-omemo", "converse-omemo-views"],
    loglevel: "error",
    ...settings,
  });
  const web = createServer(({ url = "/" }, response) => void answer(url, response)).listen(0, "127.0.0.1");
  const answer = async (url: string, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(url, "http://localhost");
    const type = TYPES[extname(pathname)] ?? "application/octet-stream";
    const body = pathname === "/" ? start : await readFile(join(dist, pathname)).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, {
      "content-type": pathname === "/" ? "text/html" : type,
    });
    response.end(body);
  };
  await once(web, "listening");
  const address = web.address();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: size, locale: "en-GB" });
  await page.goto(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
      web.close();
    },
  };
}

function startPage(settings: Readonly<Record<string, unknown>>): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Converse</title>
<link rel="stylesheet" href="/converse.min.css"></head>
<body class="converse-fullscreen"><converse-root></converse-root>
<script type="module">
import "/converse.min.js";
window.converse.initialize(${JSON.stringify(settings)});
</script></body></html>`;
}
