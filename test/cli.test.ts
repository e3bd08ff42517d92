/** The command line, but for what needs a server. */

import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main, usageFor } from "../src/cli.ts";
import { ConfigError } from "../src/config.ts";
import { VERSION } from "../src/identity.ts";
import * as atom from "../src/xmpp/atom.ts";
import { issue } from "./support/content.ts";
import { element } from "./support/conversation.ts";

const CONTENT = fileURLToPath(new URL("../content", import.meta.url));
let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "newsstand-cli-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Runs a command line as on a pipe; gives its status and what it wrote. */
async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let [out, err] = ["", ""];
  const status = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTTY: false,
    env,
    signal: new AbortController().signal,
  });
  return { status, out, err };
}

test("render writes one entry per issue, named after its file, the same at every run", async () => {
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  const { status, err } = await run(["render", CONTENT, "--out", one]);
  await run(["render", CONTENT, "--out", other]);
  const files = ["2023-06-05-newsletter.md.xml", "2023-07-07-newsletter.md.xml"];
  expect((await readdir(one)).filter((name) => name.endsWith(".xml"))).toEqual(files);
  expect(status).toBe(0);
  expect(err).toContain("rendered 2 of 2: 2023-07-07-newsletter.md\n");
  for (const file of files) {
    const text = await readFile(join(one, file), "utf8");
    expect(await readFile(join(other, file), "utf8")).toBe(text);
    expect(atom.fromElement(element(text.slice(text.indexOf("\n"))))?.title).toMatch(/^The XMPP Newsletter/u);
  }
});

test("an entry that is rendered without an account carries addresses that belong to nobody, and it says so", async () => {
  const { err } = await run(["render", CONTENT, "--out", folder]);
  expect(err).toContain("no account is set (NEWSSTAND_JID)");
  await run(["render", CONTENT, "--out", folder], { NEWSSTAND_JID: "bot@example.net" });
  const text = await readFile(join(folder, "2023-06-05-newsletter.md.xml"), "utf8");
  expect(text).toContain("<uri>xmpp:bot@example.net</uri>");
  expect(text).toContain("xmpp:pubsub.example.net?;node=newsletter");
});

test("check names file and line of every problem, and its status says whether there are any", async () => {
  expect(await run(["check", CONTENT])).toEqual({
    status: 0,
    out: "",
    err: "2 issues checked, 0 problems\n",
  });
  await writeFile(join(folder, "2024-01-05-newsletter.md"), "---\ntitle: T\ndate: 2024-13-45\n---\n");
  await writeFile(join(folder, "2024-02-05-newsletter.md"), "---\ndate: 2024-02-05\n---\n");
  await writeFile(join(folder, "2024-03-05-newsletter.md"), issue("Fine", "2024-03-05"));
  await writeFile(
    join(folder, "2024-04-05-newsletter.md"),
    issue("Odd", "2024-04-05", "Hello {{< unknown >}}.\n"),
  );
  const { status, out, err } = await run(["check", folder]);
  expect(status).toBe(1);
  expect(out).toMatch(/^2024-01-05-newsletter\.md:3: date is not a date/mu);
  expect(out).toMatch(/^2024-02-05-newsletter\.md:\d: .*title/mu);
  expect(out).toMatch(/^2024-04-05-newsletter\.md:7(:\d+)?: .*unknown/mu);
  expect(err).toBe("4 issues checked, 3 problems\n");
});

test("check of a file says what concerns this file alone, and what is no problem beside it", async () => {
  await writeFile(join(folder, "2024-01-05-newsletter.md"), "---\n[\n---\n");
  await writeFile(join(folder, "2024-03-05-newsletter.md"), issue("Fine", "2024-03-05\ndraft: true"));
  expect(await run(["check", join(folder, "2024-03-05-newsletter.md")])).toEqual({
    status: 0,
    out: "",
    err: "2024-03-05-newsletter.md: It is a draft, and not published.\n1 issue checked, 0 problems\n",
  });
  const broken = await run(["check", join(folder, "2024-01-05-newsletter.md")]);
  expect(broken).toMatchObject({ status: 1, err: "1 issue checked, 1 problem\n" });
});

test("the sentence that says how to subscribe has the address of the node", async () => {
  const body = "{{< newsletter-subscribe >}}\n";
  await writeFile(join(folder, "2024-03-05-newsletter.md"), issue("Fine", "2024-03-05", body));
  const { out } = await run(["render", join(folder, "2024-03-05-newsletter.md")], {
    NEWSSTAND_JID: "bot@example.net",
  });
  expect(out).toContain("<xmpp:pubsub.example.net?pubsub;action=subscribe;node=newsletter>");
});

