/** How the nodes are configured: by what goes there, and by what the operator said. */

import { describe, expect, test } from "vitest";
import { commentsConfiguration, configurationOf, hasMax } from "../../src/publish/node.ts";
import type { Role } from "../../src/publish/roles.ts";
import { conversation, type Step } from "../support/conversation.ts";

const SERVICE = "pubsub.example.org";
const NS = "http://jabber.org/protocol/pubsub";
const options = {
  title: "Newsletter",
  description: "D",
  language: "en",
  deliverPayloads: true,
  notificationType: "normal",
} as const;
const issues: Role = { kinds: ["issue"], languages: ["en"], concepts: [], years: [] };

describe("the title of a node", () => {
  const titleOf = (role: Partial<Role>) =>
    configurationOf({ ...issues, ...role }, options).get("pubsub#title")?.[0];

  test.each([
    ["is that of the newsletter for the main language", {}, "Newsletter"],
    ["has the language's own name for another", { languages: ["de"] }, "Newsletter (Deutsch)"],
    ["has the name of a region, too", { languages: ["pt-BR"] }, "Newsletter (português, Brasil)"],
    ["has no language where there are several", { languages: ["en", "de"] }, "Newsletter"],
    ["has the year where there is a node for each", { years: [2031] }, "Newsletter 2031"],
    ["has no year where there are several", { years: [2030, 2031] }, "Newsletter"],
    ["has the kind of news", { kinds: ["item"], concepts: ["servers"] }, "Newsletter: servers"],
    ["says that there are items only", { kinds: ["item"] }, "Newsletter: items"],
    ["is short where issues and items share a node", { kinds: ["issue", "item"] }, "Newsletter"],
    [
      "has all of it together",
      { kinds: ["item"], languages: ["de"], concepts: ["servers"], years: [2031] },
      "Newsletter 2031 (Deutsch): servers",
    ],
  ] as const)("%s", (_, role, title) => {
    expect(titleOf(role)).toBe(title);
  });
});

test("a node of one language says it, one of several does not", () => {
  const language = (languages: readonly string[]) =>
    configurationOf({ ...issues, languages }, options).get("pubsub#language");
  expect(language(["de"])).toEqual(["de"]);
  expect(language(["de", "en"])).toBeUndefined();
});

test("a feed keeps everything and is open to read", () => {
  const feed = configurationOf({ ...issues, languages: ["de"] }, { ...options, deliverPayloads: false });
  expect(Object.fromEntries(feed)).toMatchObject({
    "pubsub#type": ["urn:xmpp:pubsub-social-feed:1"],
    "pubsub#title": ["Newsletter (Deutsch)"],
    "pubsub#description": ["D"],
    "pubsub#access_model": ["open"],
    "pubsub#publish_model": ["publishers"],
    "pubsub#persist_items": ["1"],
    "pubsub#notify_retract": ["1"],
    "pubsub#send_last_published_item": ["never"],
    "pubsub#notification_type": ["normal"],
    "pubsub#deliver_payloads": ["0"],
    "pubsub#itemreply": ["publisher"],
    "pubsub#include_body": ["1"],
    "pubsub#language": ["de"],
  });
});

test("an operator may want headlines", () => {
  const feed = configurationOf(issues, { ...options, notificationType: "headline" });
  expect(feed.get("pubsub#notification_type")).toEqual(["headline"]);
});

test("comments are open to read and to write, and reach the bot when it was offline", () => {
  expect(Object.fromEntries(commentsConfiguration("C"))).toMatchObject({
    "pubsub#title": ["C"],
    "pubsub#publish_model": ["open"],
    "pubsub#access_model": ["open"],
    "pubsub#itemreply": ["publisher"],
    "pubsub#notify_retract": ["1"],
    "pubsub#notification_type": ["normal"],
  });
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
