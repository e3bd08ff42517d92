/** A plan, as it is read. */

import { describe, expect, test } from "vitest";
import type { Overview } from "../../src/publisher/overview.ts";
import { describe as toText } from "../../src/publisher/plan-text.ts";
import type { Change, Differences } from "../../src/publish/change.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { at, node, publication, retraction } from "./overviews.ts";

function text(facts: Partial<Overview> = {}, hasColours = false): string {
  return toText({ nodes: [node()], changes: [], notes: [], pace: undefined, ...facts }, { hasColours });
}

function updated(differences: Partial<Differences>): string {
  const none = { title: undefined, links: { added: [], removed: [] }, words: [], other: [] };
  const change: Change = publication({ action: "update", differences: { ...none, ...differences } });
  return text({ changes: [change] });
}

test("each node has its changes below it, a line each, then the sum and how long it takes", () => {
  const items = { ...at, node: "items" };
  const changes = [
    publication(),
    publication({ action: "move", from: { ...at, node: "old" }, id: "b", title: "B", bytes: 900 }),
    publication({ at: items, kind: "item", id: "c", title: "C", bytes: 50 }),
    retraction(),
    retraction({ why: "room", id: "d", title: "D" }),
  ];
  const nodes = [node(), node({ at: items, exists: false, holds: 0, desired: 1, capacity: undefined })];
  expect(text({ nodes, changes, pace: 2_000 })).toBe(
    `newsletter at pubsub.example.org: 11 items, 12 wanted, room for 256
  + 2024-05-05-newsletter  News of April  (16.4 kB)
  → b  B  (900 B, from old)
  - 2020-01-05-newsletter  Old news
  - d  D  (makes room)

items at pubsub.example.org: will be created
  + c  C  (50 B)

2 to publish, 1 to move, 2 to retract, 1 node to create
about 17.9 kB: 9 s at the 2.0 kB/s that this server took last
`,
  );
});

test("a plan speaks the language of its reader", () => {
  const nodes = [
    node({ foreign: ["theirs"], left: ["a", "b"] }),
    node({ at: { ...at, node: "items" }, exists: false }),
  ];
  const changes = [publication(), retraction({ why: "room", id: "d", title: "D" })];
  const overview: Overview = { nodes, changes, notes: [], pace: undefined };
  expect(toText(overview, { voice: voiceOf("de") })).toBe(
    `newsletter auf pubsub.example.org: 11 Einträge, 12 vorgesehen, Platz für 256
  + 2024-05-05-newsletter  News of April  (16.4 kB)
  - d  D  (macht Platz)
  · theirs  gehört jemand anderem und bleibt
  · a bis b (2 Einträge)  weggelassen: der Knoten ist voll

items auf pubsub.example.org: wird angelegt

1 zu veröffentlichen, 1 zurückzuziehen, 1 Knoten anzulegen
etwa 16.7 kB: höchstens einige Sekunden
`,
  );
});

test("a node that is as it should be leaves nothing to do", () => {
  expect(text({ nodes: [node({ holds: 12 })] })).toBe(
    "newsletter at pubsub.example.org: 12 items, 12 wanted, room for 256\n\nnothing to do\n",
  );
});

test("a node that is gone, and that nothing goes to, is nothing to do", () => {
  const gone = node({ exists: false, holds: 0, desired: 0 });
  expect(text({ nodes: [gone] })).toBe(
    "newsletter at pubsub.example.org: does not exist any more\n\nnothing to do\n",
  );
});

test("a node that the account may not create is not said to be created", () => {
  const barred = node({ exists: false, holds: 0, problems: ["the account may not create it"] });
  expect(text({ nodes: [barred] })).toContain(
    "newsletter at pubsub.example.org: cannot be created\n  ! the account may not create it\n",
  );
});

test("where the pace of the server is not known, it says how long the packaged ones take", () => {
  expect(text({ changes: [publication({ bytes: 3_000_000 })] })).toContain(
    `about 3.0 MB: 5 min with the limit of a packaged Prosody (10 kB/s), 17 min with that of an ejabberd (3 kB/s),
less without; how fast this server is shows at the first publish
`,
  );
});

test("a configuration that has drifted is shown field by field, and is something to do", () => {
  const drift = [
    { field: "pubsub#title", has: "News", wanted: "Newsletter" },
    { field: "pubsub#type", has: undefined, wanted: "urn:x" },
  ];
  const said = text({ nodes: [node({ drift, problems: ["the account is not its owner"] })] });
  expect(said).toContain('  ~ pubsub#title: "News" → "Newsletter"\n  ~ pubsub#type: nothing → "urn:x"\n');
  expect(said).toContain("  ! the account is not its owner\n");
  expect(said).toContain("1 node to configure\n");
});

test("what is somebody else's is named, and what is left out, and notes stand at the end", () => {
  const said = text({
    nodes: [node({ foreign: ["theirs"], left: ["a", "b", "c"] })],
    notes: ["the node is full: raise max_items"],
  });
  expect(said).toContain("  · theirs  is somebody else’s, and stays\n");
  expect(said).toContain("  · a to c (3 items)  left out: the node is full\n");
  expect(said).toContain("\nthe node is full: raise max_items\n\nnothing to do\n");
});

test("little takes no time on any server", () => {
  expect(text({ changes: [publication()] })).toContain("\nabout 16.4 kB: some seconds at most\n");
});

describe("an update", () => {
  test("shows title, links and words before and after, and names the rest", () => {
    expect(
      updated({
        title: { before: "News of Mai", after: "News of May" },
        links: { added: ["https://new.example/"], removed: ["https://old.example/"] },
        words: [
          { before: "an old word", after: "a new word" },
          { before: "", after: "more" },
        ],
        other: ["summary", "category"],
      }),
    ).toContain(`  ~ 2024-05-05-newsletter  News of April  (16.4 kB)
      - News of Mai
      + News of May
      - <https://old.example/>
      + <https://new.example/>
      - an old word
      + a new word
      + more
      also: summary, category
`);
  });

  test("with many differences shows the first of them, and counts the others", () => {
    const words = Array.from({ length: 8 }, (_, index) => ({
      before: `old ${index}`,
      after: `new ${index}`,
    }));
    const added = Array.from({ length: 5 }, (_, index) => `https://${index}.example/`);
    const said = updated({ words, links: { added, removed: [] } });
    expect(said).toContain("      + new 2\n      … and 5 more passages\n");
    expect(said).toContain("      + <https://3.example/>\n      … and 1 more link\n");
  });

  test("with long passages keeps to one line each", () => {
    const lines = updated({ words: [{ before: "", after: "word ".repeat(100) }] }).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(130);
  });
});

test("nothing that comes from a node or a file can do anything to the terminal", () => {
  const evil = "x\u001b[2J\u202e";
  const said = text({
    nodes: [
      node({
        foreign: [evil],
        left: [evil],
        drift: [{ field: "f", has: evil, wanted: "x" }],
        problems: [evil],
      }),
    ],
    changes: [publication({ title: evil }), retraction({ id: evil, title: evil })],
    notes: [evil],
  });
  expect(said).not.toMatch(/[\u001b\u202e]/u);
});

test("only a terminal gets colours", () => {
  expect(text({ changes: [publication()] })).not.toContain("\u001b[");
  expect(text({ changes: [publication()] }, true)).toContain("\u001b[32m+ 2024-05-05-newsletter\u001b[39m");
});
