/** Makes a picture of the README: profanity, in a terminal on a screen that nobody sees, in a room with the bot. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BOT, READER, setStudio } from "./studio.ts";

const run = promisify(execFile);

const OUT = fileURLToPath(new URL("profanity-room.png", import.meta.url));
/** What is asked, and the end of the answer, by which it is known to be there. */
const QUESTIONS = [
  ["latest", "node=newsletter"],
  ["xep 0313", "the-xmpp-newsletter-may-2023/"],
  ["xep 45 ex 12", "#example-12"],
] as const;
const SIZE = { columns: 110, lines: 36 };
const DEADLINE_MS = 20_000;

await using studio = await setStudio();
const { server, room } = studio;
const home = await mkdtemp(join(tmpdir(), "newsstand-terminal-"));
const socket = join(home, "tmux");
const tmux = async (...args: string[]): Promise<string> =>
  (await run("tmux", ["-S", socket, ...args], { env: { ...process.env, HOME: home } })).stdout;
const shows = async (text: string): Promise<void> => {
  for (const deadline = Date.now() + DEADLINE_MS; ; await pause(50)) {
    const screen = await tmux("capture-pane", "-p", "-t", "terminal");
    if (screen.includes(text)) return;
    if (Date.now() > deadline) throw new Error(`The terminal does not show ${text}:\n${screen}`);
  }
};
const type = async (line: string): Promise<void> => {
  await tmux("send-keys", "-t", "terminal", "-l", line);
  await tmux("send-keys", "-t", "terminal", "Enter");
};

const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1100x800x24"], {
  stdio: ["ignore", "pipe", "ignore"],
});
try {
  const [number] = await once(screen.stdout, "data");
  const display = `:${String(number).trim()}`;
  await tmux(
    "new-session",
    "-d",
    "-s",
    "terminal",
    "-x",
    `${SIZE.columns}`,
    "-y",
    `${SIZE.lines}`,
    "profanity",
  );
  await tmux("set", "-g", "status", "off");
  await shows("Type '/help'");
  await type(`/tls certpath ${server.caFile}`);
  await type(`/connect ${server.jid(READER)} server ${server.host} port ${server.port} tls trust`);
  await shows("password");
  await type(server.password(READER));
  await shows("online");
  await type(`/join ${room}`);
  await shows("You have joined");
  for (const [question, end] of QUESTIONS) {
    await type(`${BOT}: ${question}`);
    await shows(end);
  }
  const terminal = spawn(
    "xterm",
    [
      "-display",
      display,
      "-geometry",
      `${SIZE.columns}x${SIZE.lines}+0+0`,
      "-fa",
      "DejaVu Sans Mono",
      "-fs",
      "10",
      "-bg",
      "#1c1c1c",
      "-fg",
      "#d0d0d0",
      "-b",
      "8",
      "-e",
      "tmux",
      "-S",
      socket,
      "attach",
      "-t",
      "terminal",
    ],
    { stdio: "ignore", env: { ...process.env, LC_ALL: "C.UTF-8" } },
  );
  // Until it has drawn everything.
  await pause(2_000);
  await run("import", ["-display", display, "-window", "root", "-trim", OUT]);
  terminal.kill();
} finally {
  await tmux("kill-server").catch(() => {});
  screen.kill();
  await rm(home, { recursive: true, force: true });
}
