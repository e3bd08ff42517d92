/** An occupant of rooms on a bare TLS socket: the least that a client in a room can cost. */

import { escapeXMLText } from "ltx";
import type { Element } from "../src/xmpp/stanza.ts";
import { readStream } from "../test/support/peer/stream.ts";
import { type Login, logIn } from "./raw.ts";

/** Something that is said in a room. */
export interface Said {
  readonly room: string;
  readonly nick: string;
  readonly body: string;
  /** The id that its sender gave it, and the one that the room gave it (XEP-0359). */
  readonly id: string;
  readonly stanzaId: string | undefined;
  /** The id of what it replies to (XEP-0461). */
  readonly repliesTo: string | undefined;
}

export interface Occupant {
  /** Enters a room without its history. */
  enter(room: string): Promise<void>;
  say(room: string, body: string, id: string): void;
  close(): void;
}

/** Logs in under a nickname for all rooms, and hears everything that is said in those it enters. */
export async function openOccupant(
  login: Login,
  nick: string,
  heard: (said: Said, occupant: Occupant) => void,
): Promise<Occupant> {
  const socket = await logIn(login);
  const entered = new Map<string, () => void>();
  let received = 0;
  const occupant: Occupant = {
    async enter(room) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      entered.set(room, () => resolve(undefined));
      socket.write(
        `<presence to='${room}/${nick}'>` +
          `<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
      );
      await promise;
    },
    say: (room, body, id) =>
      void socket.write(
        `<message to='${room}' type='groupchat' id='${id}'><body>${escapeXMLText(body)}</body></message>`,
      ),
    close: () => void socket.destroy(),
  };
  const take = readStream({
    opened: () => {},
    heard(element) {
      if (element.is("r")) return void socket.write(`<a xmlns='urn:xmpp:sm:3' h='${received}'/>`);
      if (!element.is("a")) received += 1;
      // A room says its subject when the visit begins, whether it has one or not.
      const isSubject = element.getChild("subject") !== undefined;
      if (isSubject) entered.get(element.attrs["from"]?.split("/")[0] ?? "")?.();
      const said = toSaid(element);
      if (said !== undefined) heard(said, occupant);
    },
    closed: () => {},
    broken(error) {
      throw error;
    },
  });
  take(`<stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`);
  socket.on("data", (chunk) => take(String(chunk)));
  socket.write("<presence/>");
  return occupant;
}

function toSaid(stanza: Element): Said | undefined {
  const body = stanza.getChildText("body");
  if (!stanza.is("message") || stanza.attrs["type"] !== "groupchat" || body === null) return undefined;
  const { from = "", id = "" } = stanza.attrs;
  const [room = "", nick = ""] = from.split("/");
  return {
    room,
    nick,
    body,
    id,
    stanzaId: stanza.getChild("stanza-id", "urn:xmpp:sid:0")?.attrs["id"],
    repliesTo: stanza.getChild("reply", "urn:xmpp:reply:0")?.attrs["id"],
  };
}
