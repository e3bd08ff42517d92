/** The conversation without a server: a room and people, whose messages a test says in XML, and what the bot sent to them. */

import { vi } from "vitest";
import { createConversation } from "../../src/conversation/conversation.ts";
import type { Occupant } from "../../src/conversation/people.ts";
import type { RoomFacts, Standing } from "../../src/conversation/surroundings.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { contextOf, type Published } from "../commands/context.ts";
import { element } from "../support/xml.ts";

export const ROOM = "room@rooms.example.org";
export const OWN = "newsstand@example.org/bot";

export interface SceneOptions {
  readonly context?: Published;
  readonly role?: string;
  readonly occupants?: Readonly<Record<string, Occupant>>;
  readonly standing?: Partial<Standing>;
  /** The language that the operator chose for the room, and the one that the room says. */
  readonly chosen?: string;
  readonly language?: string;
  readonly facts?: Partial<RoomFacts>;
  readonly xepRooms?: readonly string[];
  /** The node of the caps of somebody's client. */
  readonly client?: string;
  readonly post?: (message: Element, until: number) => Promise<void>;
  /** When it is known who is a bot. */
  readonly learning?: Promise<void>;
  /** Answers of the room do not come back by themselves. */
  readonly isSlow?: boolean;
}

export type Scene = ReturnType<typeof begin>;

/** A bot in a room, as `newsstand`. Timers have to be faked. */
export function begin(options: SceneOptions = {}) {
  const posted: Element[] = [];
  const signs: Element[] = [];
  const logged: string[] = [];
  const learnt: string[] = [];
  const quiet = new Set<string>();
  const nicks = new Map([[ROOM, "newsstand"]]);
  let role = options.role ?? "participant";
  let count = 0;
  const context = contextOf({
    manners: {
      isQuiet: (room) => quiet.has(room),
      setQuiet: (room, isQuiet) => Promise.resolve(void (isQuiet ? quiet.add(room) : quiet.delete(room))),
    },
    ...options.context,
  });
  const conversation = createConversation({
    jid: () => OWN,
    nick: "newsstand",
    rooms: () => ({
      nicks: () => nicks,
      role: () => role,
      language: () => options.language,
      hasClient: (_, node) => node === options.client,
      facts: () => ({ hasOccupantIds: true, hasStanzaIds: true, ...options.facts }),
      occupant: (jid) => options.occupants?.[jid],
      learn: async (jid) => {
        learnt.push(jid);
        await options.learning;
      },
    }),
    send: (stanza) => void signs.push(stanza),
    post(message, until) {
      posted.push(message);
      if (options.isSlow !== true) reflect(message);
      return options.post?.(message, until) ?? Promise.resolve();
    },
    context: () => context,
    standing: (from, where) => ({
      jid: where === "direct" ? from.replace(/\/.*/u, "") : undefined,
      isOperator: false,
      isModerator: false,
      ...options.standing,
    }),
    languageOf: () => options.chosen,
    xepRooms: new Set(options.xepRooms),
    log: { debug: () => {}, warn: (sentence) => void logged.push(sentence) },
  });

  /** The room shows the bot its own message, and gives it an id: `room-<id>`. */
  const reflect = (message: Element): void => {
    if (message.attrs["type"] !== "groupchat") return;
    const { id } = message.attrs;
    conversation.hear(
      element(
        `<message from="${ROOM}/newsstand" type="groupchat" id="${id}"><body>…</body>
          <stanza-id xmlns="urn:xmpp:sid:0" by="${ROOM}" id="room-${id}"/></message>`,
      ),
    );
  };

  /** What the bot has posted since it was last asked. */
  const sent = async (): Promise<readonly Element[]> => {
    await vi.advanceTimersByTimeAsync(0);
    return posted.splice(0);
  };

  return {
    hear: (xml: string) => conversation.hear(element(xml)),
    /** Says something in the room; the room gives it the stanza id `s-<id>`. Gives the message's id. */
    say(body: string, { nick = "ana", id = `m${(count += 1)}`, more = "" } = {}): string {
      conversation.hear(element(inRoom(body, { nick, id, more })));
      return id;
    },
    /** Writes to the bot's own JID. */
    write(body: string, { from = "ana@example.org/x", id = `m${(count += 1)}`, more = "" } = {}): string {
      conversation.hear(
        element(`<message from="${from}" type="chat" id="${id}"><body>${body}</body>${more}</message>`),
      );
      return id;
    },
    sent,
    /** The same, as text without the quotation. */
    said: async () => (await sent()).map(wordsOf),
    signs: () => signs.splice(0).map((sign) => sign.getChildElements()[0]?.name),
    reflect,
    logged,
    learnt,
    leave: () => nicks.delete(ROOM),
    mute(isMute: boolean) {
      role = isMute ? "visitor" : "participant";
    },
    stop: () => conversation.stop(),
  };
}

export function inRoom(
  body: string,
  { nick = "ana", id = "m", more = "" }: { nick?: string; id?: string; more?: string } = {},
): string {
  return `<message from="${ROOM}/${nick}" type="groupchat" id="${id}"><body>${body}</body>${more}
    <stanza-id xmlns="urn:xmpp:sid:0" by="${ROOM}" id="s-${id}"/></message>`;
}

/** The body without the quoted question. */
export function wordsOf(message: Element): string {
  return (message.getChildText("body") ?? "").replace(/^>.*\n/u, "");
}

export const replaces = (id: string): string => `<replace xmlns="urn:xmpp:message-correct:0" id="${id}"/>`;
export const occupantId = (id: string): string => `<occupant-id xmlns="urn:xmpp:occupant-id:0" id="${id}"/>`;
/** What a message is, in a room: the id of what it corrects or takes back. */
export const correctedId = (message: Element | undefined): string | undefined =>
  message?.getChild("replace", "urn:xmpp:message-correct:0")?.attrs["id"];
export const retractedId = (message: Element | undefined): string | undefined =>
  message?.getChild("retract", "urn:xmpp:message-retract:1")?.attrs["id"];
