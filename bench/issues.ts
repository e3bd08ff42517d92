/** Issues that nobody wrote: as long, as divided and as full of links as real ones, and always the same ones. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isIssueName } from "../src/newsletter/file-name.ts";
import { seeded, shuffled, type Random } from "../test/soak/random.ts";

export interface Source {
  /** Base name of the file. */
  readonly file: string;
  readonly text: string;
}

/** Sizes of issues in characters. */
const LEAST = 5_000;
const MOST = 30_000;
const WEEK = 7 * 24 * 60 * 60 * 1_000;
const FIRST = Date.UTC(2018, 0, 5);

/** What the sections are called; the first name of each row is English, the others are the languages' in order. */
const LANGUAGES = ["", ".de", ".es", ".fr", ".it", ".pt-br"];
const SECTIONS = {
  announcements: [
    "XSF Announcements",
    "Meldungen der XSF",
    "Anuncios de la XSF",
    "Annonces XSF",
    "Annuncio XSF",
    "Comunicados da XSF",
  ],
  events: ["Events", "Veranstaltungen", "Eventos", "Événements", "Eventi XMPP", "Eventos XMPP"],
  articles: ["Articles", "Artikel", "Artículos", "Articles", "Articoli", "Artigos sobre XMPP"],
  clients: [
    "Clients and applications",
    "Clients und Applikationen",
    "Clientes y aplicaciones",
    "Clients et applications",
    "Client e applicazioni",
    "Clientes e Aplicativos XMPP",
  ],
  servers: ["Servers", "Server", "Servidores", "Serveurs", "Server", "Servidores XMPP"],
  libraries: [
    "Libraries & Tools",
    "Bibliotheken",
    "Bibliotecas",
    "Bibliothèques et outils",
    "Librerie e Tool",
    "Bibliotecas",
  ],
  updated: [
    "Updated",
    "Updated (Aktualisiert)",
    "Actualizadas",
    "Extensions mises-à-jour",
    "Aggiornamenti",
    "Atualizados",
  ],
  license: ["License", "Lizenz", "Licencia", "Licence", "Licenza", "Licença"],
} as const;

/** The issue at a place of an endless series, one for each week in six languages; 5 to 30 KB, or as long as is said. */
export function createIssue(index: number, size = sizeAt(index)): Source {
  const day = new Date(FIRST + Math.floor(index / LANGUAGES.length) * WEEK).toISOString().slice(0, 10);
  const language = index % LANGUAGES.length;
  const pen = createPen(seeded(index));
  const head = `---\ntitle: The Gazette of ${day}\ndate: ${day}\ncategories: ['Newsletter']\n---\n\n`;
  return { file: `${day}-newsletter${LANGUAGES[language]}.md`, text: head + body(pen, language, size) };
}

/** 15 KB on average: long issues are rarer than short ones. */
function sizeAt(index: number): number {
  const random = seeded(-index);
  return LEAST + random() ** 1.5 * (MOST - LEAST);
}

/** Reads the issues of a folder. */
export async function readSources(folder: string): Promise<readonly Source[]> {
  const names = (await readdir(folder)).filter(isIssueName).toSorted();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), "utf8") })));
}

function body(pen: Pen, language: number, size: number): string {
  const named = Object.values(SECTIONS).map((names) => names[language] ?? names[0]);
  const [announcements, events, articles, clients, servers, libraries, updated, license] = named;
  // A third of an issue is what every issue says.
  const share = (size * 0.6) / 7;
  const boilerplate = fill(size * 0.33, () => `${pen.paragraph()}\n`);
  const items = (item: () => string): string => fill(share, item);
  return [
    `${pen.paragraph()}\n\n![A banner](/images/banner.png)`,
    `## ${announcements}\n\n${items(pen.item)}`,
    `## ${events}\n\n${pen.sentence()}:\n\n${items(pen.item)}`,
    `## ${articles}\n\n${items(() => `${pen.paragraph()}\n`)}`,
    `## Software\n\n### ${clients}\n\n${items(() => `${pen.item()}${pen.figure()}`)}`,
    `### ${servers}\n\n${items(pen.item)}\n${pen.code()}`,
    `### ${libraries}\n\n${items(pen.item)}\n${pen.table()}`,
    `## ${updated}\n\n${items(pen.specification)}`,
    `## ${license}\n\n${boilerplate}`,
  ].join("\n\n");
}

function fill(size: number, part: () => string): string {
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)?.length ?? 1) parts.push(part());
  return parts.join("\n");
}

type Pen = ReturnType<typeof createPen>;

const SYLLABLES =
  "an ber cha dor el fim gra ha ius jo ka lun mé no or pra qui ras sel tor ü vol wer xi ya zen".split(" ");

/** A vocabulary in which few words are frequent and most are rare, as in any language. */
const WORDS = Array.from({ length: 4_000 }, (_, rank) => {
  const random = seeded(rank);
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(SYLLABLES, random)).join("");
});

function pick(choices: readonly string[], random: Random): string {
  return choices[Math.floor(random() * choices.length)] ?? "";
}

/** Writes what issues are made of. */
function createPen(random: Random) {
  const word = (): string => WORDS[Math.floor(WORDS.length ** random()) - 1] ?? "";
  const words = (count: number): string => Array.from({ length: count }, word).join(" ");
  const address = (): string =>
    `https://${word()}.example/${word()}/${word()}-${word()}-${Math.floor(random() * 900)}/`;
  const version = (): string => `${Math.floor(random() * 9)}.${Math.floor(random() * 20)}.0`;
  const xep = (): string => `XEP-${String(Math.floor(random() * 500)).padStart(4, "0")}`;
  const link = (text = words(2)): string => `[${text}](${address()})`;
  const spice = shuffled(
    [
      ...Array.from({ length: 4 }, () => () => link()),
      ...Array.from({ length: 2 }, () => () => link(`${word()} ${version()}`)),
      ...Array.from({ length: 4 }, () => () => words(3)),
      xep,
      address,
      () => `**${words(2)}**`,
      () => `_${word()}_`,
      () => `\`<${word()}/>\``,
      () => `"${words(3)}", it's ${word()} -- ${word()}...`,
    ],
    random,
  );
  const sentence = (): string => `${words(5)} ${spice()()}, ${words(4)} ${spice()()} ${words(3)}`;
  const paragraph = (): string => Array.from({ length: 4 }, () => `${sentence()}.`).join(" ");
  return {
    sentence,
    paragraph,
    item: (): string => `- ${link(`${word()} ${version()}`)} ${sentence()}. ${sentence()}.`,
    figure: (): string =>
      random() < 0.3 ? `\n\n{{< figure src="/images/${word()}.png" caption="${words(4)}" >}}\n` : "",
    specification: (): string => {
      const name = xep();
      const page = `https://xmpp.org/extensions/${name.toLowerCase()}.html`;
      return `- [Version ${version()} of ${name}](${page})\n  - ${sentence()}\n  - ${sentence()}`;
    },
    code: (): string => `\`\`\`xml\n<${word()} to='${word()}@${word()}.example'/>\n\`\`\`\n`,
    table: (): string => `| ${word()} | ${word()} |\n| --- | --- |\n| ${words(2)} | ${link()} |\n`,
  };
}
