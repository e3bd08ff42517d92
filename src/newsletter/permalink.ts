/** The web page of an issue, as the site's rule `/:year/:month/:title/` says. */

import type { Issue } from "./issue.ts";

/**
 * The address of an issue's page: year and month of its date (UTC) and its title, or the front matter's `slug` in the
 * title's place, or its `url`. Languages other than the `main` one have their own folder (`/de/`).
 */
export function pageUrl(issue: Issue, site: URL, main = "en"): URL {
  const base = new URL(site.href.endsWith("/") ? site.href : `${site.href}/`);
  const language = issue.language.toLowerCase();
  const folder = language === main.toLowerCase() ? base : new URL(`${language}/`, base);
  const own = issue.url === undefined ? undefined : URL.parse(issue.url, folder.href);
  if (own && own.origin === base.origin) return own;
  const [year = "", month = ""] = issue.date.toISOString().split("-");
  const name = urlize(issue.slug ?? issue.title);
  return new URL(`${year}/${month}/${name === "" ? issue.id : encodeURIComponent(name)}/`, folder);
}

/**
 * Hugo's path of a title: lower case, blanks become a hyphen, letters keep their accents, and what is not a letter, a
 * digit or one of `._~+-` is dropped. A hyphen or a dropped character between blanks leaves one hyphen.
 */
export function urlize(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s._~+@-]/gu, "")
    .trim()
    .replace(/\s+/g, "-")
    .replace(/-{2,}/g, "-");
}
