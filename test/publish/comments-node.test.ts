/** The node of an issue's comments is made, and listened to. */

import { describe, expect, test } from "vitest";
import { listen, openComments } from "../../src/publish/comments-node.ts";
import { commentsConfiguration } from "../../src/publish/node.ts";
import { isStanzaError } from "../../src/xmpp/stanza-error.ts";
import { type Conversation, conversation, type Step } from "../support/conversation.ts";

const NS = "http://jabber.org/protocol/pubsub";
const NODE = "urn:xmpp:microblog:0:comments/june";
const at = { service: "pubsub.example.org", node: "news" };
const account = "bot@example.org";
const error = (condition: string, type = "cancel") =>
  `<error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;

const FIELDS = Object.fromEntries(
  [...commentsConfiguration("Comments on News")].map(([name, [value = ""]]) => [
    name.replace("pubsub#", ""),
    value,
  ]),
);
const form = (type: string, values: Readonly<Record<string, string>>) => `
  <x xmlns="jabber:x:data" type="${type}">
    <field var="FORM_TYPE" type="hidden"><value>${NS}#node_config</value></field>
    ${Object.entries(values)
      .map(([name, value]) => `<field var="pubsub#${name}"><value>${value}</value></field>`)
      .join("")}
  </x>`;
const creates: Step = {
  to: at.service,
  type: "set",
  sends: `<pubsub xmlns="${NS}"><create node="${NODE}"/><configure>${form("submit", { ...FIELDS, max_items: "max" })}</configure></pubsub>`,
};
const subscribes: Step = {
  to: at.service,
  type: "set",
  sends: `<pubsub xmlns="${NS}"><subscribe node="${NODE}" jid="${account}"/></pubsub>`,
};
const open = (xmpp: Conversation, max = true): Promise<void> =>
  openComments(xmpp, at, { id: "june", title: "News" }, { max, account });

test("a new node costs two requests: it is made as it should be, and subscribed to", async () => {
  const xmpp = conversation(creates, subscribes);
  await open(xmpp);
  xmpp.end();
});

describe("a node that cannot be made at once", () => {
  const createsPlainly = { sends: `<pubsub xmlns="${NS}"><create node="${NODE}"/></pubsub>` };
  const reads: Step = {
    to: at.service,
    type: "get",
    sends: `<pubsub xmlns="${NS}#owner"><configure node="${NODE}"/></pubsub>`,
    receives: `<pubsub xmlns="${NS}#owner"><configure node="${NODE}">${form("form", { ...FIELDS, type: "", max_items: "1000" })}</configure></pubsub>`,
  };

  test("is looked at: it may be there already", async () => {
    const exists = { ...createsPlainly, fails: error("conflict") };
    const max = { ...reads, receives: reads.receives?.replace("1000", "max") ?? "" };
    const xmpp = conversation({ ...creates, fails: error("conflict") }, exists, max, subscribes);
    await open(xmpp);
    xmpp.end();
  });

  test("is made step by step where `max` is refused", async () => {
    const refused = { ...creates, fails: error("bad-request", "modify") };
    const xmpp = conversation(refused, createsPlainly, reads, subscribes);
    await open(xmpp, false);
    xmpp.end();
  });

  test("is looked at where nobody said that `max` is known", async () => {
    const max = { ...reads, receives: reads.receives?.replace("1000", "max") ?? "" };
    const xmpp = conversation(creates, { ...createsPlainly, fails: error("conflict") }, max, subscribes);
    await open(xmpp, false);
    xmpp.end();
  });

  test("since it is somebody else's is not subscribed to, also where everybody may publish", async () => {
    const forbidden = { fails: error("forbidden", "auth") };
    const affiliations = `<pubsub xmlns="${NS}"><affiliations node="${NODE}"/></pubsub>`;
    const describes = {
      sends: `<query xmlns="http://jabber.org/protocol/disco#info" node="${NODE}"/>`,
      receives: `<query xmlns="http://jabber.org/protocol/disco#info">${form("result", { publish_model: "open" })}</query>`,
    };
    const xmpp = conversation(
      { ...creates, fails: error("conflict") },
      { ...createsPlainly, fails: error("conflict") },
      { ...reads, ...forbidden },
      { sends: affiliations, ...forbidden },
      describes,
    );
    const refusal = await open(xmpp).catch((thrown: unknown) => thrown);
    xmpp.end();
    expect(isStanzaError(refusal, "forbidden")).toBe(true);
    expect(String(refusal)).toContain("is not its owner");
  });
});

test("comments can do without a subscription", async () => {
  const xmpp = conversation(creates, { ...subscribes, fails: error("not-allowed") });
  await open(xmpp);
  xmpp.end();
  expect(await listen(conversation(subscribes), { service: at.service, node: NODE }, account)).toBe(true);
});
