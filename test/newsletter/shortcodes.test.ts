import { expect, test } from "vitest";
import { renderShortcodes } from "../../src/newsletter/shortcodes.ts";

function markdown(source: string): string {
  return renderShortcodes(source, "en").markdown;
}

test("a figure is a picture and its caption", () => {
  expect(markdown('{{< figure src="/a.png" caption="A *fine* day" >}}')).toBe(
    "![A fine day](/a.png)\n\n*A *fine* day*",
  );
});

test.each([
  ["without quotes", "{{< figure src=/a.png alt=A >}}", "![A](/a.png)"],
  ["in single quotes", "{{< figure src='/a.png' alt='A b' >}}", "![A b](/a.png)"],
  ["in backticks", "{{< figure src=`/a.png` alt=`A b` >}}", "![A b](/a.png)"],
  ["over several lines", '{{< figure\n  src="/a.png"\n  alt="A"\n>}}', "![A](/a.png)"],
  ["with percent signs", '{{% figure src="/a.png" alt="A" %}}', "![A](/a.png)"],
  ["closed like a tag", '{{< figure src="/a.png" alt="A" />}}', "![A](/a.png)"],
  ["with quotes in quotes", '{{< figure src="/a.png" alt="say "A" b" >}}', '![say "A" b](/a.png)'],
  ["with escaped quotes", '{{< figure src="/a.png" alt="say \\"A\\"" >}}', '![say "A"](/a.png)'],
  ["with a link", '{{< figure src="/a.png" alt="A" link="/b/" >}}', "[![A](/a.png)](/b/)"],
  ["with markup in alt", '{{< figure src="/a.png" alt="A [b]*" >}}', "![A \\[b\\]\\*](/a.png)"],
  ["with blanks in src", '{{< figure src="/a b(1).png" alt="A" >}}', "![A](</a%20b(1).png>)"],
  ["with width and class", '{{< figure src="/a.png" alt="A" width="50%" class="x" >}}', "![A](/a.png)"],
])("parameters are read %s", (_, source, result) => {
  expect(markdown(source)).toBe(result);
});

test("a caption that emphasis would tear apart stays plain", () => {
  expect(markdown('{{< figure src="/a.png" caption="2*3" alt="x" >}}')).toBe("![x](/a.png)\n\n_2*3_");
  expect(markdown('{{< figure src="/a.png" caption="a* _b" alt="x" >}}')).toBe("![x](/a.png)\n\na* _b");
});

test("title and attribution of a figure are kept", () => {
  expect(markdown('{{< figure src="/a.png" alt="x" title="T" attr="By me" attrlink="/me" >}}')).toBe(
    "![x](/a.png)\n\n*T*\n\n[By me](/me)",
  );
});

test("a figure within an item stays in the item", () => {
  expect(markdown('- One\n  {{< figure src="/a.png" caption="A" >}}\n- Two\n')).toBe(
    "- One\n  \n  ![A](/a.png)\n\n  *A*\n\n- Two\n",
  );
});

test("a figure within a quote stays in the quote", () => {
  expect(markdown('> {{< figure src="/a.png" caption="A" >}}')).toBe("> ![A](/a.png)\n>\n> *A*");
});

test("a figure within a line stays in the line", () => {
  expect(markdown('see {{< figure src="/a.png" caption="A" >}} here')).toBe("see ![A](/a.png) *A* here");
});

test("a film is a link", () => {
  expect(markdown('{{< video src="/a.mp4" caption="The *talk*" >}}')).toBe("[The talk](/a.mp4)");
  expect(markdown("{{< video >}}")).toBe("");
});

test("the form to subscribe is a sentence in the language of the issue", () => {
  expect(renderShortcodes("{{< newsletter-subscribe >}}", "de").markdown).toMatch(/^Diesen Newsletter/);
  expect(renderShortcodes("{{< newsletter-subscribe >}}", "pt-BR").markdown).toMatch(/^Assine/);
  expect(renderShortcodes("{{<newsletter-subscribe>}}", "sw").markdown).toMatch(/^Subscribe/);
});

test("an unknown shortcode is dropped with its line, the text between a pair stays", () => {
  expect(renderShortcodes('a\n{{< box "x" >}}\nb\n{{< /box >}}\nc', "en")).toMatchObject({
    markdown: "a\n\nb\n\nc",
    lines: [1, 2, 3, 4, 5],
    problems: [{ line: 2, message: 'The shortcode "box" is not known; it is left out.' }],
  });
});

test("names that every object has are no shortcodes", () => {
  expect(renderShortcodes("{{< constructor >}}", "en").problems).toHaveLength(1);
});

test("a shortcode that does not end is text, with its line", () => {
  expect(renderShortcodes('\n{{< figure src="a"\n\n{{< video src="b" >}}', "en")).toMatchObject({
    markdown: '\n{{< figure src="a"\n\n[b](b)',
    problems: [{ line: 2, message: "A shortcode begins with {{< and does not end." }],
  });
});

test("a shortcode in comment marks is shown as text", () => {
  expect(markdown("use {{</* figure */>}} and {{%/* x */%}}")).toBe("use {{< figure >}} and {{% x %}}");
});

test("in code nothing is a shortcode", () => {
  const source = "`{{< figure >}}` ``a ` {{< b >}}``\n\n```html\n{{< figure >}}\n```\n~~~\n{{< x >}}\n~~~\n";
  expect(renderShortcodes(source, "en")).toMatchObject({ markdown: source, problems: [] });
});

test("after code shortcodes are rendered again", () => {
  expect(markdown("`a` {{< x >}}b\n```\nc\n```\n{{< x >}}d")).toBe("`a` b\n```\nc\n```\nd");
});

test("flags are emoji, other words between colons are not", () => {
  expect(markdown(":de: (:fr:) urn:xmpp:de:0 :xx: `:es:` http://a/:es:")).toBe(
    "🇩🇪 (🇫🇷) urn:xmpp:de:0 :xx: `:es:` http://a/:es:",
  );
});
