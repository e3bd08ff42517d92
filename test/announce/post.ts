/** Subscribers, their private nodes and a server for the delivery, all made up. */

import { createDelivery, type Delivery } from "../../src/announce/delivery.ts";
import { createSubscribers, NODES, type Subscribers } from "../../src/announce/subscribers.ts";
import type { Topic } from "../../src/announce/topics.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { fromForm } from "../../src/xmpp/forms.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { logTo } from "../support/rooms.ts";
import { element } from "../support/xml.ts";
import { type FakeMemory, fakeMemory, NOW } from "./room.ts";

export const BOT = "bot@example.org";
export const ENGLISH: Topic = "issues:en";
export const LOST = new SessionError("the session was lost", { lost: true });

/** What outlives the bot: its private nodes, and the archive of its messages, where there is one. */
export interface World {
  readonly list: readonly FakeMemory[];
  readonly delivered: FakeMemory;
  /** What the server has taken. */
  readonly arrived: Element[];
  readonly keepsArchive: boolean;
}

export function makeWorld(keepsArchive = true): World {
  return { list: NODES.map(() => fakeMemory()), delivered: fakeMemory(), arrived: [], keepsArchive };
}

/** The bot's part in a world: made again, it is a bot that was started again. */
export interface Post {
  readonly subscribers: Subscribers;
  readonly delivery: Delivery;
  /** Who was sent what in this world, as `JID: first line`, in order. */
  letters(): readonly string[];
  readonly logged: readonly string[];
  /** Called at each message: it may throw, as a session does that is lost, or say that the message vanishes on its way. */
  onSend(act: (message: Element) => "vanishes" | void): void;
  /** Called at each note of how far a delivery has come, before it is stored and behind it: it may throw, too. */
  onNote(act: (when: "before" | "behind") => void): void;
  /** No request is answered any more, and nothing is taken. */
  lose(): void;
  /** There is a new session. */
  regain(): void;
  /** The server sends the last message to somebody back. */
  bounce(jid: string, condition: string, type?: string): void;
}

export function makePost(world: World, { days = 14, now = () => NOW } = {}): Post {
  const logged: string[] = [];
  let act: (message: Element) => "vanishes" | void = () => {};
  let note: (when: "before" | "behind") => void = () => {};
  const log = logTo((level, sentence) => void logged.push(`${level}: ${sentence}`));
  const subscribers = createSubscribers({ memories: world.list, log });
  let isLost = false;

  const recall = (query: Element): void => {
    const jid = fromForm(query.getChild("x")).get("with")?.[0];
    for (const { attrs } of world.arrived.filter((each) => each.attrs["to"] === jid)) {
      const message = `<message xmlns="jabber:client" from="${BOT}/1" to="${attrs["to"]}" id="${attrs["id"]}"/>`;
      delivery.heard(
        element(
          `<message from="${BOT}"><result xmlns="urn:xmpp:mam:2"><forwarded xmlns="urn:xmpp:forward:0">${message}</forwarded></result></message>`,
        ),
      );
    }
  };
  const ask = async (payload: Element): Promise<Element | undefined> => {
    await Promise.resolve();
    if (isLost) throw LOST;
    if (!world.keepsArchive) throw new StanzaError({ condition: "service-unavailable", type: "cancel" });
    if (payload.is("prefs")) return xml("prefs", { xmlns: "urn:xmpp:mam:2", default: "always" });
    recall(payload);
    return undefined;
  };
  const delivery: Delivery = createDelivery({
    xmpp: {
      get: ask,
      set: ask,
      send(message) {
        if (isLost) throw LOST;
        if (act(message) !== "vanishes") world.arrived.push(message);
      },
    },
    account: BOT,
    memory: {
      ...world.delivered,
      async write(id, payload) {
        note("before");
        await world.delivered.write(id, payload);
        note("behind");
      },
    },
    subscribers,
    language: "en",
    days,
    addressesOf: ({ id }) => ({
      page: new URL(`https://example.org/${id}/`),
      site: new URL("https://example.org/"),
      uri: `xmpp:news.example.org?;item=${id}`,
    }),
    pace: { run: (_, task) => task() },
    now,
    log,
    settling: 0,
  });
  const setMemory = (error: Error | undefined): void => {
    for (const memory of [...world.list, world.delivered]) memory.breaks(error);
  };

  return {
    subscribers,
    delivery,
    letters: () =>
      world.arrived.map(({ attrs, ...message }) => `${attrs["to"]}: ${firstLine(message.children)}`),
    logged,
    onSend: (next) => void (act = next),
    onNote: (next) => void (note = next),
    lose() {
      isLost = true;
      setMemory(LOST);
    },
    regain() {
      isLost = false;
      setMemory(undefined);
      delivery.restart();
    },
    bounce(jid, condition, type = "cancel") {
      const id = world.arrived.findLast(({ attrs }) => attrs["to"] === jid)?.attrs["id"];
      delivery.heard(
        element(
          `<message type="error" from="${jid}" id="${id}"><error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>`,
        ),
      );
    },
  };
}

function firstLine(children: Element["children"]): string {
  const body = children.find((child) => typeof child !== "string" && child.is("body"));
  return typeof body === "string" || body === undefined ? "" : (body.getText().split("\n")[0] ?? "");
}

/** Addresses in as many buckets as there are. */
export function people(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `reader${at}@chat.example`);
}
