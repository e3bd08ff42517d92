/** XEP-0060: publish-subscribe. */

import { expect, test } from "vitest";
import * as pubsub from "../../src/xmpp/pubsub.ts";
import { conversation, element } from "../support/conversation.ts";

const node = { service: "pubsub.example.org", node: "newsletter" };
const to = node.service;
const NS = `xmlns="http://jabber.org/protocol/pubsub"`;
const OWNER = `xmlns="http://jabber.org/protocol/pubsub#owner"`;

const page = (items: string, set: string) => `
  <pubsub ${NS}>
    <items node="newsletter">${items}</items>
    <set xmlns="http://jabber.org/protocol/rsm">${set}</set>
  </pubsub>`;

test("publish puts the payload in an item of the node", async () => {
  const xmpp = conversation({
    to,
    sends: `<pubsub ${NS}><publish node="newsletter"><item id="august"><entry xmlns="urn:example"/></item></publish></pubsub>`,
  });
  await pubsub.publish(xmpp, node, { id: "august", payload: element(`<entry xmlns="urn:example"/>`) });
  xmpp.end();
});

test("create makes a node as it is wanted in one request", async () => {
  const xmpp = conversation({
    to,
    sends: `<pubsub ${NS}><create node="newsletter"/><configure><x xmlns="jabber:x:data" type="submit">
      <field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/pubsub#node_config</value></field>
      <field var="pubsub#title"><value>News</value></field></x></configure></pubsub>`,
  });
  await pubsub.create(xmpp, node, new Map([["pubsub#title", ["News"]]]));
  xmpp.end();
});

test("an item has the publisher that the service names", async () => {
  const items = `<items node="newsletter"><item id="a" publisher="ana@example.org/phone"/><item id="b"/></items>`;
  const xmpp = conversation({
    to,
    sends: `<pubsub ${NS}><items node="newsletter"><item id="a"/><item id="b"/></items></pubsub>`,
    receives: `<pubsub ${NS}>${items}</pubsub>`,
  });
  const found = await pubsub.itemsOf(xmpp, node, ["a", "b"]);
  expect(found.map(({ publisher }) => publisher)).toEqual(["ana@example.org/phone", undefined]);
});

test("retract asks for a notification, since some services are silent otherwise", async () => {
  const xmpp = conversation({
    to,
    sends: `<pubsub ${NS}><retract node="newsletter" notify="true"><item id="august"/></retract></pubsub>`,
  });
  await pubsub.retract(xmpp, node, "august");
  xmpp.end();
});

test("items asks for one page after another, to the last", async () => {
  const xmpp = conversation(
    {
      to,
      sends: page("", "<max>2</max>"),
      receives: page(`<item id="a"/><item id="b"><e xmlns="urn:e"/></item>`, "<last>b</last>"),
    },
    { to, sends: page("", "<max>2</max><after>b</after>"), receives: page(`<item id="c"/>`, "") },
  );
  const items = await Array.fromAsync(pubsub.items(xmpp, node, 2));
  expect(items.map(({ id, payload }) => [id, payload?.getName()])).toEqual([
    ["a", undefined],
    ["b", "e"],
    ["c", undefined],
  ]);
  xmpp.end();
});

test("a service that ignores pages is asked once", async () => {
  const all = `<pubsub ${NS}><items node="newsletter"><item id="a"/><item id="b"/><item id="c"/></items></pubsub>`;
  const xmpp = conversation({ to, sends: page("", "<max>2</max>"), receives: all });
  expect(await Array.fromAsync(pubsub.items(xmpp, node, 2), ({ id }) => id)).toEqual(["a", "b", "c"]);
  xmpp.end();
});

test("a service that repeats its page for ever is not asked for ever", async () => {
  const same = page(`<item id="a"/>`, "<last>a</last>");
  const xmpp = conversation(
    { to, sends: page("", "<max>1</max>"), receives: same },
    { to, sends: page("", "<max>1</max><after>a</after>"), receives: same },
  );
  expect(await Array.fromAsync(pubsub.items(xmpp, node, 1), ({ id }) => id)).toEqual(["a"]);
  xmpp.end();
});

test("a configuration is read and changed by its owner", async () => {
  const form = (type: string, value: string) => `
    <pubsub ${OWNER}><configure node="newsletter"><x xmlns="jabber:x:data" type="${type}">
      <field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/pubsub#node_config</value></field>
      <field var="pubsub#title"><value>${value}</value></field></x></configure></pubsub>`;
  const xmpp = conversation(
    { to, sends: `<pubsub ${OWNER}><configure node="newsletter"/></pubsub>`, receives: form("form", "Old") },
    { to, sends: form("submit", "New") },
  );
  expect((await pubsub.configuration(xmpp, node)).get("pubsub#title")).toEqual(["Old"]);
  await pubsub.configure(xmpp, node, new Map([["pubsub#title", ["New"]]]));
  xmpp.end();
});

test("a notification names its node, its items and what was retracted", () => {
  const message = element(`
    <message from="pubsub.example.org" to="a@b"><event xmlns="http://jabber.org/protocol/pubsub#event">
      <items node="newsletter"><item id="a"><entry xmlns="urn:e"/></item><retract id="b"/></items></event></message>`);
  const notification = pubsub.parseNotification(message);
  expect(notification).toMatchObject({ ...node, retracted: ["b"] });
  expect(notification?.items.map(({ id, payload }) => [id, payload?.getName()])).toEqual([["a", "entry"]]);
  expect(pubsub.parseNotification(element(`<message><body>hello</body></message>`))).toBeUndefined();
});
