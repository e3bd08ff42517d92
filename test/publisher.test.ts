/** The publisher and the session's interruptions: what they broke off is done when the session is there again. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPublisher, type Publisher, type PublisherOptions } from "../src/publisher.ts";
import { createWindow } from "../src/publish/pace.ts";
import type { Places } from "../src/publish/places.ts";
import type { Memory } from "../src/xmpp/private.ts";
import { SessionError } from "../src/xmpp/failure.ts";
import type { Session } from "../src/xmpp/session.ts";
import { type Element, xml } from "../src/xmpp/stanza.ts";
import { type Content, issue, makeContent } from "./support/content.ts";
import { logTo } from "./support/rooms.ts";
import { memoryOf as rememberIn } from "./comments/memory.ts";
import { masthead } from "./support/masthead.ts";
import { element } from "./support/xml.ts";

const PUBSUB = "http://jabber.org/protocol/pubsub";
const places: Places = {
  service: masthead.at.service,
  issues: masthead.at.node,
  translations: undefined,
  items: undefined,
  language: "en",
};

let content: Content;
let online: boolean;
let published: string[];
let held: Map<string, Element>;
let logged: string[];
let memories: Map<string, Memory>;
let breaks: Promise<void> | undefined;
let publisher: Publisher;

/** A service whose node is empty at first, and which answers when there is a session; each publish waits for `breaks`. */
async function answer(payload: Element): Promise<Element | undefined> {
  if (!online) throw new SessionError("there is no session to send this with", { lost: true });
  const asked = payload.getChild("items");
  if (asked !== undefined) {
    const ids = asked.getChildren("item").map(({ attrs }) => attrs["id"]);
    const found = [...held].filter(([each]) => ids.length === 0 || ids.includes(each));
    return xml("pubsub", { xmlns: PUBSUB }, xml("items", {}, ...found.map(([, item]) => item)));
  }
  held.delete(payload.getChild("retract")?.getChild("item")?.attrs["id"] ?? "");
  const item = payload.getChild("publish")?.getChild("item");
  const id = item?.attrs["id"];
  if (item === undefined || id === undefined) {
    return payload.getChild("configure") && element(`<pubsub xmlns="${PUBSUB}#owner"><configure/></pubsub>`);
  }
  if (breaks !== undefined) {
    // The link breaks right behind this one; the answer comes when it is mended.
    online = false;
    await breaks;
  }
  published.push(id);
  held.set(id, item);
  return undefined;
}

/** The private nodes of the account; those of a process before are there for the next one. */
function memoryOf(node: string): Memory {
  const known = memories.get(node) ?? rememberIn();
  memories.set(node, known);
  return known;
}

function start(more: Partial<PublisherOptions> = {}): Publisher {
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
  return createPublisher({
    session,
    content: content.folder,
    issueOptions: { language: "en" },
    edition: { masthead, places },
    picture: undefined,
    window: createWindow(),
    memoryOf,
    node: {
      title: "News",
      description: "",
      language: "en",
      deliverPayloads: true,
      notificationType: "normal",
    },
    languages: [],
    maxRetract: 0.3,
    maxItems: undefined,
    log: logTo((level, message) => logged.push(`${level}: ${message}`)),
    ...more,
  });
}

beforeEach(async () => {
  content = await makeContent({
    "2024-04-05-newsletter.md": issue("March", "2024-04-05", "x".repeat(20_000)),
    "2024-05-05-newsletter.md": issue("April", "2024-05-05", "x".repeat(20_000)),
    "2024-06-05-newsletter.md": issue("May", "2024-06-05", "x".repeat(20_000)),
  });
  [online, published, held, logged, breaks] = [false, [], new Map(), [], undefined];
  memories = new Map();
  publisher = start();
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

test("a bot that was started again in between publishes it at its time all the same", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date("2024-07-01T00:00:00Z") });
  await content.write("2024-08-05-newsletter.md", issue("July", "2024-08-05T06:00:00Z"));
  online = true;
  publisher.restart();
  await expect.poll(() => published).toEqual(ALL);
  publisher.stop();
  vi.setSystemTime(new Date("2024-08-04T00:00:00Z"));
  publisher = start();
  publisher.restart();
  await expect.poll(() => logged.filter((line) => line.endsWith("nothing to do"))).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(30 * 3_600_000);
  await expect.poll(() => published).toEqual([...ALL, "2024-08-05-newsletter"]);
});

