/** A panel without a server: nodes in memory, rooms that are a list, and everybody who asks. */

import type { Archive } from "../../src/newsletter/archive.ts";
import { createPanel } from "../../src/panel.ts";
import type { Progress } from "../../src/publish/apply.ts";
import { openLedger } from "../../src/publish/ledger.ts";
import { createWindow } from "../../src/publish/pace.ts";
import type { Past, Publisher } from "../../src/publisher.ts";
import type { Desk } from "../../src/publisher/round.ts";
import type { Guest, ListedRoom } from "../../src/rooms.ts";
import { answerWith, toReply } from "../../src/xmpp/answers.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { contextOf } from "../commands/context.ts";
import { archive as archiveOf, issue, places, scene } from "../publish/survey/scene.ts";
import { element } from "../support/conversation.ts";
import { masthead } from "../support/masthead.ts";
import { logTo } from "../support/rooms.ts";

const NS = "http://jabber.org/protocol/commands";
export const OPERATOR = "ana@example.org/desk";
export const MEMBER = "max@example.org/phone";
export const STRANGER = "eve@example.org/x";
export const ROOM = "news@rooms.example.org";
/** The operator, by way of the room. */
export const OCCUPANT = `${ROOM}/ana`;

/** What a test finds, and what it plays. */
interface State {
  archive: Archive;
  past: Past | undefined;
  /** What keeps tasks from working. */
  failure: Error | undefined;
  /** What the service says to whatever is published. */
  rejection: string | undefined;
  progress: Pick<Progress, "done" | "total"> | undefined;
  rooms: ListedRoom[];
  readonly quiet: Set<string>;
  readonly remembered: Map<string, Guest>;
  reloads: number;
  rounds: number;
  /** How often the nodes were worked on. */
  tasks: number;
}

/** The issues of April and May are published. */
export async function stage() {
  const world = await scene();
  const [april, may] = [issue("04"), issue("05")];
  await world.follow(archiveOf(april, may));
  const logged: string[] = [];
  const log = logTo((level, message) => logged.push(`${level}: ${message}`));
  const state: State = {
    archive: archiveOf(april, may),
    past: undefined,
    failure: undefined,
    rejection: undefined,
    progress: undefined,
    rooms: [{ room: ROOM, isIn: true, invitedBy: undefined }],
    quiet: new Set(),
    remembered: new Map(),
    reloads: 0,
    rounds: 0,
    tasks: 0,
  };
  const desk = deskOf(world, await openLedger(world.memory.memoryOf, places.service), () => state.rejection);
  const task: Publisher["task"] = (work) => {
    state.tasks += 1;
    return state.failure === undefined
      ? work(
          desk,
          { archive: state.archive, languages: [], maxRetract: 0.3 },
          { note: () => {}, tell: () => {} },
        )
      : Promise.reject(state.failure);
  };

  const panel = createPanel({
    context: () => contextOf(),
    standing: (from) => ({
      jid: from.split("/")[0],
      isOperator: from === OPERATOR || from === OCCUPANT,
      isModerator: false,
      isMember: from === MEMBER,
    }),
    language: () => "de",
    session: () => ({ isOnline: () => true, jid: () => "bot@example.org/1" }),
    publisher: () => ({
      isReady: () => true,
      past: () => state.past,
      progress: () => state.progress,
      request: () => void (state.rounds += 1),
      task,
    }),
    rooms: () => ({
      list: () => state.rooms,
      has: (room) => state.rooms.some((each) => each.room === room),
      nicks: () =>
        new Map(state.rooms.filter(({ isIn }) => isIn).map(({ room }) => [room, "newsstand"] as const)),
      occupant: () => undefined,
      add: (room, { by }) =>
        void state.rooms.push({ room, isIn: false, invitedBy: room === ROOM ? undefined : by }),
      remove: (room) => void (state.rooms = state.rooms.filter((each) => each.room !== room)),
    }),
    guests: () => ({
      remember: (room, guest) => Promise.resolve(void state.remembered.set(room, guest)),
      forget: (room) => Promise.resolve(void state.remembered.delete(room)),
    }),
    manners: () => ({
      isQuiet: (room) => state.quiet.has(room),
      setQuiet: (room, isQuiet) =>
        Promise.resolve(void (isQuiet ? state.quiet.add(room) : state.quiet.delete(room))),
    }),
    reload: () => void (state.reloads += 1),
    version: "9.8.7",
    started: new Date(Date.now() - 2 * 3_600_000),
    log,
  });

  const say = async (stanza: string): Promise<Element> => {
    const iq = element(stanza);
    return toReply(iq, await answerWith((...question) => panel.answer(...question), iq));
  };
  /** Orders a command, or goes on with it; `fields` are filled in. */
  const order = async (
    attributes: string,
    {
      from = OPERATOR,
      fields = {},
    }: { from?: string; fields?: Readonly<Record<string, string | string[]>> } = {},
  ): Promise<Element> => {
    const filled = Object.entries(fields).map(([name, value]) => {
      const values = [value].flat().map((each) => `<value>${each}</value>`);
      return `<field var="${name}">${values.join("")}</field>`;
    });
    const form = `<x xmlns="jabber:x:data" type="submit">${filled.join("")}</x>`;
    return say(`<iq type="set" from="${from}" to="bot@example.org/1" id="1">
      <command xmlns="${NS}" ${attributes}>${filled.length === 0 ? "" : form}</command></iq>`);
  };
  return { world, state, logged, say, order, issue, archiveOf };
}

