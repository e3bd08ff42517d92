/** An issue as a whole web page, for its author to look at in a browser. */

import type { Element } from "ltx";
import type { Issue } from "./issue.ts";
import type { Place } from "./links.ts";
import { element, type Child } from "./xhtml/elements.ts";
import { toXhtml } from "./xhtml.ts";

/** Another language of the issue, and the address of its page. */
export interface Translation {
  readonly language: string;
  readonly href: string;
}

const STYLE = `
body { font: 1.05rem/1.6 system-ui, sans-serif; color: #222; background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 0.6em }
a { color: #0a58ca; overflow-wrap: anywhere }
img { max-width: 100%; height: auto }
pre, code { font-family: ui-monospace, monospace; font-size: 0.9em; background: #f2f2f2 }
pre { padding: 0.8em; overflow-x: auto }
blockquote { margin-left: 0; padding-left: 1em; border-left: 4px solid #ccc; color: #555 }
header { border-bottom: 1px solid #ccc; color: #555 }
header h1 { color: #222; margin-top: 0 }
`;

/**
 * A page in HTML that needs nothing but the pictures on the web: title, date, authors and translations, then the content
 * as clients get it. Links and pictures are absolute.
 */
export function toPage(issue: Issue, place: Place, translations: readonly Translation[] = []): string {
  const html = element("html", { lang: issue.language }, [
    element("head", {}, [
      element("meta", { charset: "utf-8" }, []),
      element("meta", { name: "viewport", content: "width=device-width" }, []),
      element("title", {}, [issue.title]),
      element("link", { rel: "canonical", href: place.page.href }, []),
      element("style", {}, [STYLE]),
    ]),
    element("body", {}, [header(issue, place, translations), toXhtml(issue, place)]),
  ]);
  return `<!doctype html>\n${withoutShort(html.toString())}\n`;
}

function header(issue: Issue, place: Place, translations: readonly Translation[]): Element {
  const date = new Intl.DateTimeFormat(issue.language, { dateStyle: "long", timeZone: "UTC" }).format(
    issue.date,
  );
  const facts = [date, issue.authors.join(", ")].filter((fact) => fact !== "").join(" · ");
  const links = translations.map(({ language, href }) =>
    element("a", { href, hreflang: language }, [nameOf(language)]),
  );
  return element("header", {}, [
    element("h1", {}, [element("a", { href: place.page.href }, [issue.title])]),
    element("p", {}, [facts]),
    ...(links.length === 0
      ? []
      : [
          element(
            "p",
            {},
            links.flatMap((link, index): Child[] => (index === 0 ? [link] : [" · ", link])),
          ),
        ]),
  ]);
}

/** A language as those who speak it call it. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

/** HTML knows no empty elements in the short form of XML but those that are always empty. */
function withoutShort(html: string): string {
  return html.replace(/<(?!(?:br|img|link|meta)\b)(\w+)([^<>]*)\/>/g, "<$1$2></$1>");
}
