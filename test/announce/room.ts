/** A room, a memory and a clock for the announcer, all made up. */

import { vi } from "vitest";
import { createAnnouncer, type Announcer } from "../../src/announce/announcer.ts";
import { type Issue, parseIssue } from "../../src/newsletter/issue.ts";
import type { Memory } from "../../src/xmpp/private.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { element } from "../support/xml.ts";

export const ROOM = "team@rooms.example.org";
export const GERMAN = "runde@rooms.example.org";
export const NOW = new Date("2026-11-20T10:00:00Z");
const USER = `xmlns="http://jabber.org/protocol/muc#user"`;

/** Items as text, so that nothing but what was written comes back; `breaks` makes the next writes fail. */
export interface FakeMemory extends Memory {
  readonly items: Map<string, string>;
  breaks(error: Error | undefined): void;
}

export function fakeMemory(items = new Map<string, string>()): FakeMemory {
  let broken: Error | undefined;
  const check = (): void => {
    if (broken !== undefined) throw broken;
  };
  return {
    items,
    breaks: (error) => void (broken = error),
    async read() {
      await Promise.resolve();
      check();
      return new Map([...items].map(([id, xml]) => [id, element(xml)]));
    },
    async write(id, payload) {
      await Promise.resolve();
      check();
      items.set(id, payload.toString());
    },
    async forget(id) {
      await Promise.resolve();
      items.delete(id);
    },
  };
}

/** An issue of a day of November 2026, unless another date is given. */
export function issueOf(day: number | string, language?: string): Issue {
  const date = typeof day === "string" ? day : `2026-11-${String(day).padStart(2, "0")}`;
  const file = `${date}-news${language === undefined ? "" : `.${language}`}.md`;
  return parseIssue(file, `---\ntitle: News of ${date}\ndate: ${date}\n---\nWords.\n`);
}

export interface Scene {
  readonly announcer: Announcer;
  /** What was sent and not yet looked at, as `ROOM: text`; looking empties it. */
  said(): string[];
  /** The messages that were sent, the oldest first. */
  readonly sent: Element[];
  readonly logged: string[];
  /** Rooms that are open. */
  readonly open: Set<string>;
  /** The bot comes in, and hears this of what was said before. */
  enter(room?: string, ...history: readonly string[]): void;
  /** The room shows the bot the message that it sent last, or this one. */
  reflect(message?: Element): Promise<void>;
  hear(xml: string): void;
  look(...issues: readonly Issue[]): Promise<void>;
  settle(): Promise<void>;
}

export interface SceneOptions {
  readonly memory?: Memory;
  readonly rooms?: readonly { readonly room: string; readonly language: string | undefined }[];
  readonly now?: () => Date;
  /** What an archive answers to a question; without it there is none. */
  readonly archive?: (query: Element, hear: (xml: string) => void) => Promise<void>;
  readonly send?: (stanza: Element) => void;
}

export function makeScene(options: SceneOptions = {}): Scene {
  const sent: Element[] = [];
  const unseen: string[] = [];
  const logged: string[] = [];
  const open = new Set<string>();
  const hear = (xml: string): void => announcer.heard(element(xml));
  const none = (): Promise<void> =>
    Promise.reject(new StanzaError({ condition: "service-unavailable", type: "cancel" }));
  const { memory = fakeMemory(), rooms = [{ room: ROOM, language: undefined }], archive = none } = options;
  const announcer = createAnnouncer({
    xmpp: {
      get: () => Promise.reject(new Error("nothing is asked that way")),
      set: async (query) => {
        await archive(query, hear);
        return undefined;
      },
      send(stanza) {
        options.send?.(stanza);
        sent.push(stanza);
        unseen.push(`${stanza.attrs["to"]}: ${stanza.getChildText("body")}`);
      },
    },
    memory,
    rooms,
    language: "en",
    days: 14,
    isOpen: (room) => open.has(room),
    announcementOf: (issue) => ({ language: issue.language, text: issue.title, extra: () => [] }),
    now: options.now ?? (() => NOW),
    log: { info: (text) => void logged.push(text), warn: (text) => void logged.push(`warning: ${text}`) },
  });
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    announcer,
    said: () => unseen.splice(0),
    sent,
    logged,
    open,
    enter(room = ROOM, ...history) {
      open.add(room);
      announcer.entered(room);
      hear(`<presence from="${room}/newsstand"><x ${USER}><status code="110"/></x></presence>`);
      for (const each of history) hear(each);
      hear(`<message from="${room}" type="groupchat"><subject/></message>`);
    },
    async reflect(message = sent.at(-1)) {
      hear(reflection(message));
      await settle();
    },
    hear,
    look: (...issues) => announcer.look(issues),
    settle,
  };
}

/** A message of the bot's as a room shows it to everybody. */
export function reflection(message: Element | undefined, inside = ""): string {
  const { id, to } = message?.attrs ?? {};
  return `<message from="${to}/newsstand" type="groupchat" id="${id}"><body>x</body>${inside}</message>`;
}
