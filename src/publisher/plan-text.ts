/** A plan as an operator reads it: node by node, a line for each change, and how long it takes. */

import { styleText } from "node:util";
import { shorten } from "../newsletter/characters.ts";
import type { Change, Differences } from "../publish/change.ts";
import { isIdle, isToCreate, type NodeOverview, type Overview, PACKAGED, sumOf } from "./overview.ts";
import { counted, duration, printable, size } from "./words.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** The longest line of a difference, in characters. */
const LONGEST = 110;

function painter(hasColours: boolean): Paint {
  return (style, text) => (hasColours ? styleText(style, text, { validateStream: false }) : text);
}

/** The whole plan, ending with a line feed; with colours for a terminal that has them. */
export function describe(overview: Overview, hasColours: boolean): string {
  const paint = painter(hasColours);
  const { nodes, changes, notes } = overview;
  const blocks = nodes.map((node) => [
    ...headOf(node, paint),
    ...changes.filter((change) => isAt(change, node)).flatMap((change) => lines(change, paint)),
    ...remains(node, paint),
    "",
  ]);
  const said = notes.length === 0 ? [] : [...notes.map((note) => paint("yellow", printable(note))), ""];
  return [...blocks.flat(), ...said, ...summary(overview), ""].join("\n");
}

/** The changes of some items, a line each and more for what differs: what somebody is asked about. */
export function describeChanges(changes: readonly Change[], hasColours: boolean): string {
  const nodes = [...new Map(changes.map(({ at }) => [`${at.service} ${at.node}`, at])).values()];
  const paint = painter(hasColours);
  return nodes
    .flatMap((at) => [
      paint("bold", `${printable(at.node)} at ${at.service}`),
      ...changes.filter((change) => isAt(change, { at })).flatMap((change) => lines(change, paint)),
      "",
    ])
    .join("\n");
}

/** Sum and time: the last lines. */
export function summary({ nodes, changes, pace }: Overview): readonly string[] {
  if (isIdle({ nodes, changes })) return ["nothing to do"];
  const { publish, update, move, retract, bytes } = sumOf(changes);
  const parts = [
    [publish, "to publish"],
    [update, "to update"],
    [move, "to move"],
    [retract, "to retract"],
    [nodes.filter(isToCreate).length, "to create", "node"],
    [nodes.filter(({ drift }) => drift.length > 0).length, "to configure", "node"],
  ] as const;
  const said = parts.flatMap(([number, what, noun]) => {
    if (number === 0) return [];
    return [`${noun === undefined ? number : counted(number, noun)} ${what}`];
  });
  return [said.join(", "), ...(changes.length === 0 ? [] : [timeFor(bytes, pace)])];
}

function timeFor(bytes: number, pace: number | undefined): string {
  if (pace !== undefined) {
    return `about ${size(bytes)}: ${duration(bytes / pace)} at the ${size(pace)}/s that this server took last`;
  }
  if (bytes < 10 * PACKAGED.ejabberd) return `about ${size(bytes)}: some seconds at most`;
  const [quick, slow] = [PACKAGED.Prosody, PACKAGED.ejabberd].map((rate) => duration(bytes / rate));
  return [
    `about ${size(bytes)}: ${quick} with the limit of a packaged Prosody (10 kB/s), ${slow} with that of an`,
    `ejabberd (3 kB/s), less without; how fast this server is shows at the first publish`,
  ].join("\n");
}

function headOf(node: NodeOverview, paint: Paint): string[] {
  const { at, drift, problems } = node;
  return [
    `${paint("bold", printable(at.node))} at ${at.service}: ${stateOf(node)}`,
    ...problems.map((problem) => `  ${paint("red", `! ${printable(problem)}`)}`),
    ...drift.map(
      ({ field, has, wanted }) => `  ${paint("yellow", "~")} ${field}: ${value(has)} → ${value(wanted)}`,
    ),
  ];
}

function stateOf(node: NodeOverview): string {
  const { exists, holds, desired, capacity, problems } = node;
  if (!exists && !isToCreate(node)) return "does not exist any more";
  if (!exists) return problems.length === 0 ? "will be created" : "cannot be created";
  const room = capacity === undefined || capacity === Infinity ? "" : `, room for ${capacity}`;
  return `${counted(holds, "item")}, ${desired} wanted${room}`;
}

function value(text: string | undefined): string {
  return text === undefined ? "nothing" : JSON.stringify(printable(text));
}

/** What is not ours to change, or does not fit. */
function remains({ left, foreign = [] }: NodeOverview, paint: Paint): string[] {
  const name = (id: string, what: string): string => `  ${paint("dim", `· ${printable(id)}  ${what}`)}`;
  return [
    ...foreign.map((id) => name(id, "is somebody else's, and stays")),
    ...(left.length === 0 ? [] : [name(rangeOf(left), "left out: the node is full")]),
  ];
}

function rangeOf(ids: readonly string[]): string {
  const [first = "", ...others] = ids;
  return others.length === 0 ? first : `${first} to ${others.at(-1)} (${counted(ids.length, "item")})`;
}

const SIGNS = { publish: "+", update: "~", move: "→", retract: "-" } as const;
const STYLES = { publish: "green", update: "yellow", move: "cyan", retract: "red" } as const;

function lines(change: Change, paint: Paint): string[] {
  const { action, id, title } = change;
  const remark = remarkOn(change);
  const first = [
    `  ${paint(STYLES[action], printable(`${SIGNS[action]} ${id}`))}`,
    printable(title),
    ...(remark === "" ? [] : [paint("dim", remark)]),
  ].join("  ");
  const { differences } = action === "retract" ? {} : change;
  return differences === undefined ? [first] : [first, ...differing(differences, paint)];
}

function remarkOn(change: Change): string {
  if (change.action === "retract") return change.why === "room" ? "(makes room)" : "";
  const from = change.from === undefined ? "" : `, from ${change.from.node}`;
  return `(${size(change.bytes)}${from})`;
}

function differing({ title, links, words, other }: Differences, paint: Paint): string[] {
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
  const also = other.length === 0 ? [] : [`      ${paint("dim", `also: ${other.join(", ")}`)}`];
  return [
    ...(title === undefined ? [] : pair(title)),
    ...firstOf(led, 4, "link", paint),
    ...firstOf(words.map(pair), 6, "passage", paint),
    ...also,
  ];
}

/** As many as fit into so many lines, and how many there are beside. */
function firstOf(blocks: readonly (readonly string[])[], most: number, what: string, paint: Paint): string[] {
  const shown: string[] = [];
  let count = 0;
  for (const block of blocks) {
    if (shown.length + block.length > most) break;
    shown.push(...block);
    count += 1;
  }
  if (count === blocks.length) return shown;
  return [...shown, `      ${paint("dim", `… and ${counted(blocks.length - count, `more ${what}`)}`)}`];
}

function isAt(change: Pick<Change, "at">, { at }: Pick<NodeOverview, "at">): boolean {
  return change.at.service === at.service && change.at.node === at.node;
}
