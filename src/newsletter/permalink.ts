/** The web page of an issue, as the site's rule `/:year/:month/:title/` says. */

import type { Issue } from "./issue.ts";

/**
 * The address of an issue's page: year and month of its date, as written, and its title; or the front matter's `url`. A `slug`
 * changes nothing: the rule names the title. Languages other than the `main` one have their own folder (`/de/`).
 */
export function pageUrl(issue: Issue, site: URL, main = "en"): URL {
  const base = new URL(site.href.endsWith("/") ? site.href : `${site.href}/`);
  const language = issue.language.toLowerCase();
  const folder = language === main.toLowerCase() ? base : new URL(`${language}/`, base);
  const own = issue.url === undefined ? undefined : ownPage(issue.url, base, folder);
  if (own !== undefined) return own;
  const [year = "", month = ""] = issue.day.split("-");
  return at(`${year}/${month}${titlePath(issue.title)}`, folder);
}

/** The page that `url` names: from `/` on the whole site, else within the folder of the language. */
function ownPage(url: string, base: URL, folder: URL): URL | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    const own = URL.parse(url);
    return own?.origin === base.origin ? own : undefined;
  }
  // Without an extension it is a folder.
  const isFile = /\.[^/.]+$/.test(url);
  return at(isFile ? url : `${url}/`, url.startsWith("/") ? base : folder);
}

/** The address of a path, from a folder on. Every character of the path is one of a name, also `?` and `#`. */
function at(path: string, folder: URL): URL {
  const names = path.split("/").filter((name) => name !== "");
  const encoded = names.map((name) =>
    encodeURIComponent(decoded(name)).replace(/%(?:2[46BC]|3[ABD]|40)/g, decoded),
  );
  return new URL(`./${encoded.join("/")}${path.endsWith("/") && encoded.length > 0 ? "/" : ""}`, folder);
}

/**
 * Hugo makes a path of the title, less an empty fragment (a single `#`, at the end), reads it as if it came from a form, in
 * which `+` is a blank and `%20` another, and makes a path of that once more, now between slashes: `C++` becomes `c-`.
 */
function titlePath(title: string): string {
  const once = urlize(title).replace(/^([^#]*)#$/, "$1");
  return urlize(`/${decoded(once).replaceAll("+", " ")}/`);
}

/** With the characters that stand for others decoded; what is no UTF-8 then is no letter either. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll("%", ""), "hex").toString(),
  );
}

/**
 * Hugo's path of a title: blanks become a hyphen, unless one is there, and what is not a letter, mark or digit or one of
 * `./\_#+~-@` is dropped, `%` unless two hexadecimal digits follow. All in lower case, letter by letter.
 */
export function urlize(title: string): string {
  let path = "";
  let gap = false;
  for (const { 0: character, index } of title.matchAll(/./gsu)) {
    const isKept =
      character === "%" ? /^%[0-9a-f]{2}/i.test(title.slice(index, index + 3)) : KEPT.test(character);
    if (isKept) {
      path += (gap && character !== "-" ? "-" : "") + lower(character);
      gap = false;
    } else if (BLANK.test(character)) {
      gap ||= path !== "" && !path.endsWith("-");
    }
  }
  return path;
}

const KEPT = /[\p{L}\p{M}\p{Nd}./\\_#+~@-]/u;
const BLANK = /\p{White_Space}/u;

/** One letter for one letter: neither the dot that `İ` leaves behind nor another sigma at the end of a word. */
function lower(character: string): string {
  return String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0);
}
