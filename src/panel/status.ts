/** status: how the bot is, and what it is doing. */

import type { Entry, Visitor } from "../menu/page.ts";
import type { Past } from "../publisher.ts";
import { panel } from "../words/panel.ts";
import { status as words } from "../words/panel-status.ts";
import type { Language, Voice } from "../words/voice.ts";
import type { Field } from "../xmpp/forms.ts";
import { entryOf, type PanelParts } from "./parts.ts";
import { countsOf } from "./preview.ts";
import { roomLines } from "./rooms.ts";

export function status(parts: PanelParts): Entry {
  return entryOf(
    "status",
    parts,
    (visitor) => ({
      form: {
        type: "result",
        title: visitor.asker.voice.say(panel, "status"),
        fields: fieldsOf(parts, visitor),
      },
    }),
    { forMembers: true },
  );
}

function fieldsOf(parts: PanelParts, { asker }: Visitor): readonly Field[] {
  const { voice, isOperator } = asker;
  const { session, publisher, version, started } = parts;
  const now = new Date();
  const progress = publisher().progress();
  const one = (
    name: "nodes" | "round" | "running" | "session" | "version" | "work",
    text: string,
  ): Field => ({
    name,
    type: "text-single",
    label: voice.say(words, `${name}Label`),
    values: [text],
  });
  return [
    one("version", version),
    one("running", sinceText(started, now, voice.language)),
    one(
      "session",
      session().isOnline()
        ? voice.say(words, "online", { jid: session().jid() })
        : voice.say(words, "interrupted"),
    ),
    one("nodes", voice.say(words, publisher().isReady() ? "following" : "notFollowing")),
    one("round", pastText(publisher().past(), now, voice, isOperator)),
    ...(progress === undefined
      ? []
      : [one("work", voice.say(words, "progress", { done: progress.done, total: progress.total }))]),
    {
      name: "rooms",
      type: "text-multi",
      label: voice.say(words, "roomsLabel"),
      values: roomLines(parts, asker),
    },
  ];
}

/** The operator reads why a round failed: it may name what is nobody else's business. */
function pastText(past: Past | undefined, now: Date, voice: Voice, isOperator: boolean): string {
  if (past === undefined) return voice.say(words, "noRound");
  const { at, outcome, error = "" } = past;
  const what =
    outcome !== undefined
      ? countsOf(outcome, voice)
      : isOperator
        ? voice.say(panel, "failed", { why: error })
        : voice.say(words, "failedSomehow");
  return `${sinceText(at, now, voice.language)}: ${what}`;
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** `3 hours ago`. */
function sinceText(then: Date, now: Date, language: Language): string {
  const passed = Math.max(0, now.getTime() - then.getTime());
  const [unit, length] = UNITS.find(([, ms]) => passed >= ms) ?? ["second", 1000];
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(passed / length), unit);
}
