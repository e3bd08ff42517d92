/** A node is looked at and left as it is. */

import { expect, test } from "vitest";
import { inspectNode } from "../../../src/xmpp/node/inspect.ts";
import { nodeSteps, refusal } from "../../support/configuration.ts";
import { conversation } from "../../support/conversation.ts";

const SERVICE = "pubsub.example.org";
const at = { service: SERVICE, node: "news" };
const wanted = new Map([
  ["pubsub#title", ["News"]],
  ["pubsub#notification_type", ["normal"]],
]);
const { asks, reads, describes, asksAffiliation, asksAffiliations } = nodeSteps(SERVICE, "news");
const forbidden = { fails: refusal("forbidden", "", "auth") };

test("a node that is as it is wanted has no drift, and is asked for nothing else", async () => {
  const xmpp = conversation(reads({ title: "News", notification_type: "normal", max_items: "1000" }));
  expect(await inspectNode(xmpp, at, wanted, { max: false })).toEqual({
    exists: true,
    drift: [],
    problems: [],
    capacity: 1000,
  });
  xmpp.end();
});

test("what differs is named with both values", async () => {
  const xmpp = conversation(
    reads({ title: "Old", notification_type: "headline", max_items: "20" }),
    asksAffiliations,
  );
  const { drift, problems } = await inspectNode(xmpp, at, wanted, { max: true });
  expect(drift).toEqual([
    { field: "pubsub#title", has: "Old", wanted: "News" },
    { field: "pubsub#notification_type", has: "headline", wanted: "normal" },
    { field: "pubsub#max_items", has: "20", wanted: "max" },
  ]);
  expect(problems).toEqual([]);
  xmpp.end();
});

test("a field that the service does not show differs only where it would keep it", async () => {
  const xmpp = conversation(reads({ max_items: "max" }), describes({}), asksAffiliations);
  const { drift } = await inspectNode(xmpp, at, wanted, { max: true });
  expect(drift).toEqual([{ field: "pubsub#title", has: undefined, wanted: "News" }]);
  xmpp.end();
});

test("what differs and is not ours to change is a problem", async () => {
  const xmpp = conversation(reads({ title: "Theirs", notification_type: "normal", max_items: "max" }), {
    ...asksAffiliations,
    ...forbidden,
  });
  const { problems } = await inspectNode(xmpp, at, wanted, { max: true });
  expect(problems).toEqual([
    "the account may publish to the node news at pubsub.example.org but is not its owner, who would have to change pubsub#title",
  ]);
  xmpp.end();
});

test("a node that is missing is just that", async () => {
  const xmpp = conversation({ ...asks, fails: refusal("item-not-found") });
  expect(await inspectNode(xmpp, at, wanted, { max: true })).toMatchObject({ exists: false, problems: [] });
  xmpp.end();
});

test("a node that is missing and may not be created is a problem", async () => {
  const xmpp = conversation(
    { ...asks, ...forbidden },
    { ...asksAffiliation, fails: refusal("service-unavailable") },
    { ...describes({}), fails: refusal("item-not-found") },
  );
  expect(await inspectNode(xmpp, at, wanted, { max: true })).toMatchObject({
    exists: false,
    problems: [expect.stringContaining("may not create it")],
  });
  xmpp.end();
});

test("a node of somebody else is a problem", async () => {
  const xmpp = conversation(
    { ...asks, ...forbidden },
    { ...asksAffiliation, fails: refusal("service-unavailable") },
    describes({}),
  );
  expect(await inspectNode(xmpp, at, wanted, { max: true })).toMatchObject({
    exists: true,
    problems: [expect.stringContaining("belongs to somebody else")],
  });
  xmpp.end();
});

test("a service in trouble is the caller's to tell", async () => {
  const xmpp = conversation({ ...asks, fails: refusal("remote-server-timeout", "", "wait") });
  await expect(inspectNode(xmpp, at, wanted, { max: true })).rejects.toThrow("remote-server-timeout");
  xmpp.end();
});
