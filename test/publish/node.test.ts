/** The node and its configuration, with services of several kinds. */

import { describe, expect, test } from "vitest";
import {
  commentsConfiguration,
  ensureNode,
  feedConfiguration,
  hasMax,
  readCapacity,
} from "../../src/publish/node.ts";
import { conversation, type Step } from "../support/conversation.ts";

const SERVICE = "pubsub.example.org";
const at = { service: SERVICE, node: "news" };
const NS = "http://jabber.org/protocol/pubsub";
const wanted = new Map([
  ["pubsub#type", ["urn:xmpp:pubsub-social-feed:1"]],
  ["pubsub#title", ["News"]],
  ["pubsub#notify_retract", ["1"]],
]);

type Values = Readonly<Record<string, string>>;
const form = (type: string, values: Values) => `
  <x xmlns="jabber:x:data" type="${type}">
    <field var="FORM_TYPE" type="hidden"><value>${NS}#node_config</value></field>
    ${Object.entries(values)
      .map(([name, value]) => `<field var="pubsub#${name}"><value>${value}</value></field>`)
      .join("")}
  </x>`;
const owner = (inside: string) =>
  `<pubsub xmlns="${NS}#owner"><configure node="news">${inside}</configure></pubsub>`;
const error = (condition: string, text = "", type = "cancel") => `
  <error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>
    <text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">${text}</text></error>`;

const creates: Step = {
  to: SERVICE,
  type: "set",
  sends: `<pubsub xmlns="${NS}"><create node="news"/></pubsub>`,
};
const exists: Step = { ...creates, fails: error("conflict") };
const reads = (values: Values): Step => ({
  to: SERVICE,
  type: "get",
  sends: owner(""),
  receives: owner(form("form", values)),
});
const sets = (values: Values, more: Partial<Step> = {}): Step => ({
  to: SERVICE,
  type: "set",
  sends: owner(form("submit", values)),
  ...more,
});
const describes = (values: Values): Step => ({
  to: SERVICE,
  type: "get",
  sends: `<query xmlns="http://jabber.org/protocol/disco#info" node="news"/>`,
  receives: `<query xmlns="http://jabber.org/protocol/disco#info" node="news">${form("result", values)}</query>`,
});

describe("a service that shows everything in its form", () => {
  const right = {
    type: "urn:xmpp:pubsub-social-feed:1",
    title: "News",
    notify_retract: "true",
    max_items: "max",
  };

  test("is told nothing when everything is right", async () => {
    const xmpp = conversation(exists, reads(right));
    expect(await ensureNode(xmpp, at, wanted, { max: true })).toEqual({
      created: false,
      changed: [],
      refused: [],
      unknown: [],
      capacity: undefined,
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
  const hidden = { type: "urn:xmpp:pubsub-social-feed:1", title: "News" };

  test("is sent all fields when the node is new, and asked for the rest in the node's description", async () => {
    const xmpp = conversation(
      creates,
      reads(shown),
      describes({}),
      sets({ type: "urn:xmpp:pubsub-social-feed:1", title: "News" }),
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
    const all = { type: "urn:xmpp:pubsub-social-feed:1", title: "News", language: "en" };
    const { language: _, ...rest } = all;
    const xmpp = conversation(
      creates,
      reads(shown),
      describes({}),
      sets(all, { fails: error("resource-constraint", "Unknown field: pubsub#language", "wait") }),
      sets(rest),
      reads(shown),
      describes(hidden),
    );
    const state = await ensureNode(xmpp, at, more, { max: true });
    expect(state.unknown).toEqual(["pubsub#language"]);
    xmpp.end();
  });
});

describe("a service without `max`", () => {
  const right = { type: "urn:xmpp:pubsub-social-feed:1", title: "News", notify_retract: "1" };

  test("is asked for the largest number that it takes, and that is the capacity", async () => {
    const refuses = { fails: error("bad-request", "", "modify") };
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

  test("that holds enough already is left alone", async () => {
    const xmpp = conversation(exists, reads({ ...right, max_items: "1000" }));
    expect((await ensureNode(xmpp, at, wanted, { max: false })).capacity).toBe(1000);
    xmpp.end();
  });
});

test("a missing right is the caller's to tell", async () => {
  const forbidden = { fails: error("forbidden", "", "auth") };
  const xmpp = conversation({ ...creates, ...forbidden }, { sends: owner(""), ...forbidden });
  await expect(ensureNode(xmpp, at, wanted, { max: true })).rejects.toThrow("forbidden");
  xmpp.end();
});

test("an owner who may not create nodes still has the one there is", async () => {
  const right = {
    type: "urn:xmpp:pubsub-social-feed:1",
    title: "News",
    notify_retract: "1",
    max_items: "max",
  };
  const xmpp = conversation(
    { ...creates, fails: error("forbidden", "", "auth") },
    reads(right),
    reads(right),
  );
  expect((await ensureNode(xmpp, at, wanted, { max: true })).created).toBe(false);
  xmpp.end();
});

test("the capacity is what the configuration says, if it says a number", async () => {
  expect(await readCapacity(conversation(reads({ max_items: "256" })), at)).toBe(256);
  expect(await readCapacity(conversation(reads({ max_items: "max" })), at)).toBeUndefined();
  expect(
    await readCapacity(conversation({ sends: owner(""), fails: error("item-not-found") }), at),
  ).toBeUndefined();
});

test("what a service says of itself tells whether it has `max`", async () => {
  const says = (feature: string): Step => ({
    to: SERVICE,
    sends: `<query xmlns="http://jabber.org/protocol/disco#info"/>`,
    receives: `<query xmlns="http://jabber.org/protocol/disco#info"><feature var="${feature}"/></query>`,
  });
  expect(await hasMax(conversation(says(`${NS}#config-node-max`)), SERVICE)).toBe(true);
  expect(await hasMax(conversation(says(`${NS}#publish`)), SERVICE)).toBe(false);
});

test("a feed keeps everything and is open to read; comments are open to write", () => {
  const feed = feedConfiguration({ title: "T", description: "D", language: "de", deliverPayloads: false });
  expect(Object.fromEntries(feed)).toMatchObject({
    "pubsub#type": ["urn:xmpp:pubsub-social-feed:1"],
    "pubsub#access_model": ["open"],
    "pubsub#publish_model": ["publishers"],
    "pubsub#persist_items": ["1"],
    "pubsub#notify_retract": ["1"],
    "pubsub#send_last_published_item": ["never"],
    "pubsub#notification_type": ["normal"],
    "pubsub#deliver_payloads": ["0"],
    "pubsub#language": ["de"],
  });
  expect(Object.fromEntries(commentsConfiguration("C"))).toMatchObject({
    "pubsub#publish_model": ["open"],
    "pubsub#access_model": ["open"],
    "pubsub#itemreply": ["publisher"],
  });
});
