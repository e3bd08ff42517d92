/** A publisher of an account with a session of its own, on a real server, whose requests are counted. */

import { expect } from "vitest";
import { createWindow } from "../../src/publish/pace.ts";
import type { Places } from "../../src/publish/places.ts";
import { createPublisher, type Publisher } from "../../src/publisher.ts";
import { createMemory } from "../../src/xmpp/private.ts";
import type * as pubsub from "../../src/xmpp/pubsub.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { type Element, firstChild } from "../../src/xmpp/stanza.ts";
import { type Content, makeContent } from "./content.ts";
import { type LoggedIn, login } from "./login.ts";
import { masthead } from "./masthead.ts";
import { logTo } from "./rooms.ts";
import type { Server } from "./server.ts";

/** An account that publishes what is in a folder. */
export interface Desk extends AsyncDisposable {
  readonly session: LoggedIn;
  readonly content: Content;
  readonly at: pubsub.Node;
  /** What the last publisher has asked for: `set publish news/2024-04-05-news`, without what concerns the private nodes. */
  readonly asked: string[];
  /** How many requests it has made in all. */
  count(): number;
  readonly log: string[];
  /** A publisher starts, in place of the one before, and is ready. */
  start(places?: Partial<Places>, maxItems?: number): Promise<Publisher>;
  /** Its next round has come to an end, or its next look at the nodes and what follows from that. */
  round(): Promise<void>;
  check(): Promise<void>;
  stop(): void;
}

export async function sitDown(
  server: Server,
  account: string,
  kind: "service" | "account",
  files: Readonly<Record<string, string>>,
): Promise<Desk> {
  const session = await login(server, account);
  const content = await makeContent(files);
  const service = kind === "account" ? server.jid(account) : server.pubsub;
  const [asked, log]: [string[], string[]] = [[], []];
  let count = 0;
  let publisher: Publisher | undefined;
  const note = (type: string, payload: Element): void => {
    count += 1;
    const action = firstChild(payload);
    const node = action?.attrs["node"] ?? "";
    const item = action?.getChild("item")?.attrs["id"] ?? "";
    if (!node.startsWith("urn:x-newsstand")) asked.push(`${type} ${action?.getName()} ${node}/${item}`);
  };
  const counting: Session = {
    ...session,
    get(payload, to) {
      note("get", payload);
      return session.get(payload, to);
    },
    set(payload, to) {
      note("set", payload);
      return session.set(payload, to);
    },
  };
  const ended = (text: string, from: number): Promise<void> =>
    expect.poll(() => log.slice(from).join("\n"), { timeout: 20_000 }).toContain(text);
  const desk: Desk = {
    session,
    content,
    at: { service, node: account },
    asked,
    log,
    count: () => count,
    async start(places, maxItems) {
      publisher?.stop();
      [asked.length, log.length, count] = [0, 0, 0];
      const edition = {
        masthead: { ...masthead, publisher: server.jid(account), at: desk.at },
        places: {
          service,
          issues: account,
          translations: undefined,
          items: undefined,
          language: "en",
          ...places,
        },
      };
      publisher = createPublisher({
        session: counting,
        content: content.folder,
        issueOptions: { language: "en" },
        edition,
        picture: undefined,
        window: createWindow(),
        memoryOf: (node) => createMemory(counting, server.jid(account), node),
        node: {
          title: "News",
          description: "",
          language: "en",
          deliverPayloads: true,
          notificationType: "normal",
        },
        languages: [],
        maxRetract: 0.5,
        maxItems,
        log: logTo((level, message) => log.push(`${level}: ${message}`)),
        patrol: { interval: 0, delay: 600_000 },
      });
      publisher.restart();
      await ended("the nodes follow the content", 0);
      return publisher;
    },
    async round() {
      const from = log.length;
      publisher?.request();
      await ended("the nodes follow the content", from);
    },
    async check() {
      const from = log.length;
      publisher?.check();
      await ended("the nodes were looked at", from);
      // What it found is mended by a round, which this one waits for.
      await desk.round();
    },
    stop: () => publisher?.stop(),
    async [Symbol.asyncDispose]() {
      publisher?.stop();
      await session.stop();
      await content[Symbol.asyncDispose]();
    },
  };
  return desk;
}
