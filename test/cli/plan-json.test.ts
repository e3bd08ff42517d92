/** A plan for programs: what is here is promised. */

import { expect, test } from "vitest";
import { toJson } from "../../src/cli/plan-json.ts";
import { at, node, publication, retraction } from "../publisher/overviews.ts";

const id = "2024-05-05-newsletter";
const common = { service: at.service, node: at.node, id, issue: id, kind: "issue", title: "News of April" };

test("a plan is nodes, changes, notes, their sum and the time they take", () => {
  const differences = {
    title: undefined,
    links: { added: ["https://a.example/"], removed: [] },
    words: [{ before: "old", after: "new" }],
    other: ["summary"],
  };
  const changes = [
    publication(),
    publication({ action: "update", differences }),
    publication({ action: "move", from: { ...at, node: "old" } }),
    retraction({ title: "News of April", id, issue: id }),
  ];
  const nodes = [
    node({
      drift: [{ field: "pubsub#title", has: undefined, wanted: "News" }],
      problems: ["p"],
      left: ["l"],
    }),
    node({ at: { ...at, node: "items" }, exists: false, capacity: Infinity, foreign: undefined }),
  ];
  expect(JSON.parse(toJson({ nodes, changes, notes: ["n"], pace: 10_000 }))).toEqual({
    nodes: [
      {
        ...at,
        exists: true,
        items: 11,
        wanted: 12,
        capacity: 256,
        configuration: [{ field: "pubsub#title", wanted: "News" }],
        problems: ["p"],
        left: ["l"],
        foreign: [],
      },
      {
        service: at.service,
        node: "items",
        exists: false,
        items: 11,
        wanted: 12,
        configuration: [],
        problems: [],
        left: [],
      },
    ],
    changes: [
      { action: "publish", ...common, bytes: 16_400 },
      {
        action: "update",
        ...common,
        bytes: 16_400,
        differences: { links: differences.links, words: differences.words, other: ["summary"] },
      },
      { action: "move", ...common, bytes: 16_400, from: "old" },
      { action: "retract", ...common, why: "unwanted" },
    ],
    notes: ["n"],
    sum: { publish: 1, update: 1, move: 1, retract: 1, bytes: 49_500 },
    seconds: 5,
  });
});

test("what is not known is left out", () => {
  const plan = toJson({ nodes: [], changes: [], notes: [], pace: undefined });
  expect(JSON.parse(plan)).not.toHaveProperty("seconds");
  expect(plan).toMatch(/\}\n$/u);
});
