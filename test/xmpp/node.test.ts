/** A node is made and configured, with services of several kinds. */

import { describe, expect, test } from "vitest";
import { ensureNode } from "../../src/xmpp/node.ts";
import { NodeRightsError } from "../../src/xmpp/node/rights.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation, type Step } from "../support/conversation.ts";

const SERVICE = "pubsub.example.org";
const at = { service: SERVICE, node: "news" };
const FEED = "urn:xmpp:pubsub-social-feed:1";
const wanted = new Map([
  ["pubsub#type", [FEED]],
  ["pubsub#title", ["News"]],
  ["pubsub#notify_retract", ["1"]],
]);
const { creates, createsWith, exists, asks, reads, sets, describes, asksAffiliation } = nodeSteps(
  SERVICE,
  "news",
);
const right = { type: FEED, title: "News", notify_retract: "1", max_items: "max" };
const forbidden = { fails: refusal("forbidden", "", "auth") };

describe("a service that shows everything in its form", () => {
  test("is told nothing when everything is right", async () => {
    const xmpp = conversation(exists, reads(right));
    expect(await ensureNode(xmpp, at, wanted, { max: true })).toEqual({
      created: false,
      changed: [],
      refused: [],
      unknown: [],
      capacity: undefined,
      notes: [],
    });
    xmpp.end();
  });

  test("is told what differs, and nothing else", async () => {
    const xmpp = conversation(
      exists,
      reads({ ...right, title: "Old", max_items: "20" }),
      sets({ title: "News" }),
      sets({ max_items: "max" }),
      reads(right),
    );
    const state = await ensureNode(xmpp, at, wanted, { max: true });
    expect(state.changed).toEqual(["pubsub#title", "pubsub#max_items"]);
    xmpp.end();
  });

  test("says what it keeps instead", async () => {
    const xmpp = conversation(
      exists,
      reads({ ...right, notify_retract: "0" }),
      sets({ notify_retract: "1" }),
      reads({ ...right, notify_retract: "0" }),
    );
    expect((await ensureNode(xmpp, at, wanted, { max: true })).refused).toEqual([
      "pubsub#notify_retract (0)",
    ]);
    xmpp.end();
  });
});

describe("a service whose form is not the whole of it", () => {
  const shown = { notify_retract: "1", max_items: "max" };
  const hidden = { type: FEED, title: "News" };

  test("is sent all fields when the node is new, and asked for the rest in the node's description", async () => {
    const xmpp = conversation(
      creates,
      reads(shown),
      describes({}),
      sets(hidden),
      reads(shown),
      describes(hidden),
    );
    const state = await ensureNode(xmpp, at, wanted, { max: true });
    expect(state).toMatchObject({
      created: true,
      changed: ["pubsub#type", "pubsub#title"],
      refused: [],
      unknown: [],
    });
    xmpp.end();
  });

  test("is sent a form again without the field that it does not know", async () => {
    const more = new Map([...wanted, ["pubsub#language", ["en"]]]);
    const all = { ...hidden, language: "en" };
    const xmpp = conversation(
      creates,
      reads(shown),
      describes({}),
      sets(all, { fails: refusal("resource-constraint", "Unknown field: pubsub#language", "wait") }),
      sets(hidden),
      reads(shown),
      describes(hidden),
    );
    const state = await ensureNode(xmpp, at, more, { max: true });
    expect(state.unknown).toEqual(["pubsub#language"]);
    xmpp.end();
  });

  test("is not asked for what nobody wants to know", async () => {
    const xmpp = conversation(exists, reads({ notify_retract: "1", max_items: "max" }));
    await ensureNode(xmpp, at, new Map([["pubsub#notify_retract", ["1"]]]), { max: true });
    xmpp.end();
  });
});

describe("the number of items", () => {
  const refuses = { fails: refusal("bad-request", "", "modify") };

  test("is the largest that a service without `max` takes", async () => {
    const xmpp = conversation(
      exists,
      reads({ ...right, max_items: "20" }),
      ...["10000", "5000", "1000", "500"].map((size) => sets({ max_items: size }, refuses)),
      sets({ max_items: "256" }),
      reads({ ...right, max_items: "256" }),
    );
    const state = await ensureNode(xmpp, at, wanted, { max: false });
    expect(state).toMatchObject({ changed: ["pubsub#max_items"], capacity: 256 });
    xmpp.end();
  });

  test("is left alone where it is enough already", async () => {
    const xmpp = conversation(exists, reads({ ...right, max_items: "1000" }));
    expect((await ensureNode(xmpp, at, wanted, { max: false })).capacity).toBe(1000);
    xmpp.end();
  });

  test("is more than anybody needs from ten thousand on", async () => {
    const xmpp = conversation(exists, reads({ ...right, max_items: "10000" }));
    expect((await ensureNode(xmpp, at, wanted, { max: false })).capacity).toBe(Infinity);
    xmpp.end();
  });

  test("is what the form allows at most where the node has `max`", async () => {
    const { receives = "", ...step } = reads(right);
    const range = `<value>max</value><validate xmlns="http://jabber.org/protocol/xdata-validate"><range max="256"/></validate>`;
    const limited: Step = { ...step, receives: receives.replace("<value>max</value>", range) };
    const xmpp = conversation(exists, limited);
    expect((await ensureNode(xmpp, at, wanted, { max: true })).capacity).toBe(256);
    xmpp.end();
  });

  test("is nobody's business where nothing is said of it", async () => {
    const xmpp = conversation(exists, reads({ ...right, max_items: "1" }));
    expect((await ensureNode(xmpp, at, wanted, {})).changed).toEqual([]);
    xmpp.end();
  });
});

