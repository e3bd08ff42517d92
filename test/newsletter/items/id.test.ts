import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { items } from "../../../src/newsletter/items.ts";
import { issueOf } from "../issues.ts";

/** The ids of an issue's items, without that of the issue. */
function ids(body: string): readonly string[] {
  return items(issueOf(body)).map(({ id }) => id.replace("2031-04-05-gazette-", ""));
}

describe("an id is made from what the item is about", () => {
  test.each([
    ["the XEP and its version", "## Updated", "Version 1.2 of XEP-0313 (Archive)", "updated-xep-0313-1-2"],
    ["the XEP of its link", "## Stable", "[Nets](/extensions/xep-0009.html)", "stable-xep-0009"],
    [
      "the file of a proposal",
      "## Proposed",
      "[Nets](https://x.example/extensions/inbox/nets.html)",
      "proposed-inbox-nets",
    ],
    [
      "the first link",
      "## Events",
      "[One](https://www.heron.example/a/?b=c) [two](/two)",
      "events-heron-example-a",
    ],
    [
      "the page that a query says",
      "## Talks",
      "[A](https://film.example/watch?v=x1)",
      "talks-film-example-watch-v-x1",
    ],
    ["names and numbers", "## Clients", "The great Heron 2.0 of Ada", "clients-heron-2-0-ada"],
    ["its words where nothing else is", "## Clients", "nets", "clients-nets"],
    ["the name above a list", "## Servers", "Herons\n  - [One](/one)", "servers-herons"],
    ["no title of a section, which may be corrected", "## Reeds & nets", "[A](/a)", "news-a"],
  ])("%s", (_, heading, text, id) => {
    expect(ids(`${heading}\n\n- ${text}\n`)).toEqual([id]);
  });

  test("long addresses are cut, and marked", () => {
    const [id = ""] = ids(`## Events\n\n- [A](https://a.example/${"heron/".repeat(60)})\n`);
    expect(id).toMatch(/^events-a-example-(?:heron-)+[0-9a-f]{6}$/);
    expect(id.length).toBeLessThanOrEqual(80);
  });
});

describe("an id stays the same", () => {
  const id = ids("## Events\n\n- [Heron day](https://heron.example/day) is near\n");

  test.each([
    ["other words", "## Events\n\n- The [day of herons](https://heron.example/day) has come.\n"],
    ["another scheme and slash", "## Events\n\n- [Heron day](http://www.heron.example/day/) is near\n"],
    [
      "another name and level of the section",
      "### Veranstaltungen\n\n- [Heron day](https://heron.example/day)\n",
    ],
    ["a paragraph in place of a list", "## Events\n\n[Heron day](https://heron.example/day) is near.\n"],
    [
      "a second link",
      "## Events\n\n- [Heron day](https://heron.example/day) at the [bridge](https://bridge.example/)\n",
    ],
  ])("with %s", (_, body) => {
    expect(ids(body)).toEqual(id);
  });

  test("when the remark on a XEP is corrected", () => {
    expect(ids("## Updated\n\n- Version 1.2 of XEP-0313 (Archve)\n  - typo\n")).toEqual(
      ids("## Updated\n\n- [Version 1.2](/a) of the XEP-0313 (Archive)\n"),
    );
  });
});

describe("items about the same", () => {
  test("are told apart by their other links, whatever their order", () => {
    const one = "- [Heron](https://heron.example/) released [1.0](/1.0)\n";
    const two = "- [Heron](https://heron.example/) released [2.0](/2.0)\n";
    const [first, second] = ids(`## Clients\n\n${one}${two}`);
    expect(first).not.toBe(second);
    expect(ids(`## Clients\n\n${two}${one}`)).toEqual([second, first]);
  });

  test("are told apart by links whose scheme and slash may be corrected", () => {
    const item = (link: string): string => `- [Heron](/h) swims [here](${link})\n`;
    const sleeps = "- [Heron](/h) sleeps [there](/there)\n";
    expect(ids(`## Clients\n\n${item("http://www.heron.example/1")}${sleeps}`)).toEqual(
      ids(`## Clients\n\n${item("https://heron.example/1/")}${sleeps}`),
    );
  });

  test("are told apart by names and numbers, while other words may be corrected", () => {
    const rival = "- [Heron](/h) is at Bridge 2.0 today\n";
    expect(ids(`## Clients\n\n- [Heron](/h) swms to Reed 1.0\n${rival}`)).toEqual(
      ids(`## Clients\n\n- [Heron](/h) swims to Reed 1.0\n${rival}`),
    );
  });

  test("are told apart by their words when their links are the same", () => {
    const [first, second] = ids("## Clients\n\n- [H](/h) swims\n- [H](/h) sleeps\n");
    expect(ids("## Clients\n\n- [H](/h) sleeps\n- [H](/h) swims\n")).toEqual([second, first]);
    expect(first).not.toBe(second);
  });

  test("are numbered when they are the same", () => {
    const same = "- [Heron](https://heron.example/)\n";
    expect(ids(`## Clients\n\n${same.repeat(3)}`)).toEqual([
      "clients-heron-example",
      "clients-heron-example-2",
      "clients-heron-example-3",
    ]);
  });

  test("have ids of their own even where a number is taken", () => {
    const body = "## Clients\n\n- [A](/a)\n- [A](/a)\n- [B](/a-2)\n";
    expect(new Set(ids(body)).size).toBe(3);
  });
});

test("moving, adding and removing items leaves the ids of the others", () => {
  const all = Array.from({ length: 8 }, (_, n) => `- [Heron ${n}](https://heron.example/${n}) swims\n`);
  const idOf = new Map(all.map((item) => [item, ids(`## Events\n\n${item}`)[0]]));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 1 }), (some) => {
      expect(ids(`## Events\n\n${some.join("")}`)).toEqual(some.map((item) => idOf.get(item)));
    }),
    { numRuns: 100 },
  );
});
