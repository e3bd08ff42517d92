/** Two people in a room, each on a library that is not the bot's session: they send what those can send, and see whole stanzas. */

import tls from "node:tls";
import { client } from "@xmpp/client";
import { type Agent, createClient } from "stanza";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import type { Server } from "./server.ts";
import { element } from "./xml.ts";

/** What somebody says. */
export interface Speech {
  readonly to: string;
  readonly type: "groupchat" | "chat";
  readonly body: string;
  readonly id: string;
  readonly language?: string;
  /** The id of the message that this one corrects (XEP-0308). */
  readonly replaces?: string;
  readonly wantsReceipt?: boolean;
}

export interface Person extends AsyncDisposable {
  /** Every message that came in so far, in order. */
  readonly messages: readonly Element[];
  /** Enters a room without its history. */
  join(room: string, nick: string): Promise<void>;
  say(speech: Speech): void;
  /** The first message for which this is true, past or coming; `what` names it if it never comes. */
  hears(what: string, isIt: (message: Element) => boolean): Promise<Element>;
}

const MUC = "http://jabber.org/protocol/muc";
const DEADLINE_MS = 15_000;

/** Messages as they come in, and those who wait for one. */
function createEar(name: string) {
  const messages: Element[] = [];
  const waiting = new Set<() => void>();
  return {
    messages,
    take(stanza: Element): void {
      if (!stanza.is("message")) return;
      messages.push(stanza);
      for (const look of waiting) look();
    },
    hears(what: string, isIt: (message: Element) => boolean): Promise<Element> {
      const { promise, resolve, reject } = Promise.withResolvers<Element>();
      const look = (): void => {
        const found = messages.find(isIt);
        if (found !== undefined) resolve(found);
      };
      const missed = (): void =>
        reject(new Error(`${name} waited for ${what}. The last messages:\n${messages.slice(-5).join("\n")}`));
      const timer = setTimeout(missed, DEADLINE_MS);
      waiting.add(look);
      look();
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
  };
}

/** Somebody on `stanza`, over WebSocket; `client` is for what is not here. */
export async function onStanza(
  server: Server,
  account: string,
): Promise<Person & { readonly client: Agent }> {
  const agent = createClient({
    jid: server.jid(account),
    password: server.password(account),
    transports: { websocket: server.wsUrl, bosh: false },
    autoReconnect: false,
  });
  const { messages, take, hears } = createEar(account);
  agent.on("raw:incoming", (text) => void (/^<message\b/u.test(text) && take(element(text))));
  const online = new Promise<void>((resolve) => agent.once("session:started", () => resolve()));
  const ended = new Promise<void>((resolve) => agent.once("disconnected", () => resolve()));
  agent.connect();
  await Promise.race([
    online,
    ended.then(() => Promise.reject(new Error(`${account} could not log in at ${server.wsUrl}`))),
  ]);
  agent.sendPresence({});
  return {
    client: agent,
    messages,
    hears,
    async join(room, nick) {
      await agent.joinRoom(room, nick, { muc: { type: "join", history: { maxStanzas: 0 } } });
    },
    say: ({ language, replaces, wantsReceipt, ...speech }) =>
      void agent.sendMessage({
        ...speech,
        ...(language !== undefined && { lang: language }),
        ...(replaces !== undefined && { replace: replaces }),
        ...(wantsReceipt === true && { receipt: { type: "request" } }),
      }),
    async [Symbol.asyncDispose]() {
      agent.disconnect();
      await ended;
    },
  };
}

/** What is used of a client of `@xmpp/client`, as its documentation tells. */
interface Bare {
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  send(stanza: Element): Promise<void>;
  on(event: "stanza" | "nonza", listener: (element: Element) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
}

/** Somebody on `@xmpp/client` as it is, over TCP; `send` is for what is not here. */
export async function onClient(
  server: Server,
  account: string,
): Promise<Person & { readonly send: (stanza: Element) => void }> {
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
  const bare: unknown = client({
    service: `xmpp://${server.host}:${server.port}`,
    domain: server.domain,
    username: account,
    password: server.password(account),
  });
  if (!isBare(bare)) throw new TypeError("@xmpp/client gave no client");
  const { messages, take, hears } = createEar(account);
  let failed: Error | undefined;
  bare.on("error", (error) => (failed = error));
  bare.on("stanza", take);
  // It goes on with stream management after it says that it is online, and miscounts what is sent and heard meanwhile.
  const managed = new Promise<void>((resolve) =>
    bare.on("nonza", (nonza) => void (nonza.is("enabled") && resolve())),
  );
  await bare.start();
  await managed;
  const send = (stanza: Element): void => {
    bare.send(stanza).catch((error: unknown) => {
      throw new Error(`${account} could not send ${stanza.toString()}`, { cause: failed ?? error });
    });
  };
  send(xml("presence", {}));
  return {
    send,
    messages,
    hears,
    async join(room, nick) {
      const asked = xml("x", { xmlns: MUC }, xml("history", { maxstanzas: 0 }));
      send(xml("presence", { to: `${room}/${nick}` }, asked));
      // A room tells its subject when all else is told.
      await hears(
        `the subject of ${room}`,
        (message) => message.getChild("subject") !== undefined && isFrom(message, room),
      );
    },
    say: ({ to, type, body, id, language, replaces, wantsReceipt }) =>
      send(
        xml(
          "message",
          { to, type, id, "xml:lang": language },
          xml("body", {}, body),
          replaces === undefined
            ? undefined
            : xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: replaces }),
          wantsReceipt === true ? xml("request", { xmlns: "urn:xmpp:receipts" }) : undefined,
        ),
      ),
    async [Symbol.asyncDispose]() {
      await bare.stop();
    },
  };
}

function isFrom(message: Element, room: string): boolean {
  return message.attrs["from"]?.startsWith(room) ?? false;
}

function isBare(value: unknown): value is Bare {
  return typeof value === "object" && value !== null && "start" in value && "stop" in value;
}
