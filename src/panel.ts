/** The menu of the bot (XEP-0050): the commands of a conversation for everybody, and the panel for operators. */

import { commands } from "./commands/index.ts";
import type { Context } from "./commands/command.ts";
import { createLimits } from "./conversation/limits.ts";
import { personOf, placeOf } from "./conversation/people.ts";
import type { Log } from "./log.ts";
import { toEntries } from "./menu/commands.ts";
import { createMenu, type Menu } from "./menu/menu.ts";
import type { Visitor } from "./menu/page.ts";
import { plan, publish, repair } from "./panel/nodes.ts";
import type { PanelParts } from "./panel/parts.ts";
import { reload } from "./panel/reload.ts";
import { retract } from "./panel/retract.ts";
import { rooms } from "./panel/rooms.ts";
import { status } from "./panel/status.ts";
import type { PersonStanding } from "./standing.ts";
import { toLanguage, voiceOf } from "./words/voice.ts";
import { bare } from "./xmpp/jid.ts";

export interface PanelOptions extends PanelParts {
  readonly context: () => Context;
  /** Who somebody is, by an occupant JID or a full JID. */
  readonly standing: (from: string, where: "direct" | "private") => PersonStanding;
  /** The language (BCP 47) of a room, where somebody asks by way of one. */
  readonly language: (room: string) => string | undefined;
  readonly log: Pick<Log, "error" | "info" | "warn">;
  readonly now?: () => number;
  readonly patience?: number;
}

export function createPanel(options: PanelOptions): Menu {
  const { context, log, now } = options;
  const limits = createLimits(now);
  const panel = [status, plan, publish, retract, repair, rooms, reload].map((entry) => entry(options));
  return createMenu({
    ...options,
    entries: [...toEntries(commands, context), ...panel],
    visitor: (from, language) => visitorOf(options, from, language),
    mayAsk(from) {
      const where = whereIs(options, from);
      const sender = { where, from, occupantId: undefined };
      const person = personOf(sender, options.rooms().occupant(from));
      // Others in the room, or at the same server, do not use up what an operator may ask.
      const { isOperator } = options.standing(from, where);
      const place = isOperator ? person : placeOf(sender, options.session().jid());
      return limits.admit({ person, place, where }) === "yes";
    },
    failed: (entry, error) => log.error(`the menu could not answer ${entry.node}`, { error }),
  });
}

function visitorOf(options: PanelOptions, from: string, asked: string | undefined): Visitor {
  const where = whereIs(options, from);
  const room = where === "private" ? bare(from) : undefined;
  const { jid, isOperator, isModerator, isMember } = options.standing(from, where);
  const nick = room && options.rooms().nicks().get(room);
  const language = toLanguage(asked) ?? toLanguage(room && options.language(room)) ?? "en";
  const voice = voiceOf(language);
  return {
    from,
    isMember,
    bot: nick === undefined ? undefined : `${room}/${nick}`,
    asker: { where, jid, room, isOperator, isModerator, voice, takeRest: () => undefined },
  };
}

/** Whether somebody asks by way of a room. */
function whereIs({ rooms: all }: PanelOptions, from: string): "direct" | "private" {
  return all().has(bare(from)) ? "private" : "direct";
}
