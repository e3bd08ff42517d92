/** The publisher and the session's interruptions: what they broke off is done when the session is there again. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPublisher, type Publisher } from "../src/publisher.ts";
import { SessionError } from "../src/xmpp/failure.ts";
import type { Session } from "../src/xmpp/session.ts";
import type { Element } from "../src/xmpp/stanza.ts";
import { type Content, issue, makeContent } from "./support/content.ts";
import { logTo } from "./support/rooms.ts";
import { masthead } from "./support/masthead.ts";
import { element } from "./support/xml.ts";

const PUBSUB = "http://jabber.org/protocol/pubsub";

let content: Content;
let online: boolean;
let published: string[];
let breaks: Promise<void> | undefined;
let publisher: Publisher;

/** A service that has an empty node, and answers when there is a session; each publish waits for `breaks`. */
async function answer(payload: Element): Promise<Element | undefined> {
  if (!online) throw new SessionError("there is no session to send this with", { lost: true });
  const id = payload.getChild("publish")?.getChild("item")?.attrs["id"];
  if (id === undefined) {
    return payload.getChild("configure") && element(`<pubsub xmlns="${PUBSUB}#owner"><configure/></pubsub>`);
  }
  if (breaks !== undefined) {
    // The link breaks right behind this one; the answer comes when it is mended.
    online = false;
    await breaks;
  }
  published.push(id);
  return undefined;
}

beforeEach(async () => {
  content = await makeContent({
    "2024-04-05-newsletter.md": issue("March", "2024-04-05", "x".repeat(20_000)),
    "2024-05-05-newsletter.md": issue("April", "2024-05-05", "x".repeat(20_000)),
    "2024-06-05-newsletter.md": issue("May", "2024-06-05", "x".repeat(20_000)),
  });
  [online, published, breaks] = [false, [], undefined];
  const session: Session = {
    jid: () => "bot@example.org",
    isOnline: () => online,
    isAlive: () => true,
    limit: () => undefined,
    get: answer,
    set: answer,
    send: () => {},
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  publisher = createPublisher({
    session,
    content: content.folder,
    masthead,
    node: { title: "News", description: "", language: "en", deliverPayloads: true },
    languages: [],
    maxRetract: 0.3,
    maxItems: undefined,
    log: logTo(() => {}),
  });
});

afterEach(async () => {
  publisher.stop();
  vi.useRealTimers();
  await content[Symbol.asyncDispose]();
});

const ALL = ["2024-04-05-newsletter", "2024-05-05-newsletter", "2024-06-05-newsletter"];

test("a round that found no session is done when one goes on", async () => {
  publisher.request();
  await expect.poll(() => publisher.archive().issues.length).toBe(3);
  expect(published).toEqual([]);
  online = true;
  publisher.resume();
  await expect.poll(() => published).toEqual(ALL);
  expect(publisher.isReady()).toBe(true);
});

test("a round that is interrupted between two issues, while one waits for its answer, is ended after the resumption", async () => {
  const mended = Promise.withResolvers<void>();
  [online, breaks] = [true, mended.promise];
  publisher.restart();
  await expect.poll(() => online).toBe(false);
  // The next issue finds no session, while the first waits for its answer.
  await expect.poll(() => publisher.isReady()).toBe(false);
  [online, breaks] = [true, undefined];
  publisher.resume();
  mended.resolve();
  await expect.poll(() => new Set(published)).toEqual(new Set(ALL));
});

test("a future issue is published when its time comes, also when nothing else happens", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date("2024-07-01T00:00:00Z") });
  await content.write("2024-08-05-newsletter.md", issue("July", "2024-08-05T06:00:00Z"));
  online = true;
  publisher.restart();
  await expect.poll(() => published).toEqual(ALL);
  await vi.advanceTimersByTimeAsync(Date.parse("2024-08-05T05:59:59Z") - Date.now());
  expect(published).toEqual(ALL);
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(() => published).toContain("2024-08-05-newsletter");
});
