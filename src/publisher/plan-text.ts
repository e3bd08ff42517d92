/** A plan as an operator reads it: node by node, a line for each change, and how long it takes. */

import { styleText } from "node:util";
import { shorten } from "../newsletter/characters.ts";
import type { Change, Differences } from "../publish/change.ts";
import { plan as words } from "../words/plan.ts";
import { type Voice, voiceOf } from "../words/voice.ts";
import { isIdle, isToCreate, type NodeOverview, type Overview, PACKAGED, sumOf } from "./overview.ts";
import { duration, printable, size } from "./words.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** For whom a plan is. */
export interface Reader {
  /** English without it: a terminal has no language of its own. */
  readonly voice?: Voice;
  /** Whether it is read at a terminal that has colours. */
  readonly hasColours?: boolean;
}

/** How a plan is written for its reader. */
interface Pen {
  readonly voice: Voice;
  readonly paint: Paint;
}

/** The longest line of a difference, in characters. */
const LONGEST = 110;

function penFor({ voice = voiceOf("en"), hasColours = false }: Reader): Pen {
  return {
    voice,
    paint: (style, text) => (hasColours ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** The whole plan, ending with a line feed. */
export function describe(overview: Overview, reader: Reader = {}): string {
  const pen = penFor(reader);
  const { nodes, changes, notes } = overview;
  const blocks = nodes.map((node) => [
    ...headOf(node, pen),
    ...changes.filter((change) => isAt(change, node)).flatMap((change) => lines(change, pen)),
    ...remains(node, pen),
    "",
  ]);
  const said = notes.length === 0 ? [] : [...notes.map((note) => pen.paint("yellow", printable(note))), ""];
  return [...blocks.flat(), ...said, ...summary(overview, pen.voice), ""].join("\n");
}

/** The changes of some items, a line each and more for what differs: what somebody is asked about. */
export function describeChanges(changes: readonly Change[], reader: Reader = {}): string {
  const nodes = [...new Map(changes.map(({ at }) => [`${at.service} ${at.node}`, at])).values()];
  const pen = penFor(reader);
  return nodes
    .flatMap(({ node, service }) => [
      pen.paint("bold", pen.voice.say(words, "place", { node: printable(node), service })),
      ...changes
        .filter((change) => isAt(change, { at: { node, service } }))
        .flatMap((change) => lines(change, pen)),
      "",
    ])
    .join("\n");
}

/** Sum and time: the last lines. */
function summary({ nodes, changes, pace }: Overview, voice: Voice): readonly string[] {
  if (isIdle({ nodes, changes })) return [voice.say(words, "idle")];
  const { bytes, ...sum } = sumOf(changes);
  const counts = {
    ...sum,
    create: nodes.filter(isToCreate).length,
    configure: nodes.filter(({ drift }) => drift.length > 0).length,
  };
  const said = (["publish", "update", "move", "retract", "create", "configure"] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => voice.say(words, what, { count: counts[what] }));
  return [said.join(", "), ...(changes.length === 0 ? [] : [timeFor(bytes, pace, voice)])];
}

function timeFor(bytes: number, pace: number | undefined, voice: Voice): string {
  const amount = { bytes: size(bytes) };
  if (pace !== undefined) {
    const time = bytes / pace;
    const values = { ...amount, time: duration(time), pace: size(pace) };
    return voice.say(words, time < 1 ? "atOnce" : "atPace", values);
  }
  if (bytes < 10 * PACKAGED.ejabberd) return voice.say(words, "seconds", amount);
  const [quick = "", slow = ""] = [PACKAGED.Prosody, PACKAGED.ejabberd].map((rate) => duration(bytes / rate));
  return [voice.say(words, "packaged", { ...amount, quick, slow }), voice.say(words, "unlimited")].join("\n");
}

function headOf(node: NodeOverview, { voice, paint }: Pen): string[] {
  const { at, drift, problems } = node;
  const place = voice.say(words, "place", { node: paint("bold", printable(at.node)), service: at.service });
  const value = (text: string | undefined): string =>
    text === undefined ? voice.say(words, "empty") : JSON.stringify(printable(text));
  return [
    voice.say(words, "stateOf", { place, state: stateOf(node, voice) }),
    ...problems.map((problem) => `  ${paint("red", `! ${printable(problem)}`)}`),
    ...drift.map(
      ({ field, has, wanted }) => `  ${paint("yellow", "~")} ${field}: ${value(has)} → ${value(wanted)}`,
    ),
  ];
}

function stateOf(node: NodeOverview, voice: Voice): string {
  const { exists, holds, desired, capacity, problems } = node;
  if (!exists && !isToCreate(node)) return voice.say(words, "gone");
  if (!exists) return voice.say(words, problems.length === 0 ? "willBeCreated" : "cannotBeCreated");
  const held = voice.say(words, "holds", { count: holds, wanted: desired });
  const isBounded = capacity !== undefined && capacity !== Infinity;
  return isBounded ? `${held}, ${voice.say(words, "room", { most: capacity })}` : held;
}

/** What is not ours to change, or does not fit. */
function remains({ left, foreign = [] }: NodeOverview, { voice, paint }: Pen): string[] {
  const name = (id: string, what: "foreign" | "left"): string =>
    `  ${paint("dim", `· ${printable(id)}  ${voice.say(words, what)}`)}`;
  return [
    ...foreign.map((id) => name(id, "foreign")),
    ...(left.length === 0 ? [] : [name(rangeOf(left, voice), "left")]),
  ];
}

function rangeOf(ids: readonly string[], voice: Voice): string {
  const [first = "", last] = [ids[0], ids.at(-1)];
  return last === undefined || ids.length < 2
    ? first
    : voice.say(words, "range", { first, last, count: ids.length });
}

const SIGNS = { publish: "+", update: "~", move: "→", retract: "-" } as const;
const STYLES = { publish: "green", update: "yellow", move: "cyan", retract: "red" } as const;

function lines(change: Change, pen: Pen): string[] {
  const { paint } = pen;
  const { action, id, title } = change;
  const remark = remarkOn(change, pen.voice);
  const first = [
    `  ${paint(STYLES[action], printable(`${SIGNS[action]} ${id}`))}`,
    printable(title),
    ...(remark === "" ? [] : [paint("dim", remark)]),
  ].join("  ");
  const { differences } = action === "retract" ? {} : change;
  return differences === undefined ? [first] : [first, ...differing(differences, pen)];
}

function remarkOn(change: Change, voice: Voice): string {
  if (change.action === "retract") return change.why === "room" ? `(${voice.say(words, "makesRoom")})` : "";
  const from = change.from === undefined ? "" : `, ${voice.say(words, "from", { node: change.from.node })}`;
  return `(${size(change.bytes)}${from})`;
}

function differing({ title, links, words: passages, other }: Differences, pen: Pen): string[] {
  const { voice, paint } = pen;
  const line = (sign: "+" | "-", text: string): string =>
    `      ${paint(sign === "+" ? "green" : "red", `${sign} ${shorten(printable(text), LONGEST)}`)}`;
  const pair = ({ before, after }: Differences["words"][number]): string[] => [
    ...(before === "" ? [] : [line("-", before)]),
    ...(after === "" ? [] : [line("+", after)]),
  ];
  const led = [
    ...links.removed.map((href) => [line("-", `<${href}>`)]),
    ...links.added.map((href) => [line("+", `<${href}>`)]),
  ];
  const also = paint("dim", voice.say(words, "also", { names: other.join(", ") }));
  return [
    ...(title === undefined ? [] : pair(title)),
    ...firstOf(led, 4, "moreLinks", pen),
    ...firstOf(passages.map(pair), 6, "morePassages", pen),
    ...(other.length === 0 ? [] : [`      ${also}`]),
  ];
}

/** As many as fit into so many lines, and how many there are beside. */
function firstOf(
  blocks: readonly (readonly string[])[],
  most: number,
  others: "moreLinks" | "morePassages",
  { voice, paint }: Pen,
): string[] {
  const shown: string[] = [];
  let count = 0;
  for (const block of blocks) {
    if (shown.length + block.length > most) break;
    shown.push(...block);
    count += 1;
  }
  if (count === blocks.length) return shown;
  return [...shown, `      ${paint("dim", voice.say(words, others, { count: blocks.length - count }))}`];
}

function isAt(change: Pick<Change, "at">, { at }: Pick<NodeOverview, "at">): boolean {
  return change.at.service === at.service && change.at.node === at.node;
}
