/** The nodes are held against the record, a little at a time. */

import { describe, expect, test } from "vitest";
import { check, type Finding } from "../../src/publish/check.ts";
import { element } from "../support/conversation.ts";
import { masthead } from "../support/masthead.ts";
import { archive, issue, places, scene } from "./survey/scene.ts";

const [april, may, june] = [issue("04"), issue("05"), issue("06")];
const content = archive(april, may, june);
const entry = (id: string) => element(`<entry xmlns="http://www.w3.org/2005/Atom"><id>${id}</id></entry>`);
const foreign = entry("tag:other.example,2024:x");

/** A node with three issues that the record knows, and what a check finds. */
async function checked(paged: boolean) {
  const set = await scene({ paged });
  await set.follow(content);
  const look = () => check(set.xmpp, set.ledger(), { masthead, places });
  const find = async () => {
    const findings: readonly Finding[] = await Array.fromAsync(look());
    const all = (what: "missing" | "different" | "foreign") => findings.flatMap((finding) => finding[what]);
    return { missing: all("missing"), different: all("different"), foreign: all("foreign") };
  };
  return { ...set, look, find };
}

describe.each([
  ["with pages", true],
  ["without pages", false],
])("at a service %s", (_, paged) => {
  test("a node that is as it was left gives nothing, and the record stays as it is", async () => {
    const { find, plan, asked } = await checked(paged);
    expect(await find()).toEqual({ missing: [], different: [], foreign: [] });
    asked();
    expect(await plan(content)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("what is missing or was changed is found, and the next survey mends it", async () => {
    const { find, plan, nodes } = await checked(paged);
    nodes.get("news")?.delete(april.id);
    nodes.get("news")?.set(may.id, foreign);
    expect(await find()).toEqual({ missing: [april.id], different: [may.id], foreign: [] });
    expect(await plan(content)).toEqual([`publish news/${april.id}`, `update news/${may.id}`]);
  });

  test("items of others are found, but for the node's own picture", async () => {
    const { find, nodes } = await checked(paged);
    nodes
      .get("news")
      ?.set("urn:xmpp:avatar:metadata", element(`<metadata xmlns="urn:xmpp:avatar:metadata"/>`))
      .set("x", foreign);
    expect((await find()).foreign).toEqual(["x"]);
  });

  test("an item of ours that the record does not know is put into it", async () => {
    const { find, nodes, ledger } = await checked(paged);
    nodes.get("news")?.set("ours", entry("tag:news.example.org,2024-01-01:ours"));
    expect((await find()).foreign).toEqual([]);
    expect(ledger().of("news").has("ours")).toBe(true);
  });

  test("a node that was deleted is forgotten", async () => {
    const { find, nodes, ledger } = await checked(paged);
    nodes.delete("news");
    expect((await find()).missing).toEqual([april.id, may.id, june.id]);
    expect([ledger().nodes(), ledger().others("news")]).toEqual([[], undefined]);
  });

  test("what is published meanwhile is not taken for changed", async () => {
    const { look, nodes, ledger } = await checked(paged);
    const at = { service: masthead.at.service, node: "news" };
    const different: string[] = [];
    for await (const finding of look()) {
      different.push(...finding.different);
      if (finding.checked === 0 || different.length > 0) continue;
      nodes.get("news")?.set(may.id, foreign);
      ledger().put(at, may.id, { issue: may.id });
    }
    expect(different).toEqual([]);
  });
});

test("the items of a large node are listed only where there are pages", async () => {
  const { find, asked } = await checked(false);
  await find();
  expect(asked().filter((each) => each.startsWith("list"))).toEqual([]);
});

test("a node of thousands is not searched for the newest where there are no pages: that alone takes too long", async () => {
  const { find, asked, ledger } = await checked(false);
  const at = { service: masthead.at.service, node: "news" };
  for (let count = 0; count < 2_600; count += 1) ledger().put(at, `item-${count}`, { issue: "item" });
  await find();
  expect(asked().filter((each) => !each.startsWith("read"))).toEqual([]);
});
