/** The bot's record of what it published, as the payloads of private items: one for each issue, and one about the whole. */

import { childText, type Element, xml } from "../../xmpp/stanza.ts";

/** The namespace of both payloads; another form of them would have another. */
export const NS = "urn:x-newsstand:record:1";

/** Of an item that is there, but nobody knows how. */
export const DOUBT = "?";

/** What is recorded of an item that was put on a node. */
export interface Row {
  /** The name of the node. */
  readonly node: string;
  /** The item id. */
  readonly id: string;
  /** The digest of the entry (digest.ts), or `DOUBT`. */
  readonly digest: string;
}

/** A node of which all items of ours are recorded. */
export interface KnownNode {
  readonly name: string;
  /** How many items of others it holds. */
  readonly others: number;
}

/** What is recorded of the whole. */
export interface Heading {
  /** Over how many private nodes the record is spread. */
  readonly memories: number;
  /** Bytes a second that the service took last. */
  readonly rate: number | undefined;
  /** How many items a node of the service can hold: `Infinity` for more than anybody needs. */
  readonly capacity: number | undefined;
  readonly nodes: readonly KnownNode[];
}

/** Item ids are slugs, of an item with that of its issue in front; the issue's own is written as a dot, others in full. */
const ROW = /^(?:\.|=?[a-z0-9-]+) (?:[\w-]{12}|\?)$/;

export function fromRows(service: string, issue: string, rows: readonly Row[]): Element {
  const byNode = Map.groupBy(rows, ({ node }) => node);
  const lists = [...byNode].map(([node, list]) =>
    xml("node", { name: node }, list.map(({ id, digest }) => `${shortened(issue, id)} ${digest}`).join("\n")),
  );
  return xml("issue", { xmlns: NS, service }, ...lists);
}

/** The rows of an issue; `undefined` when the payload is of another service or form, or damaged. */
export function toRows(service: string, issue: string, payload: Element): readonly Row[] | undefined {
  if (!payload.is("issue", NS) || payload.attrs["service"] !== service) return undefined;
  const rows: Row[] = [];
  for (const list of payload.getChildren("node")) {
    const node = list.attrs["name"];
    for (const line of list.getText().split("\n")) {
      if (node === undefined || !ROW.test(line)) return undefined;
      const [short = "", digest = ""] = line.split(" ");
      rows.push({ node, id: lengthened(issue, short), digest });
    }
  }
  return rows;
}

export function fromHeading(service: string, { memories, rate, capacity, nodes }: Heading): Element {
  return xml(
    "record",
    { xmlns: NS, service },
    xml("memories", {}, String(memories)),
    rate === undefined ? undefined : xml("rate", {}, String(rate)),
    capacity === undefined ? undefined : xml("capacity", {}, String(capacity)),
    ...nodes.map(({ name, others }) => xml("node", { name, others })),
  );
}

/** What is said of the whole; `undefined` when the payload is of another service or form, or damaged. */
export function toHeading(service: string, payload: Element): Heading | undefined {
  if (!payload.is("record", NS) || payload.attrs["service"] !== service) return undefined;
  const memories = Number(childText(payload, "memories"));
  const rate = Number(childText(payload, "rate"));
  const capacity = Number(childText(payload, "capacity"));
  if (!Number.isInteger(memories) || memories < 1) return undefined;
  return {
    memories,
    rate: rate > 0 && Number.isFinite(rate) ? rate : undefined,
    capacity: capacity > 0 ? capacity : undefined,
    nodes: payload.getChildren("node").map(({ attrs }) => ({
      name: attrs["name"] ?? "",
      others: Number.parseInt(attrs["others"] ?? "", 10) || 0,
    })),
  };
}

function shortened(issue: string, id: string): string {
  if (id === issue) return ".";
  return id.startsWith(`${issue}-`) ? id.slice(issue.length + 1) : `=${id}`;
}

function lengthened(issue: string, short: string): string {
  if (short === ".") return issue;
  return short.startsWith("=") ? short.slice(1) : `${issue}-${short}`;
}