describe("an account without rights", () => {
  test("is told who can let it create the node: Prosody forbids to read what is not there", async () => {
    const xmpp = conversation(
      { ...creates, ...forbidden },
      { ...asks, ...forbidden },
      { ...asksAffiliation, fails: refusal("service-unavailable") },
      { ...describes({}), fails: refusal("item-not-found") },
    );
    const failure = ensureNode(xmpp, at, wanted, { max: true });
    await expect(failure).rejects.toThrow(
      /there is no node news at pubsub.example.org.*admins.*access_createnode/u,
    );
    await expect(failure).rejects.toBeInstanceOf(NodeRightsError);
    xmpp.end();
  });

  test("is told the same where the service says at once that there is no such node", async () => {
    const xmpp = conversation({ ...creates, ...forbidden }, { ...asks, fails: refusal("item-not-found") });
    await expect(ensureNode(xmpp, at, wanted, { max: true })).rejects.toThrow("may not create it");
    xmpp.end();
  });

  test("is told that the node is somebody else's", async () => {
    const xmpp = conversation(
      exists,
      { ...asks, ...forbidden },
      {
        ...asksAffiliation,
        receives: `<pubsub xmlns="http://jabber.org/protocol/pubsub"><affiliations/></pubsub>`,
      },
      describes({ publish_model: "publishers" }),
    );
    await expect(ensureNode(xmpp, at, wanted, { max: true })).rejects.toMatchObject({
      message: expect.stringContaining("belongs to somebody else"),
      condition: "forbidden",
    });
    xmpp.end();
  });

  test("is told that it looks at the wrong account", async () => {
    const xmpp = conversation(
      { ...creates, ...forbidden },
      { ...asks, ...forbidden },
      { ...asksAffiliation, fails: refusal("service-unavailable") },
      { ...describes({}), fails: refusal("subscription-required", "", "auth") },
    );
    await expect(ensureNode(xmpp, at, wanted, { max: true })).rejects.toThrow("NEWSSTAND_PUBSUB");
    xmpp.end();
  });

  test("goes on as a publisher of a node that it cannot see into", async () => {
    const publisher = `
      <pubsub xmlns="http://jabber.org/protocol/pubsub">
        <affiliations><affiliation node="other" affiliation="none"/><affiliation node="news" affiliation="publisher"/></affiliations>
      </pubsub>`;
    const xmpp = conversation(exists, { ...asks, ...forbidden }, { ...asksAffiliation, receives: publisher });
    expect(await ensureNode(xmpp, at, wanted, { max: true })).toMatchObject({
      created: false,
      changed: [],
      notes: [expect.stringContaining("may publish to the node news")],
    });
    xmpp.end();
  });

  test("goes on in a node that anybody may publish to", async () => {
    const xmpp = conversation(
      exists,
      { ...asks, ...forbidden },
      { ...asksAffiliation, fails: refusal("service-unavailable") },
      describes({ publish_model: "open" }),
    );
    expect((await ensureNode(xmpp, at, wanted, { max: true })).notes).toHaveLength(1);
    xmpp.end();
  });

  test("goes on as a publisher who may see the configuration, but not change it", async () => {
    const xmpp = conversation(
      { ...creates, ...forbidden },
      reads({ ...right, title: "Theirs" }),
      sets({ title: "News" }, forbidden),
    );
    expect(await ensureNode(xmpp, at, wanted, { max: true })).toMatchObject({
      changed: [],
      refused: ["pubsub#title (Theirs)"],
      notes: [expect.stringContaining("its owner, who would have to change pubsub#title")],
    });
    xmpp.end();
  });

  test("that may not create nodes may still own the one there is", async () => {
    const xmpp = conversation({ ...creates, ...forbidden }, reads(right));
    expect(await ensureNode(xmpp, at, wanted, { max: true })).toMatchObject({ created: false, notes: [] });
    xmpp.end();
  });
});

test("a service in trouble is not taken for one that forbids something", async () => {
  const trouble = { fails: refusal("internal-server-error", "", "wait") };
  const creating = conversation({ ...creates, ...trouble });
  await expect(ensureNode(creating, at, wanted, { max: true })).rejects.toThrow("internal-server-error");
  creating.end();
  const reading = conversation(exists, { ...asks, ...trouble });
  await expect(ensureNode(reading, at, wanted, { max: true })).rejects.toThrow("internal-server-error");
  reading.end();
});

test("where the service allows fewer items than its own default, a node is made with as many as it may have", async () => {
  const xmpp = conversation(
    { ...creates, fails: refusal("not-acceptable", "", "modify") },
    createsWith({ max_items: "max" }),
    reads(right),
  );
  expect(await ensureNode(xmpp, at, wanted, { max: true })).toMatchObject({ created: true, refused: [] });
  xmpp.end();
});

test("what a service refuses again is told", async () => {
  const fails = refusal("not-acceptable", "", "modify");
  const xmpp = conversation({ ...creates, fails }, createsWith({ max_items: "max" }, { fails }));
  await expect(ensureNode(xmpp, at, wanted, {})).rejects.toThrow("not-acceptable");
  xmpp.end();
});
