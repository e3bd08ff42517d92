import * as fc from "fast-check";
import { expect, test } from "vitest";
import { renderShortcodes, type Rendered } from "../../src/newsletter/shortcodes.ts";

function render(source: string, language = "en"): Rendered {
  return renderShortcodes(source, { language });
}

function markdown(source: string): string {
  return render(source).markdown;
}

test.each([
  ["without quotes", "{{< figure src=/a.png alt=A >}}", "![A](/a.png)"],
  ["in single quotes", "{{< figure src='/a.png' alt='A b' >}}", "![A b](/a.png)"],
  ["in backticks", "{{< figure src=`/a.png` alt=`A b` >}}", "![A b](/a.png)"],
  ["in typographic quotes", "{{< figure src=“/a.png” alt=„A b“ link=«/c» >}}", "[![A b](/a.png)](/c)"],
  ["in quotes of two kinds", '{{< figure src=“/a.png" alt=‘A b’ >}}', "![A b](/a.png)"],
  ["over several lines", '{{< figure\n  src="/a.png"\n  alt="A"\n>}}', "![A](/a.png)"],
  ["without blanks around them", '{{<figure src="/a.png" alt="A">}}', "![A](/a.png)"],
  ["without blanks between them", '{{< figure src="/a.png"alt="A"link="/b">}}', "[![A](/a.png)](/b)"],
  ["with blanks around the sign", '{{< figure src = "/a.png" alt= "A" >}}', "![A](/a.png)"],
  ["with names in capitals", '{{< figure SRC="/a.png" Alt="A" >}}', "![A](/a.png)"],
  ["with percent signs", '{{% figure src="/a.png" alt="A" %}}', "![A](/a.png)"],
  ["with mixed marks", '{{< figure src="/a.png" alt="A" %}}', "![A](/a.png)"],
  ["closed like a tag", '{{< figure src="/a.png" alt="A" />}}', "![A](/a.png)"],
  ["closed like a tag, without quotes", "{{< figure src=/a.png alt=A />}}", "![A](/a.png)"],
  ["with quotes in quotes", '{{< figure src="/a.png" alt="say "A" b" >}}', '![say \\"A\\" b](/a.png)'],
  ["with typographic quotes in quotes", '{{< figure src="/a.png" alt="“A” b" >}}', "![“A” b](/a.png)"],
  ["with escaped quotes", '{{< figure src="/a.png" alt="say \\"A\\"" >}}', '![say \\"A\\"](/a.png)'],
  ["with a quote that does not end", '{{< figure alt="A" src="/a.png >}}', "![A](/a.png)"],
])("parameters are read %s", (_, source, result) => {
  expect(markdown(source)).toBe(result);
});

test("a figure within an item stays in the item", () => {
  expect(markdown('- One\n  {{< figure src="/a.png" caption="A" >}}\n- Two\n')).toBe(
    "- One\n  \n  ![A](/a.png)\n\n  *A*\n\n- Two\n",
  );
});

test("words that touch a figure stay words", () => {
  expect(markdown('a{{< figure src="/b.png" alt="B" >}}c')).toBe("a ![B](/b.png) c");
  expect(markdown('({{< figure src="/b.png" alt="B" >}})')).toBe("(![B](/b.png))");
});

test("a figure that begins an item is its first block", () => {
  expect(markdown('- {{< figure src="/a.png" caption="A" >}}\n- Two')).toBe(
    "- ![A](/a.png)\n\n  *A*\n\n- Two",
  );
});

test("a figure right below the words of an item belongs to it, whatever its indentation", () => {
  expect(markdown('1. One\n{{< figure src="/a.png" alt="A" >}}\n2. Two')).toBe(
    "1. One\n\n   ![A](/a.png)\n\n2. Two",
  );
  expect(markdown('-   One\n  {{< figure src="/a.png" alt="A" >}}')).toBe("-   One\n  \n    ![A](/a.png)");
});

test("a figure below a blank line belongs to the item that it is indented under", () => {
  const nested = (indent: string): string =>
    markdown(`- One\n  - Two\n\n${indent}{{< figure src="/a" alt="A" >}}`);
  expect(nested("")).toBe("- One\n  - Two\n\n![A](/a)");
  expect(nested("  ")).toBe("- One\n  - Two\n\n  ![A](/a)");
  expect(nested("    ")).toBe("- One\n  - Two\n\n    ![A](/a)");
  expect(nested("\t")).toBe("- One\n  - Two\n\n\t\n    ![A](/a)");
});

