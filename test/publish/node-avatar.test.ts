/** The picture of a node. */

import { expect, test } from "vitest";
import { ensureNodeAvatar } from "../../src/publish/node-avatar.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation } from "../support/conversation.ts";
import { pictureOf } from "../support/pictures.ts";

const at = { service: "pubsub.example.org", node: "news" };
const { asksItems, holds, publishes } = nodeSteps(at.service, at.node);
const METADATA = "urn:xmpp:avatar:metadata";
const picture = pictureOf();
const metadata = (id: string) => `
  <metadata xmlns="${METADATA}">
    <info id="${id}" type="image/png" bytes="${picture.bytes.length}" width="64" height="64"/>
  </metadata>`;
const asks = asksItems([METADATA]);
const publishesIt = publishes(METADATA, metadata(picture.id));

test("is published where there is none", async () => {
  const xmpp = conversation({ ...asks, receives: holds({}) }, publishesIt);
  expect(await ensureNodeAvatar(xmpp, at, picture)).toBe(true);
  xmpp.end();
});

test("is published where the service says that there is no such item", async () => {
  const xmpp = conversation({ ...asks, fails: refusal("item-not-found") }, publishesIt);
  expect(await ensureNodeAvatar(xmpp, at, picture)).toBe(true);
  xmpp.end();
});

test("is published in place of another", async () => {
  const xmpp = conversation({ ...asks, receives: holds({ [METADATA]: metadata("other") }) }, publishesIt);
  expect(await ensureNodeAvatar(xmpp, at, picture)).toBe(true);
  xmpp.end();
});

test("is not published again", async () => {
  const xmpp = conversation({ ...asks, receives: holds({ [METADATA]: metadata(picture.id) }) });
  expect(await ensureNodeAvatar(xmpp, at, picture)).toBe(false);
  xmpp.end();
});

test("is not looked for when there is none to show", async () => {
  const xmpp = conversation();
  expect(await ensureNodeAvatar(xmpp, at, undefined)).toBe(false);
  xmpp.end();
});

test("that cannot be read is the caller's to tell", async () => {
  const xmpp = conversation({ ...asks, fails: refusal("forbidden") });
  await expect(ensureNodeAvatar(xmpp, at, picture)).rejects.toThrow("forbidden");
});
