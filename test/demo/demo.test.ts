/** `npm run demo` does what it says, and leaves nothing behind. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const DEMO = fileURLToPath(new URL("./demo.ts", import.meta.url));

function startDemo(...args: readonly string[]) {
  const child = spawn(process.execPath, [DEMO, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const said = async (text: string): Promise<void> => {
    while (!output.includes(text)) await once(child.stdout, "data");
  };
  return { child, said, output: () => output, exit: once(child, "exit") };
}

test("the scenario shows issues and answers, and ends with status 0", async () => {
  const { exit, output } = startDemo("--once");
  expect((await exit)[0], output()).toBe(0);
  const shown = output()
    .match(/^ {2}newsletter.* kB {2}.*$/gmu)
    ?.map((line) => line.trim().split(/ {2,}/u));
  expect(shown?.map(([node, , title]) => [node, title]).slice(0, 3)).toEqual([
    ["newsletter", "The XMPP Newsletter May 2023"],
    ["newsletter", "The XMPP Newsletter June 2023"],
    ["newsletter-de", "Der XMPP-Newsletter Mai 2023"],
  ]);
  expect(shown?.slice(3).map(([node]) => node)).toEqual(Array(3).fill("newsletter-items"));
  expect(output()).toMatch(/\d+ more in newsletter-items\n/u);
  expect(output()).toContain("newsstand> *The XMPP Newsletter June 2023*");
  expect(output()).toContain("newsstand> *XEP-0313: Message Archive Management*");
  expect(output()).not.toContain("Error");
});

test("it stays open for one's own client until Ctrl-C, and then takes everything with it", async () => {
  const { child, said, output, exit } = startDemo();
  await said("Ctrl-C ends the demo");
  await said("xmpp:newsstand@localhost");
  const certificate = /trust +(\S+)/u.exec(output())?.[1] ?? "";
  expect(existsSync(certificate)).toBe(true);
  child.kill("SIGINT");
  expect((await exit)[0]).toBe(0);
  expect(existsSync(certificate)).toBe(false);
});

test("Ctrl-C in the middle ends it as well", async () => {
  const { child, said, exit } = startDemo();
  await said("Prosody runs");
  child.kill("SIGINT");
  expect((await exit)[0]).toBe(130);
});
