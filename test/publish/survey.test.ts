/** What has to be done so that the nodes follow the content, and what a look at them costs. */

import { describe, expect, test } from "vitest";
import { IssueError } from "../../src/newsletter/issue.ts";
import { NothingToPublishError, UnsafePlanError } from "../../src/publish/safety.ts";
import { element } from "../support/conversation.ts";
import { archive, inWords, issue, options, places, scene } from "./survey/scene.ts";

const [april, may, june] = [issue("04"), issue("05"), issue("06")];
const foreign = element(
  `<entry xmlns="http://www.w3.org/2005/Atom"><id>tag:other.example,2024:x</id><title>X</title></entry>`,
);
const withItems = { ...places, items: "items-{concept}" };

describe("a survey", () => {
  test("of empty nodes wants everything, oldest first, an issue before its items, and reads nothing", async () => {
    const { plan, asked } = await scene();
    const content = archive(issue("04", { clients: ["gajim", "dino"] }), may);
    expect(await plan(content, { places: withItems })).toEqual([
      "publish news/2024-04-05-news",
      "publish items-clients/2024-04-05-news-clients-gajim-example-org",
      "publish items-clients/2024-04-05-news-clients-dino-example-org",
      "publish news/2024-05-05-news",
    ]);
    expect(asked()).toEqual(["list news", "list items-clients"]);
  });

  test("with nothing to do asks nothing, also after a restart", async () => {
    const { follow, plan, asked, restart } = await scene();
    await follow(archive(april, may));
    expect(await plan(archive(april, may))).toEqual([]);
    await restart();
    expect(await plan(archive(issue("04"), issue("05")))).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("of content without any issue leaves the nodes alone, and does not even read them", async () => {
    const { plan, asked } = await scene();
    await expect(plan(archive())).rejects.toThrow(NothingToPublishError);
    expect(asked()).toEqual([]);
  });

  test("reads what differs, and that alone", async () => {
    const { follow, look, asked } = await scene();
    await follow(archive(april, may));
    const { changes } = await look(archive(april, issue("05", { words: "Good bye." })));
    expect(asked()).toEqual(["read news/2024-05-05-news"]);
    expect(changes).toMatchObject([{ action: "update", id: "2024-05-05-news", title: "News 05" }]);
    const [change] = changes;
    expect(change?.action === "update" && change.entry()).toMatchObject({
      published: "2024-05-05T00:00:00Z",
      updated: "2024-07-01T00:00:00Z",
      text: "Good bye.\n",
    });
  });

  test("does not publish again what was published before the bot was killed", async () => {
    const { follow, look, plan, apply, asked } = await scene();
    await follow(archive(april));
    apply((await look(archive(april, may))).changes);
    asked();
    expect(await plan(archive(april, may))).toEqual([]);
    expect(asked()).toEqual(["read news/2024-05-05-news"]);
    expect(await plan(archive(april, may))).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("takes dates alone for no reason to notify everybody", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may));
    const dated = issue("05", { front: "lastmod: 2024-06-20\n" });
    expect(await plan(archive(april, dated))).toEqual([]);
  });

  test("builds a lost record anew from one list, and finds what is no longer wanted", async () => {
    const { follow, plan, asked, forget } = await scene();
    const content = archive(april, may, june, issue("03"));
    await follow(content);
    await forget();
    expect(await plan(archive(april, may, june))).toEqual(["retract unwanted news/2024-03-05-news"]);
    expect(asked().filter((each) => each.startsWith("list"))).toEqual(["list news"]);
    expect(await plan(content)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("that does not trust the record finds what is missing, changed, and of others", async () => {
    const { follow, look, nodes } = await scene();
    const content = archive(april, may, june);
    await follow(content);
    const news = nodes.get("news");
    news?.delete(april.id);
    news?.set(may.id, element(`<entry xmlns="http://www.w3.org/2005/Atom"><title>Hacked</title></entry>`));
    news
      ?.set("x", foreign)
      .set("urn:xmpp:avatar:metadata", element(`<metadata xmlns="urn:xmpp:avatar:metadata"/>`));
    const found = await look(content, { trust: false });
    expect(found.changes.map(({ action, id }) => `${action} ${id}`)).toEqual([
      `publish ${april.id}`,
      `update ${may.id}`,
    ]);
    expect(found.nodes).toMatchObject([{ exists: true, holds: 2, desired: 3, foreign: ["x"] }]);
  });

  test("that trusts the record does not notice", async () => {
    const { follow, plan, nodes } = await scene();
    await follow(archive(april, may));
    nodes.get("news")?.delete(april.id);
    expect(await plan(archive(april, may))).toEqual([]);
  });

  test("replaces whole what stands in the place of ours and is not ours", async () => {
    const { look, nodes } = await scene();
    nodes.set("news", new Map([[may.id, foreign]]));
    const { changes } = await look(archive(may));
    expect(changes).toMatchObject([{ action: "update", id: may.id }]);
    const [change] = changes;
    expect(change?.action === "update" && change.entry().id).toBe(
      "tag:news.example.org,2024-05-05:news-2024-05-05",
    );
  });

  test("tells a node that is not there from an empty one", async () => {
    const { look, nodes, follow } = await scene();
    expect((await look(archive(may))).nodes).toMatchObject([{ exists: false, holds: 0 }]);
    await follow(archive(april, may));
    nodes.delete("news");
    const edited = archive(april, issue("05", { words: "Edited." }));
    const { changes, nodes: seen } = await look(edited);
    expect(seen).toMatchObject([{ exists: false, holds: 0 }]);
    expect(inWords(changes)).toEqual([`publish news/${april.id}`, `publish news/${may.id}`]);
  });

  test("can be restricted to issues: nothing else is touched, and nothing retracted", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may));
    const content = archive(issue("04", { words: "A." }), june);
    expect(await plan(content, { only: new Set([june.id]), maxRetract: 1 })).toEqual([
      `publish news/${june.id}`,
    ]);
  });

  test("says how an entry differs, where that is asked for", async () => {
    const { follow, look } = await scene();
    await follow(archive(may));
    const edited = archive(issue("05", { words: "Bye." }));
    const { changes } = await look(edited, { detailed: true });
    expect(changes).toMatchObject([
      { differences: { title: undefined, words: [{ before: "Hello.", after: "Bye." }] } },
    ]);
    const [change] = (await look(edited)).changes;
    expect(change).not.toHaveProperty("differences");
  });

  test("says that translations have no node, in one sentence", async () => {
    const { look, plan } = await scene();
    const content = archive(may, issue("05", { language: ".de" }), issue("05", { language: ".fr" }));
    expect((await look(content)).notes).toEqual([
      expect.stringMatching(/^2 translations \(de, fr\).*translations_node/),
    ]);
    expect(await plan(content, { places: { ...places, translations: "news-{lang}" } })).toEqual([
      `publish news/${may.id}`,
      `publish news-de/${may.id}-de`,
      `publish news-fr/${may.id}-fr`,
    ]);
  });

  test("reads in small batches: others on the server do not wait for long", async () => {
    const { follow, plan, most, asked } = await scene();
    const content = archive(issue("04", { clients: Array.from({ length: 70 }, (_, at) => `client${at}`) }));
    await follow(content, { places: withItems });
    expect(await plan(content, { places: withItems, trust: false })).toEqual([]);
    expect(asked()).toHaveLength(73);
    expect(most()).toBe(20);
  });
});

describe("what moves", () => {
  const yearly = { ...places, issues: "news-{year}" };

  test("is published at its new node with its old dates, then taken from the old one", async () => {
    const { follow, look, plan, nodes } = await scene();
    await follow(archive(april, may));
    await follow(archive(issue("04", { words: "Edited." }), may));
    const moved = archive(issue("04", { words: "Edited." }), may);
    const { changes } = await look(moved, { places: yearly });
    const entries = changes.map((change) => (change.action === "move" ? change.entry() : undefined));
    expect(entries.map((entry) => entry?.updated)).toEqual(["2024-07-01T00:00:00Z", "2024-05-05T00:00:00Z"]);
    expect(await follow(moved, { places: yearly })).toEqual([
      `move news-2024/${april.id} from news`,
      `move news-2024/${may.id} from news`,
    ]);
    expect(nodes.get("news")?.size).toBe(0);
    expect(await plan(moved, { places: yearly })).toEqual([]);
  });

  test("and was interrupted between the two is only taken from the old one, however much that is", async () => {
    const { follow, look, apply, plan, ledger } = await scene();
    await follow(archive(april, may));
    const { changes } = await look(archive(april, may), { places: yearly });
    apply(changes.map((change) => (change.action === "move" ? { ...change, action: "publish" } : change)));
    expect(await plan(archive(april, may), { places: yearly })).toEqual([
      `retract unwanted news/${april.id}`,
      `retract unwanted news/${may.id}`,
    ]);
    expect(ledger().nodes().toSorted()).toEqual(["news", "news-2024"]);
  });

  test("under another file name is another item", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may, june, issue("03")));
    expect(await plan(archive(april, may, june, issue("02")))).toEqual([
      "publish news/2024-02-05-news",
      "retract unwanted news/2024-03-05-news",
    ]);
  });
});

