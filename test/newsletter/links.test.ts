/** Where links and pictures lead. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { linkTo, pictureAt } from "../../src/newsletter/links.ts";

const place = {
  page: new URL("https://news.example.org/2024/05/news/"),
  site: new URL("https://news.example.org/"),
};

test.each([
  ["https://example.org", "https://example.org"],
  ["https://example.org/", "https://example.org/"],
  ["https://EXAMPLE.org/Path?q=1#a", "https://example.org/Path?q=1#a"],
  ["/about/", "https://news.example.org/about/"],
  ["#events", "https://news.example.org/2024/05/news/#events"],
  ["picture.png", "https://news.example.org/2024/05/news/picture.png"],
  ["example.org/path", "https://example.org/path"],
  ["https:/example.org/path", "https://example.org/path"],
  ["https//example.org/path", "https://example.org/path"],
  ["https:://example.org/path", "https://example.org/path"],
  ["htps:///example.org/path", "https://example.org/path"],
  ["ttp://example.org/path", "http://example.org/path"],
  ["(https://example.org/path)", "https://example.org/path"],
  ["https://example.org/path_(a)", "https://example.org/path_(a)"],
  ["(https://example.org/path", "https://example.org/path"],
  ["ana@example.org", "mailto:ana@example.org"],
  ["@ana@social.example", "https://social.example/@ana"],
  ["xmpp:room@rooms.example.org?join", "xmpp:room@rooms.example.org?join"],
  ["https://example.org/a%20b", "https://example.org/a%20b"],
  ["https://example.org/a b", "https://example.org/a%20b"],
  ["https://[2001:db8::1]/a[b]?c=[d]", "https://[2001:db8::1]/a%5Bb%5D?c=%5Bd%5D"],
  ["https://example.org/100%?a=%2", "https://example.org/100%25?a=%252"],
  ["https://example.org/a\\b", "https://example.org/a%5Cb"],
  ["/a\\b", "https://news.example.org/a%5Cb"],
  ["irc://irc.example.org/xmpp", "irc://irc.example.org/xmpp"],
])("%j leads to %s", (target, address) => {
  expect(linkTo(target, place)).toBe(address);
});

test.each([
  "javascript:alert(1)",
  " JavaScript:alert(1)",
  "java\u0000script:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "ssh://example.org",
  "",
])("%j leads nowhere", (target) => {
  expect(linkTo(target, place)).toBeUndefined();
});

test("a picture is on the web or nowhere", () => {
  expect(pictureAt("/cat.png", place)).toBe("https://news.example.org/cat.png");
  expect(pictureAt("xmpp:a@b", place)).toBeUndefined();
  expect(pictureAt("data:image/png;base64,AA==", place)).toBeUndefined();
});

test("an address that is left as it stands is one that URL would not change", () => {
  const part = fc.stringMatching(/^[\w.~!$&()*+,;=:@/?#-]{0,20}$/);
  const host = fc.stringMatching(/^(?:[a-z0-9-]{1,8}\.){1,3}[a-z]{2,5}$/);
  fc.assert(
    fc.property(fc.constantFrom("http", "https"), host, part, (scheme, name, path) => {
      const address = `${scheme}://${name}/${path}`;
      expect(linkTo(address, place)).toBe(URL.parse(address)?.href);
    }),
    { numRuns: 2_000 },
  );
});