/** A desk at the nodes in memory, which take what they are told. */
function deskOf(
  world: Awaited<ReturnType<typeof scene>>,
  ledger: Desk["ledger"],
  rejection: () => string | undefined,
): Desk {
  const session: Session = {
    ...world.xmpp,
    set(payload) {
      const publish = payload.getChild("publish");
      const retract = payload.getChild("retract");
      const { node = "" } = (publish ?? retract)?.attrs ?? {};
      const item = (publish ?? retract)?.getChild("item");
      const id = item?.attrs["id"] ?? "";
      const [entry] = item?.getChildElements() ?? [];
      const held = world.nodes.get(node);
      const text = rejection();
      if (text !== undefined && publish !== undefined)
        return Promise.reject(new StanzaError({ condition: "not-acceptable", type: "modify", text }));
      if (retract !== undefined) held?.delete(id);
      else if (entry !== undefined) held?.set(id, entry);
      return Promise.resolve(undefined);
    },
    jid: () => "bot@example.org/1",
    isOnline: () => true,
    isAlive: () => true,
    limit: () => undefined,
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  return {
    session,
    edition: { masthead, places },
    ledger,
    window: createWindow(),
    nodes: {
      max: true,
      capacity: () => Infinity,
      isRemembered: () => true,
      measure: () => Promise.resolve(false),
      ensure: () => Promise.resolve(),
      repair: () => Promise.resolve(),
      inspect: () => Promise.resolve({ exists: true, drift: [], problems: [], capacity: undefined }),
    },
  };
}

/** What an answer shows. */
export function shown(reply: Element) {
  const command = reply.getChild("command");
  const note = command?.getChild("note");
  const form = command?.getChild("x");
  const fields = form?.getChildren("field") ?? [];
  return {
    id: command?.attrs["sessionid"] ?? "",
    status: command?.attrs["status"],
    note: note?.getText(),
    kind: note?.attrs["type"],
    default: command?.getChild("actions")?.attrs["execute"],
    text: fields
      .map(
        (field) =>
          `${field.attrs["label"]}: ${field
            .getChildren("value")
            .map((each) => each.getText())
            .join("\n")}`,
      )
      .join("\n"),
    options: fields.flatMap((field) => field.getChildren("option").map((each) => each.getChildText("value"))),
    error: reply.getChild("error")?.getChildElements()[0]?.name,
  };
}