describe("what the content has no more", () => {
  const months = ["01", "02", "03", "04"];
  const issues = months.map((month) => issue(month));

  test("is retracted, unless that would be too much", async () => {
    const { follow, plan } = await scene();
    await follow(archive(...issues));
    expect(await plan(archive(...issues.slice(1)))).toEqual(["retract unwanted news/2024-01-05-news"]);
    await expect(plan(archive(...issues.slice(2)))).rejects.toThrow(UnsafePlanError);
    await expect(plan(archive(...issues.slice(2)))).rejects.toThrow(
      "retract 2 of the 4 items of the node news",
    );
    expect(await plan(archive(...issues.slice(2)), { maxRetract: 0.5 })).toHaveLength(2);
  });

  test("stays while its file is only broken, and its items with it", async () => {
    const { follow, plan } = await scene();
    const april2 = issue("04", { clients: ["gajim"] });
    await follow(archive(april2, may), { places: withItems });
    const broken = [{ file: april2.file, id: april2.id, error: new IssueError(april2.file, 1, "is broken") }];
    expect(await plan({ issues: [may], broken }, { places: withItems })).toEqual([]);
  });

  test("is retracted, however many it is, when it expires; a draft counts as an accident", async () => {
    const { follow, plan } = await scene();
    await follow(archive(...issues));
    const until = (month: string) => issue(month, { front: "expiryDate: 2024-06-30\n" });
    expect(await plan(archive(until("01"), until("02"), until("03"), april))).toHaveLength(3);
    const drafts = ["01", "02"].map((month) => issue(month, { front: "draft: true\n" }));
    await expect(plan(archive(...drafts, until("03"), april))).rejects.toThrow("retract 2 of the 4");
  });

  test("goes when its issue no longer says it, however few items there are", async () => {
    const { follow, plan } = await scene();
    await follow(archive(issue("04", { clients: ["gajim", "dino"] })), { places: withItems });
    const content = archive(issue("04", { clients: ["dino"] }));
    expect(await plan(content, { places: withItems })).toEqual([
      `update news/${april.id}`,
      `retract unwanted items-clients/${april.id}-clients-gajim-example-org`,
    ]);
  });

  test("goes with its issue, and is not counted a second time", async () => {
    const { follow, plan } = await scene();
    const content = archive(...issues, issue("05", { clients: ["gajim"] }));
    await follow(content, { places: withItems });
    expect(await plan(archive(...issues), { places: withItems })).toEqual([
      `retract unwanted news/${may.id}`,
      `retract unwanted items-clients/${may.id}-clients-gajim-example-org`,
    ]);
  });

  test("is an accident when a node is switched off, until the operator says otherwise", async () => {
    const { follow, plan } = await scene();
    const content = archive(issue("04", { clients: ["gajim"] }), issue("04", { language: ".de" }));
    const all = { ...withItems, translations: "news-{lang}" };
    await follow(content, { places: all });
    await expect(plan(content, { places: { ...all, items: undefined } })).rejects.toThrow(
      "the node items-clients",
    );
    await expect(plan(content, { places: { ...all, translations: undefined } })).rejects.toThrow(
      "the node news-de",
    );
    expect(await plan(content, { maxRetract: 1 })).toHaveLength(2);
  });

  test("and is gone already, or was replaced by others, is not retracted", async () => {
    const { follow, plan, nodes, ledger } = await scene();
    await follow(archive(...issues));
    nodes.get("news")?.delete("2024-01-05-news");
    nodes.get("news")?.set("2024-02-05-news", foreign);
    expect(await plan(archive(...issues.slice(2)))).toEqual([]);
    expect([...ledger().of("news").keys()]).toEqual(["2024-03-05-news", "2024-04-05-news"]);
  });
});