test("render goes on past a broken issue, names it, and its status says so", async () => {
  await writeFile(join(folder, "2024-01-05-newsletter.md"), "---\n[\n---\n");
  await writeFile(join(folder, "2024-02-05-newsletter.md"), issue("Fine", "2024-02-05"));
  const { status, err } = await run(["render", folder, "--out", join(folder, "out")]);
  expect(status).toBe(1);
  expect(err).toContain("2024-01-05-newsletter.md:");
  expect(await readdir(join(folder, "out"))).toContain("2024-02-05-newsletter.md.xml");
  expect((await readdir(join(folder, "out"))).join()).not.toContain("2024-01-05");
});

test("help fits a terminal of 80 columns, and help and version need nothing", async () => {
  const help = (await run(["--help"])).out;
  expect(help).toContain("newsstand render CONTENT --out DIR");
  expect(help.split("\n").filter((line) => line.length > 79)).toEqual([]);
  expect((await run(["--version"])).out).toBe(`newsstand ${VERSION}\n`);
});

test.each([
  [["dance"], 'there is no command "dance"'],
  [["render"], "render needs the folder of the issues, or the file of one"],
  [["render", CONTENT], "render needs a folder to write to: --out DIR"],
  [["render", CONTENT, "--out", ""], "render needs a folder to write to: --out DIR"],
  [["check"], "check needs the folder of the issues, or the file of one"],
  [["plan", "x"], 'plan does not take "x"'],
  [["check", "x", "y"], 'check does not take "y"'],
  [["plan", "--out", "x"], "plan does not take --out"],
  [["publish", "x", "--yes"], "publish does not take --yes"],
  [["repair", "x"], 'repair does not take "x"'],
  [["comments", "x", "y"], 'comments does not take "y"'],
  [["check", "x", "--format", "text"], "check does not take --format"],
  [["render", "x", "--format", "pdf"], 'there is no format "pdf", only text, styling, html, json, xml'],
  [["render", "x", "--out", "y", "--format", "text"], "only one of them"],
  [["--password", "x"], "Unknown option '--password'"],
])("%j is answered with a sentence and the usage", async (argv, words) => {
  const error = await run(argv).catch((thrown: unknown) => thrown);
  expect(usageFor(error)).toContain(words);
  expect(usageFor(error)).toContain("usage: newsstand [run]");
});

test("what is to be retracted has to be named", async () => {
  const account = { NEWSSTAND_JID: "bot@example.net", NEWSSTAND_PASSWORD: "secret" };
  for (const argv of [["retract"], ["comments", "--retract", "x"]]) {
    const error = await run(argv, account).catch((thrown: unknown) => thrown);
    expect(usageFor(error)).toMatch(/^newsstand: .* needs the issues? that /u);
  }
});

test.each(["check", "render"])("%s names what is not there", async (command) => {
  await expect(run([command, join(folder, "nothing.md")])).rejects.toThrow(join(folder, "nothing.md"));
});

test.each([["check"], ["render", "--out"]])("%s stops when it is told to", async (...argv) => {
  const stopping = new AbortController();
  let said = "";
  const stopped = main([...argv, ...(argv.length > 1 ? [join(folder, "out")] : []), CONTENT], {
    out: (text) => (said += text),
    err: (text) => (said += text),
    isTTY: false,
    env: { NEWSSTAND_JID: "bot@example.net" },
    signal: stopping.signal,
  });
  stopping.abort();
  await expect(stopped).rejects.toThrow("stopped before it was done");
  expect(said).toBe("");
  expect(await readdir(folder)).toEqual([]);
});

test.each([["plan"], ["comments"]])(
  "%s stops while a repository is pulled that does not answer",
  async (name) => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const stopping = new AbortController();
    silent.on("connection", (socket) => {
      socket.on("error", () => {});
      stopping.abort();
    });
    const env = {
      NEWSSTAND_JID: "bot@example.org",
      NEWSSTAND_PASSWORD: "secret",
      NEWSSTAND_SOURCE: "git",
      NEWSSTAND_GIT_URL: `https://127.0.0.1:${port}/newsletter.git`,
      NEWSSTAND_GIT_CACHE: folder,
    };
    const nothing = (): void => {};
    const terminal = { out: nothing, err: nothing, isTTY: false, env, signal: stopping.signal };
    await expect(main([name], terminal)).rejects.toThrow("stopped before it was done");
    silent.close();
  },
);

test.each([["run"], ["plan"], ["publish"], ["publish", "x"], ["retract", "x"], ["repair"], ["comments"]])(
  "%s needs an account, and says which settings name it",
  async (...argv) => {
    const error = await run(argv).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain("NEWSSTAND_JID");
    expect(usageFor(error)).toBeUndefined();
  },
);
