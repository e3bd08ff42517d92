/** The newsletter's website in small: Hugo with its settings; and what a reader finds on a page. */

import { execFile } from "node:child_process";
import { cp, glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { workplace } from "./guarded.ts";

const run = promisify(execFile);

/** A page of the site: its address and the HTML of its content. */
export interface SitePage {
  readonly href: string;
  readonly html: string;
}

/** Renders the files of a newsletter as the site does: its pages by the names of their files. */
export async function renderSite(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, SitePage>> {
  const work = workplace("newsstand-site-", undefined);
  try {
    await cp(join(import.meta.dirname, "..", "fixtures", "hugo"), work.folder, { recursive: true });
    const blog = join(work.folder, "content", "blog");
    await mkdir(blog, { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(blog, file), text);
    await run("hugo", ["--quiet", "--noBuildLock", "--source", work.folder]);
    const pages = new Map<string, SitePage>();
    for await (const home of glob(["index.html", "??/index.html", "pt-br/index.html"], {
      cwd: join(work.folder, "public"),
    })) {
      const text = await readFile(join(work.folder, "public", home), "utf8");
      for (const [, file = "", href = "", html = ""] of text.matchAll(PAGE)) pages.set(file, { href, html });
    }
    return pages;
  } finally {
    await work.leave();
  }
}

const PAGE = /<page file="([^"]*)" href="([^"]*)">([\s\S]*?)<\/page>/gu;

/** What of a page must be the same wherever it is read, each in the order of the text. */
export interface Outline {
  readonly words: readonly string[];
  readonly links: readonly string[];
  readonly pictures: readonly string[];
  /** `h2 Its words`. */
  readonly headings: readonly string[];
}

/** Reads HTML or XHTML in which attributes are quoted. `page` is what its addresses are relative to. */
export function outline(html: string, page: string): Outline {
  const clean = html.replace(/<!--[\s\S]*?-->/gu, "");
  const text = toText(
    clean.replace(/<\/?(?:a|b|i|em|strong|code|span|del|sup)\b[^>]*>/gu, "").replace(/<[^>]*>/gu, " "),
  );
  return {
    words: text.split(/\s+/u).filter((word) => word !== ""),
    links: [...clean.matchAll(/<a\b[^>]*?\shref="([^"]*)"/gu)].map(([, href = ""]) => address(href, page)),
    pictures: [...clean.matchAll(/<img\b[^>]*?\ssrc="([^"]*)"/gu)].map(([, src = ""]) => address(src, page)),
    headings: [...clean.matchAll(/<(h[1-6])\b[^>]*>([\s\S]*?)<\/\1>/gu)].map(
      ([, name = "", inner = ""]) =>
        `${name} ${toText(inner.replace(/<[^>]*>/gu, ""))
          .replace(/\s+/gu, " ")
          .trim()}`,
    ),
  };
}

function address(value: string, page: string): string {
  const text = toText(value);
  return URL.parse(text, page)?.href ?? text;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  laquo: "«",
  raquo: "»",
};

function toText(html: string): string {
  return html.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name = "") =>
      hex !== undefined || decimal !== undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
        : (NAMED[String(name)] ?? whole),
  );
}
