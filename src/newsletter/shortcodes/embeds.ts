/** The shortcodes that show something of another site, or put words in a box: as links and words, in Markdown. */

import type { Shortcode } from "./syntax.ts";
import { writeAddress, writeLink, writeWords } from "./written.ts";

/** A link on the title that its author gave, else on its address. */
function linked(shortcode: Shortcode, address: string): readonly string[] {
  return [writeLink(writeWords(shortcode.named.get("title") ?? address), address)];
}

/** A page of another site, whose address is `prefix` and the shortcode's `id`. */
export function embed(prefix: string): (shortcode: Shortcode) => readonly string[] {
  return (shortcode) => {
    const id = idOf(shortcode);
    return id === "" ? [] : linked(shortcode, prefix + encodeURIComponent(id));
  };
}

/** `user="…" id="…"`, or the id alone. */
export function posted(site: string): (shortcode: Shortcode) => readonly string[] {
  return (shortcode) => {
    const id = idOf(shortcode);
    const user = shortcode.named.get("user") ?? "i";
    return id === ""
      ? []
      : linked(shortcode, `${site}/${encodeURIComponent(user)}/status/${encodeURIComponent(id)}`);
  };
}

/** `gist user id [file]`. */
export function gist(shortcode: Shortcode): readonly string[] {
  const [user = "", id = ""] = shortcode.positional.map(encodeURIComponent);
  return user === "" ? [] : linked(shortcode, `https://gist.github.com/${user}/${id}`);
}

function idOf({ named, positional }: Shortcode): string {
  return (named.get("id") ?? positional[0] ?? "").trim();
}

/** The site's link that opens a new window. */
export function externalLink({ named }: Shortcode): readonly string[] {
  const url = named.get("url") ?? "";
  const text = named.get("text") ?? url;
  return text === "" ? [] : [url === "" ? writeWords(text) : writeLink(writeWords(text), url)];
}

/** The site's box; what is in it follows as it is. */
export function infoBlock({ named }: Shortcode): readonly string[] {
  const words = { todo: "To-do:", note: "Note:" }[named.get("type") ?? ""];
  return words === undefined ? [] : [`**${words}**`];
}

/** The words that are shown while the rest is folded; the rest follows as it is. */
export function details({ named }: Shortcode): readonly string[] {
  const summary = named.get("summary") ?? "";
  return summary === "" ? [] : [`**${writeWords(summary)}**`];
}

/** The words in a picture for cameras. */
export function qr({ named }: Shortcode): readonly string[] {
  const text = named.get("text") ?? "";
  if (/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) return [writeLink(writeWords(text), text)];
  return text === "" ? [] : [writeWords(text)];
}

/** The code between `{{< highlight go >}}` and `{{< /highlight >}}`, in a fence longer than any in it. */
export function highlight({ named, positional, body }: Shortcode): readonly string[] {
  if (body === undefined) return [];
  const runs = body.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 2) + 1);
  const language = (positional[0] ?? named.get("lang") ?? "").replace(/[^\w+#.-]/g, "");
  return [`${fence}${language}\n${body.replace(/^[ \t]*\n|\n[ \t]*$/g, "")}\n${fence}`];
}

/** A page of the site by its file: within a link, its address. Pages of other languages and dates are not looked up. */
export function ref({ named, positional }: Shortcode): readonly string[] {
  const [path = "", anchor] = (named.get("path") ?? positional[0] ?? "").split("#");
  const page = path.replace(/(?:\/?_?index)?(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.md$/i, "");
  const address = page === "" ? "" : `/${page.replace(/^\/|\/$/g, "")}/`;
  return [writeAddress(anchor === undefined ? address : `${address}#${anchor}`)];
}