test("an issue that expires is retracted at its time", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date("2024-07-01T00:00:00Z") });
  await content.write("2024-06-06-newsletter.md", issue("Summer", "2024-06-06\nexpiryDate: 2024-09-01"));
  online = true;
  publisher.restart();
  await expect.poll(() => [...held.keys()]).toEqual([...ALL, "2024-06-06-newsletter"]);
  await vi.advanceTimersByTimeAsync(Date.parse("2024-08-31T23:59:59Z") - Date.now());
  expect(held.size).toBe(4);
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(() => [...held.keys()]).toEqual(ALL);
});

test("when what was read cannot be told to others, that is logged, and the node follows", async () => {
  publisher = start({ read: () => Promise.reject(new Error("no memory")) });
  online = true;
  publisher.restart();
  await expect.poll(() => published).toEqual(ALL);
  expect(logged).toContain("error: the commands cannot consult all issues");
});

test("entries are shortened to less than the largest that was sent when the stream ended", async () => {
  const mended = Promise.withResolvers<void>();
  [online, breaks] = [true, mended.promise];
  publisher.restart();
  await expect.poll(() => online).toBe(false);
  publisher.shrink();
  expect(logged.at(-1)).toMatch(/^warn: an entry of up to 4\d{4} bytes ended the stream/u);
  mended.resolve();
});

test("a session that is replaced while nothing is to be done leaves no error, and the bot is not ready in the next one", async () => {
  online = true;
  publisher = start({
    log: logTo((level, message) => {
      logged.push(`${level}: ${message}`);
      if (!message.includes("not published")) return;
      online = false;
      publisher.restart();
    }),
  });
  publisher.restart();
  await expect.poll(() => publisher.isReady()).toBe(true);
  await content.write("2024-03-05-newsletter.de.md", issue("Februar", "2024-03-05"));
  publisher.request();
  await expect.poll(() => logged.filter((line) => line.endsWith("nothing to do"))).toHaveLength(1);
  online = true;
  expect(publisher.isReady()).toBe(false);
  expect(logged.filter((line) => line.startsWith("error"))).toEqual([]);
});

test("a task finds the nodes to itself, and the content as it is now", async () => {
  online = true;
  publisher.restart();
  await expect.poll(() => published).toEqual(ALL);
  await content.write("2024-07-05-newsletter.md", issue("June", "2024-07-05"));
  const working = Promise.withResolvers<void>();
  const task = publisher.task(async (desk, { archive }) => {
    await working.promise;
    return { known: archive.issues.length, recorded: desk.ledger.nodes() };
  });
  publisher.request();
  await new Promise(setImmediate);
  expect(published).toEqual(ALL);
  working.resolve();
  expect(await task).toEqual({ known: 4, recorded: [masthead.at.node] });
  await expect.poll(() => published).toEqual([...ALL, "2024-07-05-newsletter"]);
  expect(publisher.past()?.outcome?.published).toBe(1);
});

test("a task without a session fails as what is lost with one", async () => {
  const task = publisher.task(() => Promise.resolve());
  await expect(task).rejects.toBeInstanceOf(SessionError);
  await expect(task).rejects.toMatchObject({ lost: true });
});

test("why a round did nothing can be asked for", async () => {
  expect(publisher.past()).toBeUndefined();
  publisher.stop();
  publisher = start({ content: `${content.folder}/nowhere` });
  online = true;
  publisher.restart();
  await expect.poll(() => publisher.past()?.error).toContain("nowhere");
});
