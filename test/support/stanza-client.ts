/** A reader: an XMPP client on another library than newsstand's, over WebSocket, that sees what other people see. */

import { randomUUID } from "node:crypto";
import { type Agent, createClient } from "stanza";
import type { Element } from "../../src/xmpp/stanza.ts";
import { element } from "./xml.ts";

/** What a PubSub service told about an item of a node: it was published, or retracted. */
export interface Notification {
  readonly service: string;
  readonly node: string;
  readonly id: string;
  readonly payload: Element | undefined;
  readonly retracted: boolean;
  /** Whether the service says that it is an old one, repeated (XEP-0203). */
  readonly delayed: boolean;
}

/** A message with a body that came in. */
export interface Heard {
  readonly from: string;
  readonly type: string;
  readonly body: string;
  /** Whether it was said earlier: history of a room, or kept while the reader was offline (XEP-0203). */
  readonly delayed: boolean;
}

export interface Reader extends AsyncDisposable {
  /** The full JID. */
  readonly jid: string;
  /** The library's client, for what is not here. */
  readonly client: Agent;
  /** Everything that came in so far, in order. */
  readonly notifications: readonly Notification[];
  readonly messages: readonly Heard[];
  subscribe(service: string, node: string): Promise<void>;
  /** The items of a node, as the service lists them. */
  items(service: string, node: string): Promise<readonly Notification[]>;
  /** Enters a room without history. */
  join(room: string, nickname: string): Promise<void>;
  leave(room: string): Promise<void>;
  /** Says something to everybody in the room. */
  say(room: string, body: string): void;
  /** Says something to one JID: an account, or an occupant. */
  tell(to: string, body: string): void;
  /** The first notification of this item, past or coming. */
  notified(id: string, deadlineMs?: number): Promise<Notification>;
  /** The first message for which this is true, past or coming; `what` names it if it never comes. */
  hears(what: string, isIt: (message: Heard) => boolean, deadlineMs?: number): Promise<Heard>;
  /** The first defined result of looking, now and after everything that comes in. */
  until<T>(what: string, look: () => T | undefined, deadlineMs?: number): Promise<T>;
  stop(): Promise<void>;
}

const DEADLINE_MS = 15_000;

/** Logs in, becomes available, and returns then. A full JID asks for that resource. */
export async function connect(wsUrl: string, jid: string, password: string): Promise<Reader> {
  const [, resource] = jid.split("/");
  const client = createClient({
    jid,
    password,
    ...(resource !== undefined && { resource }),
    transports: { websocket: wsUrl, bosh: false },
    autoReconnect: false,
  });
  const notifications: Notification[] = [];
  const messages: Heard[] = [];
  const answers = new Map<string, Element>();
  const looking = new Set<() => void>();
  let last = "nothing";

  // What came in is read from the text itself: the library keeps of a payload only what it knows.
  client.on("raw:incoming", (text) => {
    last = text;
    if (!/^<(?:message|iq)\b/u.test(text)) return;
    const stanza = element(text);
    if (stanza.is("iq")) answers.set(stanza.attrs["id"] ?? "", stanza);
    notifications.push(...notificationsOf(stanza));
    messages.push(...heard(stanza));
    for (const look of looking) look();
  });

  const until: Reader["until"] = (what, look, deadlineMs = DEADLINE_MS) => {
    const { promise, resolve, reject } = Promise.withResolvers<NonNullable<ReturnType<typeof look>>>();
    const again = (): void => {
      const found = look();
      if (found !== undefined && found !== null) resolve(found);
    };
    const missed = (): void =>
      reject(new Error(`${jid} waited ${deadlineMs} ms for ${what}. The last that came in:\n${last}`));
    const timer = setTimeout(missed, deadlineMs);
    looking.add(again);
    again();
    return promise.finally(() => {
      clearTimeout(timer);
      looking.delete(again);
    });
  };

  // The server may end the connection before the reader does.
  const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
  const stop = (): Promise<void> => {
    client.disconnect();
    return ended;
  };

  await online(client, jid, wsUrl);
  client.sendPresence({});
  return {
    jid: client.jid,
    client,
    notifications,
    messages,
    until,
    stop,
    [Symbol.asyncDispose]: stop,
    subscribe: async (service, node) => void (await client.subscribeToNode(service, node)),
    async items(service, node) {
      const id = randomUUID();
      await client.sendIQ({ id, to: service, type: "get", pubsub: { context: "user", fetch: { node } } });
      return itemsOf(answers.get(id)?.getChild("pubsub", PUBSUB)?.getChild("items"), service);
    },
    join: async (room, nickname) => {
      await client.joinRoom(room, nickname, { muc: { type: "join", history: { maxStanzas: 0 } } });
    },
    leave: async (room) => void (await client.leaveRoom(room)),
    say: (room, body) => void client.sendMessage({ to: room, type: "groupchat", body }),
    tell: (to, body) => void client.sendMessage({ to, type: "chat", body }),
    notified: (id, deadlineMs) =>
      until(`a notification of ${id}`, () => notifications.find((each) => each.id === id), deadlineMs),
    hears: (what, isIt, deadlineMs) => until(what, () => messages.find(isIt), deadlineMs),
  };
}

const PUBSUB = "http://jabber.org/protocol/pubsub";

function online(client: Agent, jid: string, wsUrl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => () => reject(new Error(`${jid} could not log in at ${wsUrl}: ${why}`));
    client.once("session:started", () => resolve());
    client.once("auth:failed", failed("the password was refused"));
    client.once("disconnected", failed("the connection ended"));
    client.connect();
  });
}

function notificationsOf(stanza: Element): readonly Notification[] {
  const items = stanza.getChild("event", `${PUBSUB}#event`)?.getChild("items");
  const delayed = stanza.getChild("delay", "urn:xmpp:delay") !== undefined;
  return itemsOf(items, stanza.attrs["from"] ?? "").map((item) => ({ ...item, delayed }));
}

function itemsOf(items: Element | undefined, service: string): readonly Notification[] {
  return (items?.getChildElements() ?? []).map((item) => ({
    service,
    node: items?.attrs["node"] ?? "",
    id: item.attrs["id"] ?? "",
    payload: item.getChildElements()[0],
    retracted: item.getName() === "retract",
    delayed: false,
  }));
}

function heard(stanza: Element): readonly Heard[] {
  const body = stanza.is("message") ? stanza.getChild("body") : undefined;
  if (body === undefined) return [];
  const { from = "", type = "normal" } = stanza.attrs;
  return [
    { from, type, body: body.getText(), delayed: stanza.getChild("delay", "urn:xmpp:delay") !== undefined },
  ];
}