test("a figure is never indented so far that it would be code", () => {
  expect(markdown('Words\n\n    {{< figure src="/a.png" alt="A" >}}')).toBe("Words\n\n    \n![A](/a.png)");
  expect(markdown('- One\n\n        {{< figure src="/a.png" alt="A" >}}')).toBe(
    "- One\n\n        \n  ![A](/a.png)",
  );
});

test("a figure within a quote stays in the quote", () => {
  expect(markdown('> {{< figure src="/a.png" caption="A" >}}')).toBe("> ![A](/a.png)\n>\n> *A*");
});

test("a figure within a line, a heading or a cell stays in its line", () => {
  expect(markdown('see {{< figure src="/a.png" caption="A" >}} here')).toBe("see ![A](/a.png) *A* here");
  expect(markdown('## {{< figure src="/a.png" alt="A" >}} Title')).toBe("## ![A](/a.png) Title");
  expect(markdown('| {{< figure src="/a.png" alt="A" >}} |')).toBe("| ![A](/a.png) |");
});

test("the form to subscribe is a sentence in the language of the issue", () => {
  expect(render("{{< newsletter-subscribe >}}", "de").markdown).toMatch(/^Abonnieren Sie/);
  expect(render("{{< newsletter-subscribe >}}", "pt-BR").markdown).toMatch(/^Assine/);
  expect(render("{{<newsletter-subscribe>}}", "sw").markdown).toMatch(/^Subscribe/);
});

test("an unknown shortcode is dropped with its place, the text between a pair stays", () => {
  expect(render('a\n{{< box "x" >}}\nb\n{{< /box >}}\nc')).toMatchObject({
    markdown: "a\n\nb\n\nc",
    lines: [1, 2, 3, 4, 5],
    problems: [{ line: 2, column: 1, message: 'The shortcode "box" is not known; it is left out.' }],
  });
});

test("names that every object has are no shortcodes", () => {
  expect(render("{{< constructor >}}").problems).toHaveLength(1);
});

test.each([
  ['{{< figure src="a" alt="A"\nb', "![A](a)\n\nb"],
  ['{{< figure src="a" alt="A" >} \nb', "![A](a)\n \nb"],
  ['{{< figure src="a" alt="A" }}\n\nb', "![A](a)\n\nb"],
  ['{{< figure src="a" alt="A" {{< figure src="b" alt="B" >}}', "![A](a) ![B](b)"],
])("a known shortcode that does not end does so with its line: %j", (source, result) => {
  expect(render(source)).toMatchObject({
    markdown: result,
    problems: [{ line: 1, column: 1, message: 'The shortcode "figure" does not end; write >}} behind it.' }],
  });
});

test("of an unknown shortcode that does not end the words stay", () => {
  expect(render("\na {{< begins\nb")).toMatchObject({
    markdown: "\na  begins\nb",
    problems: [
      { line: 2, column: 3, message: "A shortcode begins here and does not end; write >}} behind it." },
    ],
  });
});

test("a shortcode in comment marks is shown as text, in code as well", () => {
  expect(markdown("use {{</* figure */>}} and {{%/* x */%}}")).toBe("use {{< figure >}} and {{% x %}}");
  expect(markdown("`{{</* figure */>}}`")).toBe("`{{< figure >}}`");
  expect(markdown("a {{< /* figure */ >}} b")).toBe("a  b");
});

test("in code nothing is a shortcode", () => {
  const source = "`{{< figure >}}` ``a ` {{< b >}}``\n\n```html\n{{< figure >}}\n```\n~~~\n{{< x >}}\n~~~\n";
  expect(render(source)).toMatchObject({ markdown: source, problems: [] });
});

test("after code shortcodes are rendered again", () => {
  expect(markdown("`a` {{< x >}}b\n```\nc\n```\n{{< x >}}d")).toBe("`a` b\n```\nc\n```\nd");
});

test("code that is not closed ends with its item or quote", () => {
  expect(markdown("- ```\n  {{< x >}}\n\n{{< x >}}b")).toBe("- ```\n  {{< x >}}\n\nb");
  expect(markdown("> ```\n> {{< x >}}\n{{< x >}}b")).toBe("> ```\n> {{< x >}}\nb");
});

