/** rooms: where the bot is; it enters, leaves, is quiet and talks again. */

import type { Asker } from "../commands/command.ts";
import type { Entry, Page, Visitor } from "../menu/page.ts";
import type { ListedRoom } from "../rooms.ts";
import { guestsOf, isGuest, MOST_GUESTS } from "../rooms/memory.ts";
import { panel } from "../words/panel.ts";
import { rooms as words } from "../words/panel-rooms.ts";
import { status } from "../words/panel-status.ts";
import type { Voice } from "../words/voice.ts";
import { parseJid, toBare } from "../xmpp/jid.ts";
import type { Note } from "../xmpp/ad-hoc.ts";
import type { Fields } from "../xmpp/forms.ts";
import { entryOf, nameOf, type PanelParts, toEnd, toFixed } from "./parts.ts";

const ACTIONS = ["join", "leave", "beQuiet", "talk"] as const;
type Action = (typeof ACTIONS)[number];

export function rooms(parts: PanelParts): Entry {
  return entryOf("rooms", parts, (visitor) => choose(parts, visitor));
}

/** A line for each room. Where the bot is a guest is the operator's business. */
export function roomLines(
  { rooms: all, manners }: PanelParts,
  { voice, isOperator }: Pick<Asker, "isOperator" | "voice">,
): readonly string[] {
  const state = ({ room, isIn }: ListedRoom): "isIn" | "isOut" | "isQuiet" =>
    !isIn ? "isOut" : manners().isQuiet(room) ? "isQuiet" : "isIn";
  const list = all()
    .list()
    .filter(({ invitedBy }) => isOperator || invitedBy === undefined);
  if (list.length === 0) return [voice.say(words, "noRooms")];
  return list.map((each) => `${each.room}: ${voice.say(words, state(each))}`);
}

function choose(parts: PanelParts, visitor: Visitor): Page {
  const { voice } = visitor.asker;
  const hasNone = parts.rooms().list().length === 0;
  const actions = hasNone ? ACTIONS.slice(0, 1) : ACTIONS;
  const options = actions.map((action) => ({ label: voice.say(words, action), value: action }));
  const label = voice.say(words, "action");
  return {
    form: {
      type: "form",
      title: voice.say(panel, "rooms"),
      fields: [
        toFixed(voice.say(status, "roomsLabel"), roomLines(parts, visitor.asker)),
        { name: "action", type: "list-single", label, options, isRequired: true },
      ],
    },
    next(values) {
      const [said] = values.get("action") ?? [];
      const action = ACTIONS.find((each) => each === said);
      return action === undefined ? choose(parts, visitor) : whichRoom(parts, visitor, action);
    },
  };
}

function whichRoom(parts: PanelParts, visitor: Visitor, action: Action, note?: Note): Page {
  const { voice } = visitor.asker;
  const label = voice.say(words, "room");
  const field = { name: "room", label, isRequired: true } as const;
  const options = parts
    .rooms()
    .list()
    .map(({ room }) => ({ label: room, value: room }));
  return {
    note,
    form: {
      type: "form",
      title: voice.say(words, action),
      fields: [
        action === "join" ? { ...field, type: "jid-single" } : { ...field, type: "list-single", options },
      ],
    },
    complete: (values) => act(parts, visitor, action, values),
  };
}

async function act(parts: PanelParts, visitor: Visitor, action: Action, values: Fields): Promise<Page> {
  const { voice } = visitor.asker;
  const said = values.get("room")?.[0] ?? "";
  const room = toRoom(said);
  if (room === undefined) {
    const text = voice.say(words, "noRoom", { room: said });
    return whichRoom(parts, visitor, action, { type: "error", text });
  }
  parts.log.info(`${nameOf(visitor)} asks for: ${action} ${room}`);
  if (action === "join") return join(parts, visitor, room);
  if (action === "leave") return leave(parts, voice, room);
  await parts.manners().setQuiet(room, action === "beQuiet");
  return toEnd(voice.say(words, action === "beQuiet" ? "nowQuiet" : "nowTalking", { room }));
}

function join({ rooms: all, guests }: PanelParts, visitor: Visitor, room: string): Page {
  const { voice } = visitor.asker;
  if (all().has(room)) return toEnd(voice.say(words, "already", { room }));
  if (guestsOf(all()) >= MOST_GUESTS)
    return toEnd(voice.say(words, "tooManyRooms", { count: MOST_GUESTS }), "error");
  const guest = { by: nameOf(visitor) };
  all().add(room, guest);
  if (isGuest(all(), room)) void guests().remember(room, guest);
  return toEnd(voice.say(words, "joining", { room }));
}

/** A room of the configuration has no bookmark by which the bot enters, and is entered at the next start. */
function leave({ rooms: all, guests }: PanelParts, voice: Voice, room: string): Page {
  const wasGuest = isGuest(all(), room);
  all().remove(room);
  if (wasGuest) void guests().forget(room);
  return toEnd(voice.say(words, wasGuest ? "left" : "leftForNow", { room }));
}

function toRoom(text: string): string | undefined {
  const jid = parseJid(text);
  return jid?.local === undefined || jid.resource !== undefined ? undefined : toBare(jid);
}
