/** What an item of a comments node says. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Comment, toComment } from "../../src/comments/comment.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";

const ATOM = `xmlns="http://www.w3.org/2005/Atom"`;
const AUTHOR = `<author><name>Ana</name><uri>xmpp:ana@example.org</uri></author>`;

const read = (inside: string, publisher?: string): Comment | undefined =>
  toComment({ id: "c1", payload: element(`<entry ${ATOM}>${inside}</entry>`), publisher });
const textOf = (inside: string): string | undefined => read(`${inside}${AUTHOR}`)?.text;
const authorOf = (inside: string): Comment["author"] | undefined =>
  read(`<title>Hi</title><author>${inside}</author>`)?.author;

test("a comment has words, an author and a date", () => {
  const inside = `<title type="text">So pretty!</title><published>2024-06-06T10:00:00Z</published>${AUTHOR}`;
  expect(read(inside, "ana@example.org/phone")).toEqual({
    id: "c1",
    author: { name: "Ana", jid: "ana@example.org" },
    publisher: "ana@example.org",
    text: "So pretty!",
    published: new Date("2024-06-06T10:00:00Z"),
    isVerified: true,
  });
});

describe("an author", () => {
  const by = (uri: string, publisher?: string): boolean | undefined =>
    read(`<title>Hi</title><author><uri>${uri}</uri></author>`, publisher)?.isVerified;

  test("is verified when the publisher is the same account, however it is written", () => {
    expect(by("xmpp:ana@example.org", "ana@example.org")).toBe(true);
    expect(by("XMPP:Ana@Example.org", "ana@example.org/phone")).toBe(true);
    expect(by("xmpp:a%C3%B1a@example.org", "aña@example.org")).toBe(true);
    expect(by("xmpp:ana@example.org/phone", "ana@example.org")).toBe(true);
    expect(by("xmpp:ana@example.org?vcard", "ana@example.org")).toBe(true);
  });

  test("is not verified when somebody else published, or nobody knows who did", () => {
    expect(by("xmpp:ana@example.org", "mallory@example.org")).toBe(false);
    expect(by("xmpp:ana@example.org")).toBe(false);
    expect(by("xmpp:ana@example.org", "")).toBe(false);
    expect(by("https://ana@example.org", "ana@example.org")).toBe(false);
    expect(by("xmpp:%FF@example.org", "ana@example.org")).toBe(false);
    expect(by("xmpp:ana\u200b@example.org", "ana\u200b@example.org")).toBe(false);
    expect(by("", "ana@example.org")).toBe(false);
    expect(read("<title>Hi</title>", "ana@example.org")?.isVerified).toBe(false);
  });

  test("has a name in any case", () => {
    expect(authorOf("<name>Ana</name>")).toEqual({ name: "Ana", jid: undefined });
    expect(authorOf("<uri>xmpp:ana@example.org</uri>")?.name).toBe("ana");
    expect(authorOf("<name> </name>")?.name).toBe("somebody");
    expect(read("<title>Hi</title>")?.author).toEqual({ name: "somebody", jid: undefined });
  });

  test("cannot have a name that looks like an address", () => {
    expect(authorOf("<name>Bo (bo@example.org): “Yes” \u202e</name>")?.name).toBe("Bo bo example.org Yes");
    expect(authorOf(`<name>${"long ".repeat(1000)}</name>`)?.name.length).toBeLessThanOrEqual(41);
  });
});

describe("the text", () => {
  test("is the content, or else the title", () => {
    expect(textOf(`<title>Re: News</title><content type="text">I agree.</content>`)).toBe("I agree.");
    expect(textOf(`<title>I agree.</title><content type="text"> </content>`)).toBe("I agree.");
  });

  test("of XHTML is its words", () => {
    const content = `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>t</b>wo</p><p>three<br/>four</p>
      <script>five</script><style>six</style></div></content>`;
    expect(textOf(content)).toBe("One two three four");
  });

  test("is one line without controls, and without quotes of ours", () => {
    expect(textOf("<title>a\n\n b\u202ec\u2028d “e” \u2060f</title>")).toBe('a b c d "e" f');
  });

  test("ends at 500 characters", () => {
    const text = textOf(`<title>${"word ".repeat(50_000)}</title>`) ?? "";
    expect(text).toMatch(/word…$/u);
    expect(text.length).toBeLessThanOrEqual(501);
  });

  test("of a comment nested very deeply costs nothing", () => {
    let deep = xml("div", {}, "deep");
    for (let depth = 0; depth < 50_000; depth++) deep = xml("div", {}, deep);
    const payload = xml("entry", { xmlns: "http://www.w3.org/2005/Atom" }, xml("content", {}, deep));
    expect(toComment({ id: "c1", payload })?.text).toBe("deep");
  });
});

test("what is no entry, has no words or no id is no comment", () => {
  const payload = element(`<entry ${ATOM}><title>Hi</title></entry>`);
  expect(toComment({ id: "", payload })).toBeUndefined();
  expect(toComment({ id: "c1", payload: undefined })).toBeUndefined();
  expect(read("")).toBeUndefined();
  expect(read("<title> \u200b </title>")).toBeUndefined();
  expect(
    toComment({ id: "c1", payload: element(`<entry xmlns="urn:x"><title>Hi</title></entry>`) }),
  ).toBeUndefined();
  expect(read(`<title xmlns="urn:x">Hi</title>`)).toBeUndefined();
});

test("a date that is none is left out", () => {
  expect(read("<title>Hi</title><published>yesterday</published>")?.published).toBeUndefined();
});

test("no text of anybody makes it fail, or gets a control character through", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, name, uri) => {
      const author = xml("author", {}, xml("name", {}, name), xml("uri", {}, `xmpp:${uri}`));
      const payload = xml("entry", { xmlns: "http://www.w3.org/2005/Atom" }, xml("title", {}, text), author);
      const comment = toComment({ id: "c1", payload, publisher: uri });
      const shown = `${comment?.text}${comment?.author.name}${comment?.author.jid}`;
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});
