/** The command line at work on real servers: it says what it would do, asks, does it once, and goes on after an interruption. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../src/cli.ts";
import { environment, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const BODY = "A greeting.\n\n## Servers\n\n- [Kestrel](https://kestrel.example/) is out.\n";
const FILES = {
  "2024-05-05-newsletter.md": issue("News of April", "2024-05-05", BODY),
  "2024-06-05-newsletter.md": issue("News of May", "2024-06-05", BODY),
};
const [APRIL, MAY] = ["2024-05-05-newsletter", "2024-06-05-newsletter"];
const KESTREL = "newsletter-servers-kestrel-example";

interface Running {
  readonly answer?: boolean;
  readonly hears?: (text: string) => void;
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
  readonly settings?: Readonly<Record<string, string>>;
}

/** An account and a node for each test: an account remembers what it published where. */
const NAMES = [
  "planned",
  "edited",
  "single",
  "retracted",
  "fileless",
  "drifted",
  "emptied",
  "lost",
  "beside",
  "full",
  "discussed",
  "cut",
  "away",
  "stopped",
] as const;
type Name = (typeof NAMES)[number];
const accounts = Object.fromEntries([...NAMES, "reader"].map((name) => [name, "secret"]));

describe.each([
  ["Prosody", () => startProsody({ accounts, creators: NAMES })],
  ["ejabberd", () => startEjabberd({ accounts })],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let content: Content;
  let reader: Reader;

  /** A command line of which the output is a pipe; `answer` is what a person says who is asked, `hears` gets what is said beside. */
  const run = async (
    name: Name | "reader",
    argv: readonly string[],
    { answer, hears, isTTY = false, settings = {}, signal = new AbortController().signal }: Running = {},
  ) => {
    let [out, err] = ["", ""];
    const env = { NODE: name, ...settings };
    const status = await main(argv, {
      out: (text) => (out += text),
      err(text) {
        err += text;
        hears?.(text);
      },
      isTTY,
      ask: answer === undefined ? undefined : () => Promise.resolve(answer),
      env: environment({ server, account: name, content: content.folder, settings: env }),
      signal,
    });
    return { status, out, err };
  };
  const logIn = (name: Name): Promise<Reader> =>
    connect(server.wsUrl, server.jid(name), server.password(name));
  const ids = async (node: string): Promise<string[]> => {
    const items = await reader.items(server.pubsub, node);
    return items.map(({ id }) => id).toSorted();
  };
  const told = (node: string): string[] =>
    reader.notifications
      .filter((each) => each.node === node && /^\d/u.test(each.id))
      .map(({ id, retracted }) => (retracted ? `- ${id}` : id));

  beforeAll(async () => {
    server = await startServer();
    content = await makeContent(FILES);
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  });

  afterAll(async () => {
    await reader?.stop();
    await content?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  test("plan says what publish does, and changes nothing", async () => {
    const settings = { ITEMS_NODE: "planned-{concept}" };
    const { status, out } = await run("planned", ["plan"], { settings });
    expect(status).toBe(0);
    expect(out).toContain(`planned at ${server.pubsub}: will be created\n  + ${APRIL}  News of April  (`);
    expect(out).toContain(`planned-servers at ${server.pubsub}: will be created\n`);
    expect(out).toContain("4 to publish, 2 nodes to create\n");
    await expect(reader.items(server.pubsub, "planned")).rejects.toBeDefined();
    await using owner = await logIn("planned");
    const { items: nodes } = await owner.client.getDiscoItems(server.jid("planned"));
    expect(nodes.filter(({ node }) => node !== undefined)).toEqual([]);
    const json = JSON.parse((await run("planned", ["plan", "--json"], { settings })).out);
    expect(json.nodes).toMatchObject([
      { node: "planned", exists: false, items: 0, wanted: 2 },
      { node: "planned-servers", exists: false, items: 0, wanted: 2 },
    ]);
    expect(json.sum).toMatchObject({ publish: 4, update: 0, move: 0, retract: 0 });
    expect((await run("planned", ["publish"], { settings })).out).toBe(
      "4 published, 0 updated, 0 retracted\n",
    );
    expect((await run("planned", ["plan"], { settings })).out).toMatch(/\n\nnothing to do\n$/u);
    expect((await run("planned", ["publish"], { settings })).out).toBe(
      "0 published, 0 updated, 0 retracted\n",
    );
  });

  test("an edit is shown by its words before it goes out", async () => {
    await run("edited", ["publish"]);
    const edited = FILES["2024-06-05-newsletter.md"].replace("A greeting", "A welcome");
    await content.write("2024-06-05-newsletter.md", edited);
    const { out } = await run("edited", ["plan"]);
    await content.write("2024-06-05-newsletter.md", FILES["2024-06-05-newsletter.md"]);
    expect(out).toContain(`  ~ ${MAY}  News of May  (`);
    expect(out).toContain(
      "      - A greeting. Servers Kestrel is …\n      + A welcome. Servers Kestrel is …\n",
    );
    expect(out).toContain("1 to update\n");
  });

  test("publish with an issue publishes this one and its items, and nothing else", async () => {
    const settings = { ITEMS_NODE: "single-items" };
    const { out } = await run("single", ["publish", `anywhere/${MAY}.md`], { settings });
    expect(out).toBe("2 published, 0 updated, 0 retracted\n");
    expect(await ids("single")).toContain(MAY);
    expect(await ids("single")).not.toContain(APRIL);
    expect(await ids("single-items")).toContain(`2024-06-05-${KESTREL}`);
    await expect(run("single", ["publish", "2024-07-05-newsletter"], { settings })).rejects.toThrow(
      'there is no issue "2024-07-05-newsletter"; was',
    );
  });

  test("an issue for which there is no room is named, and is a failure when it was asked for", async () => {
    const settings = { NODE: "full", MAX_ITEMS: "3" };
    await run("full", ["publish"], { settings });
    const { status, err } = await run("full", ["publish", APRIL], { settings });
    expect(err).toContain(`${APRIL} is not published\n`);
    expect(status).toBe(1);
    expect((await run("full", ["publish", MAY], { settings })).status).toBe(0);
  });

  test("retract takes an issue and its items, after a yes", async () => {
    const settings = { ITEMS_NODE: "retracted-items" };
    await run("retracted", ["publish"], { settings });
    const before = [await ids("retracted"), await ids("retracted-items")];
    const unasked = await run("retracted", ["retract", APRIL], { settings });
    expect(unasked).toMatchObject({ status: 2, err: expect.stringContaining("--yes has to be given") });
    expect(unasked.out).toContain(`  - ${APRIL}  News of April\n`);
    expect(unasked.out).toContain(`  - 2024-05-05-${KESTREL}  Kestrel`);
    expect(unasked.err).toContain(`${APRIL}.md is still there: the bot publishes it again`);
    expect(await run("retracted", ["retract", APRIL], { settings, answer: false })).toMatchObject({
      status: 1,
    });
    expect([await ids("retracted"), await ids("retracted-items")]).toEqual(before);
    const { status, out } = await run("retracted", ["retract", APRIL], { settings, answer: true });
    expect({ status, out: out.split("\n").at(-2) }).toEqual({
      status: 0,
      out: "0 published, 0 updated, 2 retracted",
    });
    expect(await ids("retracted")).toEqual(before[0]?.filter((id) => id !== APRIL));
    expect(await ids("retracted-items")).toEqual(before[1]?.filter((id) => id !== `2024-05-05-${KESTREL}`));
  });

  test("an issue without a file can be retracted by its id", async () => {
    await content.write("2024-04-05-newsletter.md", issue("News of March", "2024-04-05"));
    await run("fileless", ["publish"]);
    await content.remove("2024-04-05-newsletter.md");
    const { status } = await run("fileless", ["retract", "2024-04-05-newsletter", "--yes"]);
    expect(status).toBe(0);
    expect(await ids("fileless")).not.toContain("2024-04-05-newsletter");
  });

  test("publish puts back what somebody else took away, as plan says", async () => {
    await run("emptied", ["publish"]);
    await using owner = await logIn("emptied");
    await owner.client.retract(server.pubsub, "emptied", MAY, true);
    expect((await run("emptied", ["plan"])).out).toContain("\n1 to publish\n");
    const { out } = await run("emptied", ["publish", MAY]);
    expect(out).toBe("1 published, 0 updated, 0 retracted\n");
    expect(await ids("emptied")).toContain(MAY);
  });

  test("a plan that publish refuses, or that the account may not carry out, ends with status 1", async () => {
    await run("lost", ["publish"]);
    await using rest = await makeContent({ "2024-06-05-newsletter.md": FILES["2024-06-05-newsletter.md"] });
    const { status, out } = await run("lost", ["plan"], { settings: { CONTENT: rest.folder } });
    expect(out).toContain("publish refuses to do this: this would retract 1 of the 2 items of the node lost");
    expect(status).toBe(1);
    const foreign = await run("reader", ["plan"], { settings: { NODE: "lost" } });
    expect(foreign.out).toContain("  ! ");
    expect(foreign.status).toBe(1);
  });

  test("the bot of the account waits while a task works on the nodes, and nobody is told twice", async () => {
    await using issues = await makeContent(FILES);
    await using owner = await logIn("beside");
    await owner.client.createNode(server.pubsub, "beside");
    await reader.subscribe(server.pubsub, "beside");
    const settings = { NODE: "beside" };
    await using bot = startBot({ server, account: "beside", content: issues.folder, settings });
    await bot.logs("the nodes follow the content");
    for (const [at, word] of ["welcome", "salute", "toast"].entries()) {
      const before = bot.mark();
      await issues.write(
        "2024-06-05-newsletter.md",
        FILES["2024-06-05-newsletter.md"].replace("greeting", word),
      );
      await run("beside", ["publish"], { settings: { CONTENT: issues.folder } });
      await bot.logs("works on the nodes: the bot waits", before);
      await bot.logs("the bot goes on", before);
      await bot.logs("the nodes follow the content", bot.log().indexOf("the bot goes on", before));
      expect(told("beside")).toHaveLength(3 + at);
    }
    await issues.write("2024-06-05-newsletter.md", FILES["2024-06-05-newsletter.md"]);
    await expect.poll(() => told("beside"), { timeout: 10_000 }).toEqual([APRIL, MAY, MAY, MAY, MAY, MAY]);
  });

  test("a service that has no nodes is named with the setting", async () => {
    const settings = { PUBSUB: `nowhere.${server.domain}` };
    for (const command of ["plan", "publish", "repair"])
      await expect(run("planned", [command], { settings })).rejects.toThrow(
        "Is NEWSSTAND_PUBSUB the JID of a PubSub service?",
      );
  });

  test("repair shows what others did, and undoes it after a yes", async () => {
    await run("drifted", ["publish"]);
    await using owner = await logIn("drifted");
    const { client } = owner;
    await client.publish(server.pubsub, "drifted", { itemType: "http://jabber.org/protocol/tune" }, "spam");
    await client.retract(server.pubsub, "drifted", MAY, true);
    await client.configureNode(server.pubsub, "drifted", {
      type: "submit",
      fields: [
        { name: "FORM_TYPE", type: "hidden", value: "http://jabber.org/protocol/pubsub#node_config" },
        { name: "pubsub#title", value: "Other" },
      ],
    });
    expect((await run("drifted", ["plan"])).out).toContain("  · spam  is somebody else’s, and stays\n");
    const refused = await run("drifted", ["repair"], { answer: false });
    expect(refused.status).toBe(1);
    expect(refused.out).toContain('  ~ pubsub#title: "Other" → "Newsletter"\n');
    expect(refused.out).toContain(`  + ${MAY}  News of May  (`);
    expect(refused.out).toContain("  - spam  somebody else’s\n");
    expect(await ids("drifted")).toContain("spam");
    const { status, out } = await run("drifted", ["repair", "--yes"]);
    expect(status).toBe(0);
    expect(out).toMatch(/\n1 published, 0 updated, 1 retracted\n$/u);
    expect(await ids("drifted")).not.toContain("spam");
    expect(await ids("drifted")).toContain(MAY);
    expect((await run("drifted", ["repair"])).out).toMatch(/\nnothing to do\n$/u);
  });

  test("comments are shown, and one is taken out after a yes", async () => {
    // The node of the comments has the name of the issue: those of the others belong to them.
    const [quiet, lively] = ["2023-03-05-discussed", "2023-04-05-discussed"];
    await using issues = await makeContent({
      [`${quiet}.md`]: issue("News of February", "2023-03-05"),
      [`${lively}.md`]: issue("News of March", "2023-04-05"),
    });
    const settings = { CONTENT: issues.folder };
    await run("discussed", ["publish"], { settings });
    await reader.client.publish(
      server.pubsub,
      `urn:xmpp:microblog:0:comments/${lively}`,
      {
        itemType: "http://www.w3.org/2005/Atom",
        title: { text: "Well done!" },
        id: "tag:localhost,2024:praise",
        published: new Date("2024-06-06T10:00:00Z"),
        updated: new Date("2024-06-06T10:00:00Z"),
        authors: [{ name: "Ana", uri: `xmpp:${server.jid("reader")}` }],
      },
      "praise",
    );
    const shown = `Ana <${server.jid("reader")}>, 2024-06-06 10:00\n  Well done!\n  praise\n`;
    expect(await run("discussed", ["comments"], { settings })).toEqual({
      status: 0,
      out: shown,
      err: `1 comment on News of March (${lively})\n`,
    });
    expect((await run("discussed", ["comments", quiet], { settings })).err).toBe(
      `0 comments on News of February (${quiet})\n`,
    );
    expect(await run("discussed", ["comments", lively, "--retract", "praise"], { settings })).toMatchObject({
      status: 2,
      out: shown,
    });
    expect(
      await run("discussed", ["comments", lively, "--retract", "praise"], { settings, answer: true }),
    ).toMatchObject({
      status: 0,
      err: "retracted\n",
    });
    expect((await run("discussed", ["comments"], { settings })).out).toBe("");
    expect(
      await run("discussed", ["comments", lively, "--retract", "praise", "--yes"], { settings }),
    ).toMatchObject({
      status: 1,
      err: `${lively} has no comment praise\n`,
    });
  });

  describe("publish over a slow network", () => {
    const days = [...Array(12).keys()].map((at) => `2023-01-${String(at + 1).padStart(2, "0")}`);
    const body = "word ".repeat(6_000);
    let many: Content;
    let proxy: Proxy;
    beforeAll(async () => {
      const files = days.map((day) => [`${day}-newsletter.md`, issue(`News of ${day}`, day, body)] as const);
      many = await makeContent(Object.fromEntries(files));
      proxy = await startProxy(server.host, server.port);
      proxy.throttle(400_000);
    });
    afterAll(async () => {
      await proxy?.[Symbol.asyncDispose]();
      await many?.[Symbol.asyncDispose]();
    });

    /** Publishes; `hears` gets what is written beside the result. */
    const publish = (name: Name, hears: (text: string) => void, how: Running = {}) => {
      const settings = { CONTENT: many.folder, SERVICE: `xmpp://127.0.0.1:${proxy.port}` };
      return run(name, ["publish"], { ...how, settings, hears });
    };

    test("Ctrl-C ends it in the middle, and leaves the line of its progress; the next one does the rest", async () => {
      const stopping = new AbortController();
      let err = "";
      const hears = (text: string): void => {
        err += text;
        if (text.startsWith("\r2 of 12")) stopping.abort();
      };
      const stopped = publish("stopped", hears, { isTTY: true, signal: stopping.signal });
      await expect(stopped).rejects.toThrow("stopped before it was done");
      expect(err).toMatch(/\r\d of 12[^\r\n]*\n$/u);
      const { out } = await publish("stopped", () => {});
      expect(Number.parseInt(out, 10)).toBeLessThan(11);
      expect(await ids("stopped")).toEqual(expect.arrayContaining(days.map((day) => `${day}-newsletter`)));
    });

    test("goes on after the link was cut, and tells nobody anything twice", async () => {
      await using owner = await logIn("cut");
      await owner.client.createNode(server.pubsub, "cut");
      await reader.subscribe(server.pubsub, "cut");
      proxy.cutAfter(300_000);
      const before = proxy.connections();
      const { status, out, err } = await publish("cut", () => {});
      expect({ status, out }).toEqual({ status: 0, out: "12 published, 0 updated, 0 retracted\n" });
      expect(err).toContain("; waiting for the session\n");
      expect(err).toContain("the session goes on\n");
      expect(proxy.connections() - before).toBeGreaterThan(1);
      await reader.notified("2023-01-12-newsletter");
      expect(told("cut")).toEqual(days.map((day) => `${day}-newsletter`));
    });

    test("goes on after the server was away, with a new session", async () => {
      let restarted: Promise<void> | undefined;
      const { status, err } = await publish("away", (text) => {
        if (/^\d+ of 12/u.test(text)) restarted ??= server.restart();
      });
      await restarted;
      expect(status).toBe(0);
      expect(err).toContain("the session goes on\n");
      await using again = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
      const held = await again.items(server.pubsub, "away");
      expect(held.filter(({ id }) => /^\d/u.test(id))).toHaveLength(12);
    });
  });
});
