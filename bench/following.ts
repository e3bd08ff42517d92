/** What it takes the bot to find that all is up to date, to bring one edit to the nodes, and how both grow with what there is. */

import { startBot, type Bot } from "../test/support/bot.ts";
import { type Content, issue, makeContent } from "../test/support/content.ts";
import { startProxy } from "../test/support/proxy.ts";
import type { Server } from "../test/support/server.ts";
import { median } from "./measure.ts";
import type { Goal, Part, Row } from "./report.ts";
import { SERVERS, startSession } from "./servers.ts";
import { watchWaiting } from "./waiting.ts";

export interface FollowingOptions {
  /** How many issues, smallest first: growth is the last to the first. */
  readonly issues: readonly number[];
  /** How many items every issue has. */
  readonly items: number;
  /** How many starts, and how many edits. */
  readonly runs: number;
}

/** What the first of them has to show, and what becomes of it in ten times as much. */
const COMMON: FollowingOptions = { issues: [200], items: 30, runs: 5 };
const GROWTH: FollowingOptions = { issues: [100, 1_000], items: 5, runs: 5 };

const FOLLOWS = "the nodes follow the content";
const DAY = 86_400_000;
/** To publish all of it may take as long, in ms; everything else is quick. */
const LONGEST = 1_200_000;

export const following = (): AsyncGenerator<Part> => onEach("200 issues with 30 items each", COMMON);

export const growing = (): AsyncGenerator<Part> => onEach("100 and 1,000 issues with 5 items each", GROWTH);

async function* onEach(name: string, options: FollowingOptions): AsyncGenerator<Part> {
  for (const [server, { start }] of Object.entries(SERVERS)) {
    const rows: Row[] = [];
    for (const count of options.issues) {
      await using running = await start();
      rows.push(...(await follow(running, count, options)));
    }
    yield { name: `${name}, ${server}`, rows, goals: growth(rows, options) };
  }
}

/** One server, with everything on its nodes: the bot is started again and again, and then an issue is edited. */
async function follow(server: Server, count: number, { items, runs }: FollowingOptions): Promise<Row[]> {
  await using content = await makeContent(
    Object.fromEntries(Array.from({ length: count }, (_, place) => [fileOf(place), textOf(place, items)])),
  );
  await using proxy = await startProxy(server.host, server.port);
  const settings = {
    SERVICE: `xmpp://127.0.0.1:${proxy.port}`,
    ITEMS_NODE: "newsletter-items",
    LOG: "info",
  };
  const start = (): Bot => startBot({ server, account: "bot", content: content.folder, settings });
  {
    await using first = start();
    await first.logs(FOLLOWS, 0, LONGEST);
    await first.stop();
  }
  await using other = await startSession(server, "reader");
  const watch = () => watchWaiting(other.session, 5);
  const starts: Figures[] = [];
  for (let run = 0; run < runs; run += 1) {
    const waiting = watch();
    const begin = performance.now();
    await using bot = start();
    await bot.logs(FOLLOWS);
    starts.push({
      s: (performance.now() - begin) / 1_000,
      kB: proxy.bytes() / 1_000,
      waited: Math.max(...(await waiting.end())),
    });
    await bot.stop();
  }
  await using bot = start();
  await bot.logs(FOLLOWS);
  const edits: Figures[] = [];
  for (let run = 0; run < runs; run += 1) {
    const waiting = watch();
    const [mark, bytes, begin] = [bot.mark(), proxy.bytes(), performance.now()];
    await edit(content, count - 1, items, run);
    await bot.logs(`${FOLLOWS}: 0 published, 2 updated`, mark);
    const s = (performance.now() - begin) / 1_000;
    edits.push({ s, kB: (proxy.bytes() - bytes) / 1_000, waited: Math.max(...(await waiting.end())) });
  }
  await bot.stop();
  return [toRow(`start, ${count} issues`, starts), toRow(`one edit, ${count} issues`, edits)];
}

interface Figures {
  readonly s: number;
  readonly kB: number;
  /** The longest that another user of the server had to wait for an answer, in ms. */
  readonly waited: number;
}

function toRow(name: string, runs: readonly Figures[]): Row {
  return {
    name,
    figures: {
      s: median(runs.map(({ s }) => s)),
      "kB on the wire": median(runs.map(({ kB }) => kB)),
      "others waited, ms": median(runs.map(({ waited }) => waited)),
    },
  };
}

/** How the last compares with the first, divided by how much more there is: 1 is linear. */
function growth(rows: readonly Row[], { issues }: FollowingOptions): readonly Goal[] {
  const [first, last] = [issues[0] ?? 1, issues.at(-1) ?? 1];
  if (first === last) return [];
  return ["start", "one edit"].flatMap((what) =>
    ["s", "kB on the wire"].map((figure) => {
      const at = (count: number): number =>
        rows.find(({ name }) => name === `${what}, ${count} issues`)?.figures[figure] ?? Number.NaN;
      const value = at(last) / at(first) / (last / first);
      return { name: `${what}, ${figure}, of linear growth`, value, at: "most", limit: 1 } as const;
    }),
  );
}

/** One item is said in other words. */
async function edit(content: Content, place: number, items: number, run: number): Promise<void> {
  await content.write(fileOf(place), textOf(place, items).replace("is out", `is out, as of build ${run}`));
}

function dayOf(place: number): string {
  return new Date(Date.UTC(2020, 0, 1) + place * DAY).toISOString().slice(0, 10);
}

function fileOf(place: number): string {
  return `${dayOf(place)}-newsletter.md`;
}

function textOf(place: number, items: number): string {
  const list = Array.from(
    { length: items },
    (_, item) =>
      `- [Thing ${place} ${item}](https://example.org/${place}/${item}) is out. ${"It is better. ".repeat(20)}`,
  );
  return issue(`News ${place}`, dayOf(place), `A greeting.\n\n## Servers\n\n${list.join("\n")}\n`);
}