test.each([
  [
    "{{< youtube abc_1 >}}",
    "[https\\://www.youtube.com/watch?v=abc\\_1](https://www.youtube.com/watch?v=abc_1)",
  ],
  ['{{< youtube id="abc" title="A talk" >}}', "[A talk](https://www.youtube.com/watch?v=abc)"],
  ['{{< vimeo id="1" title="A" >}}', "[A](https://vimeo.com/1)"],
  ['{{< tweet user="u" id="1" title="A" >}}', "[A](https://twitter.com/u/status/1)"],
  ['{{< x id="1" title="A" >}}', "[A](https://x.com/i/status/1)"],
  ["{{< gist u 1 >}}", "[https\\://gist.github.com/u/1](https://gist.github.com/u/1)"],
  ['{{< external-link url="https://a.example/" text="A *b*" >}}', "[A \\*b\\*](https://a.example/)"],
  ['[words]({{< ref "/blog/a.md#b" >}})', "[words](/blog/a/#b)"],
  ['[words]({{% relref "about/_index.de.md" %}})', "[words](/about/)"],
  ['[words]({{< ref "#b" >}})', "[words](#b)"],
  ['{{< details summary="More" >}}\nwords\n{{< /details >}}', "**More**\n\nwords\n"],
  ['{{< info-block type="note" >}}\nwords\n{{< /info-block >}}', "**Note:**\n\nwords\n"],
  ["{{< row >}}\nwords\n{{< /row >}}", "\nwords\n"],
  ['{{< qr text="xmpp:a@b.example" />}}', "[xmpp:a@b.example](xmpp:a@b.example)"],
])("%s is a link or words", (source, result) => {
  expect(render(source)).toMatchObject({ markdown: result, problems: [] });
});

test("what is between a pair of highlight is code", () => {
  expect(markdown("- a\n  {{< highlight go >}}\n*b* ``` {{< c >}}\n  d\n{{< /highlight >}}")).toBe(
    "- a\n  \n  ````go\n  *b* ``` {{< c >}}\n    d\n  ````",
  );
  expect(markdown("a {{< highlight go >}}b{{< /highlight >}} c")).toBe("a \n\n```go\nb\n```\n\n c");
});

test("a pair of highlight that does not end is a problem, and its text stays", () => {
  expect(render("{{< highlight go >}}\na")).toMatchObject({
    markdown: "\na",
    problems: [{ message: 'The shortcode "highlight" does not end; write {{< /highlight >}} behind it.' }],
  });
});

test("lines are those of the source, also below figures of several lines", () => {
  const { markdown: text, lines } = render(
    'a\n\n{{< figure\n src="a"\n alt="A"\n caption="C" >}}\nb {{< x\n>}} c\nd',
  );
  const found = text.split("\n").map((line, index) => `${lines[index]} ${line}`);
  expect(found).toEqual(["1 a", "2 ", "3 ![A](a)", "3 ", "3 *C*", "3 ", "7 b  c", "9 d"]);
});

const syntax = fc.constantFrom(
  ..."{{< |{{% | >}}| %}}|{{<figure|{{< video |{{< /|{{< highlight a >}}|{{< /highlight >}}|{{< box |/>}}|}}| src=| caption=|\"|'|“|”|=|\\|a|*b*|[c](/d)| |\n|- |> |    |".split(
    "|",
  ),
);

test("nothing of a shortcode is left over, whatever is written, and every line is one of the source", () => {
  fc.assert(
    fc.property(fc.array(syntax, { maxLength: 40 }), (parts) => {
      const source = parts.join("");
      const { markdown: text, lines } = render(source);
      const code = /^[ >-]*```[^]*?``` *$/gm;
      expect(text.replace(code, "")).not.toMatch(/\{\{[<%]/);
      expect(lines).toHaveLength(text.split("\n").length);
      expect(lines.every((line) => line >= 1 && line <= source.split("\n").length)).toBe(true);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["shortcodes that do not end", "{{< figure "],
  ["pairs that do not end", "{{< highlight a >}}"],
  ["quotes that do not end", '{{< figure src="'],
  ["blanks", `{{< figure ${" ".repeat(500)}`],
])("%s cost time in proportion to their number", (_, text) => {
  const start = performance.now();
  expect(render(text.repeat(1_000)).problems.length).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(1_500);
});
