/** A reader who stays: subscribed to the nodes, in all rooms, and back by itself after the server was gone. */

import { setTimeout as pause } from "node:timers/promises";
import * as atom from "../../src/xmpp/atom.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";
import type { Deliveries } from "./deliveries.ts";
import { isEntry, NODES, titlesOf } from "./node.ts";
import type { Questions } from "./questions.ts";
import { within } from "./wait.ts";

export interface Asker extends AsyncDisposable {
  /** Asks a question in a room, if it is in that room. */
  ask(room: string, calm: boolean): void;
  /** Titles by item id, as the service lists them; fails when the service cannot be asked. */
  published(): Promise<ReadonlyMap<string, string>>;
  /** The name under which the bot answered last in a room. */
  botIn(room: string): string;
  kick(room: string, nickname: string): Promise<void>;
  /** Destroys a room, and makes it again after so many ms. */
  remake(room: string, ms: number): Promise<void>;
}

export interface AskerOptions {
  readonly server: Server;
  readonly account: string;
  readonly rooms: readonly string[];
  /** The bot's nickname, unless a room lets it have another. */
  readonly bot: string;
  readonly questions: Questions;
  readonly deliveries: Deliveries;
}

const NICKNAME = "asker";
const AGAIN = 300;
const PATIENCE = 10_000;

/** Connects, subscribes, makes and enters the rooms; returns then. */
export async function startAsker(options: AskerOptions): Promise<Asker> {
  const { server, account, rooms, questions } = options;
  const stopping = new AbortController();
  const inside = new Set<string>();
  const names = new Map<string, string>();
  let reader: Reader | undefined;

  const here = (): Reader => {
    if (reader === undefined) throw new Error(`${server.jid(account)} has no connection now.`);
    return reader;
  };
  const enter = async (room: string): Promise<void> => {
    await within(PATIENCE, `entering ${room}`, here().join(room, NICKNAME));
    // Opens a room that did not exist; whoever does not own it is refused, and does not need to.
    await within(PATIENCE, `opening ${room}`, here().client.configureRoom(room, { type: "submit" })).catch(
      () => {},
    );
    inside.add(room);
  };
  // The reader's library prints a refused connection.
  const isUp = (): Promise<boolean> =>
    fetch(`http://${server.host}:${server.httpPort}/`).then(
      () => true,
      () => false,
    );
  const login = async (): Promise<{ readonly gone: Promise<void> }> => {
    const came = await connect(server.wsUrl, server.jid(account), server.password(account));
    const gone = new Promise<void>((resolve) => came.client.once("disconnected", () => resolve()));
    listen(came, options, names);
    reader = came;
    try {
      for (const room of rooms) await enter(room);
    } catch (error) {
      await came.stop();
      throw error;
    }
    return { gone };
  };
  const stay = async (first: { readonly gone: Promise<void> }): Promise<void> => {
    for (let visit: typeof first | undefined = first; !stopping.signal.aborted;) {
      await visit?.gone;
      reader = undefined;
      inside.clear();
      await pause(AGAIN);
      visit = (await isUp()) ? await login().catch(() => undefined) : undefined;
    }
  };
  const visit = await login();
  for (const node of NODES) await here().subscribe(server.pubsub, node);
  const staying = stay(visit);

  return {
    ask(room, calm) {
      if (reader !== undefined && inside.has(room)) reader.say(room, questions.ask(room, calm));
    },
    published: async () => titlesOf(here(), server),
    botIn: (room) => names.get(room) ?? options.bot,
    kick: async (room, nickname) =>
      void (await within(PATIENCE, `kicking ${nickname}`, here().client.kick(room, nickname, "a fault"))),
    async remake(room, ms) {
      inside.delete(room);
      await within(PATIENCE, `destroying ${room}`, here().client.destroyRoom(room, { reason: "a fault" }));
      await pause(ms);
      await enter(room);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await reader?.stop();
      await staying;
    },
  };
}

/** Notes what comes in: answers of the bot, and notifications of the node. */
function listen(
  reader: Reader,
  { server, questions, deliveries }: AskerOptions,
  names: Map<string, string>,
): void {
  let [messages, notifications] = [0, 0];
  const take = (): void => {
    for (const { from, body, delayed } of reader.messages.slice(messages)) {
      messages += 1;
      const [room = "", nickname = ""] = from.split("/");
      if (delayed || body.startsWith("!") || nickname === NICKNAME) continue;
      if (questions.hear(room, body)) names.set(room, nickname);
    }
    for (const each of reader.notifications.slice(notifications)) {
      notifications += 1;
      const title = atom.fromElement(each.payload)?.title ?? "";
      if (each.service === server.pubsub && isEntry(each))
        deliveries.note(each.id, each.retracted ? undefined : title);
    }
  };
  reader.client.on("raw:incoming", take);
  take();
}
