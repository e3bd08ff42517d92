/** Reading the comments of an issue, and taking one out. */

import { describe, expect, test } from "vitest";
import { readComments, retractComment } from "../../src/comments/node.ts";
import { conversation, type Step } from "../support/conversation.ts";

const NS = `xmlns="http://jabber.org/protocol/pubsub"`;
const NODE = "urn:xmpp:microblog:0:comments/june";
const at = { service: "pubsub.example.org", node: "news" };
const error = (condition: string) =>
  `<error type="cancel"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
const reads: Step = {
  to: at.service,
  type: "get",
  sends: `<pubsub ${NS}><items node="${NODE}" max_items="30"/></pubsub>`,
};
const retracts: Step = {
  to: at.service,
  type: "set",
  sends: `<pubsub ${NS}><retract node="${NODE}" notify="true"><item id="c1"/></retract></pubsub>`,
};

describe("the comments of an issue", () => {
  test("are what of its comments node is one", async () => {
    const items = `<item id="c1"><entry xmlns="http://www.w3.org/2005/Atom"><title>Hi</title></entry></item><item id="c2"/>`;
    const xmpp = conversation({
      ...reads,
      receives: `<pubsub ${NS}><items node="${NODE}">${items}</items></pubsub>`,
    });
    expect(await readComments(xmpp, at, "june")).toMatchObject([{ id: "c1", text: "Hi" }]);
  });

  test("are none where there is no such node", async () => {
    expect(
      await readComments(conversation({ ...reads, fails: error("item-not-found") }), at, "june"),
    ).toEqual([]);
    const forbidden = conversation({ ...reads, fails: error("forbidden") });
    await expect(readComments(forbidden, at, "june")).rejects.toThrow("forbidden");
  });
});

test("a comment is taken out, and whoever is subscribed is told", async () => {
  const xmpp = conversation(retracts);
  expect(await retractComment(xmpp, at, "june", "c1")).toBe(true);
  xmpp.end();
});

test("what is not there cannot be taken out", async () => {
  expect(
    await retractComment(conversation({ ...retracts, fails: error("item-not-found") }), at, "june", "c1"),
  ).toBe(false);
  const forbidden = conversation({ ...retracts, fails: error("forbidden") });
  await expect(retractComment(forbidden, at, "june", "c1")).rejects.toThrow("forbidden");
});