describe("a node that is full", () => {
  // Two places are the node's own picture's.
  const small = { capacity: () => 4, holds: 4 };

  test("is given the newest, and what is left out is said with what would change it", async () => {
    const { follow, look, plan, asked } = await scene();
    const content = archive(april, may, june);
    expect(await follow(content, small)).toEqual([`publish news/${may.id}`, `publish news/${june.id}`]);
    const { nodes, notes } = await look(content, small);
    expect(nodes).toMatchObject([{ holds: 2, desired: 3, capacity: 4, left: [april.id] }]);
    expect(notes).toEqual([
      expect.stringMatching(/holds 4 items.*2024-04-05-news.*pubsub_max_items.*max_items_node.*\{year\}/),
    ]);
    expect(await plan(content, small)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("is relieved of the oldest just before it gets a new one", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may), small);
    expect(await follow(archive(april, may, june), small)).toEqual([
      `retract room news/${april.id}`,
      `publish news/${june.id}`,
    ]);
    expect(await plan(archive(april, may, june), small)).toEqual([]);
  });

  test("is relieved of what is unwanted first", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may), small);
    expect(await plan(archive(may, june), { ...small, maxRetract: 1 })).toEqual([
      `retract unwanted news/${april.id}`,
      `publish news/${june.id}`,
    ]);
  });

  test("keeps what it has when only less is said to fit", async () => {
    const { follow, plan } = await scene();
    await follow(archive(april, may, june));
    expect(await plan(archive(april, may, june), small)).toEqual([]);
  });

  test("has less room for ours when others put something in", async () => {
    const { plan, nodes } = await scene();
    nodes.set("news", new Map([["x", foreign]]));
    expect(await plan(archive(april, may, june), small)).toEqual([`publish news/${june.id}`]);
  });

  test("and whose capacity nobody knows is not sent again what it dropped", async () => {
    const { follow, look, plan, nodes, forget } = await scene();
    const content = archive(april, may, june);
    const unknown = { capacity: () => undefined };
    await follow(content, unknown);
    nodes.get("news")?.delete(april.id);
    await forget();
    const { changes, notes } = await look(content, unknown);
    expect(changes).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/2024-04-05-news.*max_items/)]);
    nodes.get("news")?.delete(june.id);
    expect(await plan(content, { ...unknown, trust: false })).toEqual([`publish news/${june.id}`]);
  });
});

test("an issue that is not out, or of a language that is not chosen, is not wanted", async () => {
  const { plan } = await scene();
  const content = archive(issue("04", { front: "draft: true\n" }), may, issue("08"));
  expect(await plan(content)).toEqual([`publish news/${may.id}`]);
  expect(await plan(content, { now: new Date("2024-09-01") })).toHaveLength(2);
  expect(await plan(content, { languages: ["de"] })).toEqual([]);
  expect(options.languages).toEqual([]);
});
