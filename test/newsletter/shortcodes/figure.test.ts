import { expect, test } from "vitest";
import { renderShortcodes } from "../../../src/newsletter/shortcodes.ts";

function figure(parameters: string, name = "figure") {
  return renderShortcodes(`{{< ${name} ${parameters} >}}`, { language: "en" });
}

test("a figure is a picture and its caption, which describes it as well", () => {
  expect(figure('src="/a.png" caption="A *fine* day"').markdown).toBe(
    "![A fine day](/a.png)\n\n*A *fine* day*",
  );
  expect(figure('src="/a.png" alt="" caption="A day"').markdown).toBe("![A day](/a.png)\n\n*A day*");
});

test("a caption keeps its links", () => {
  expect(figure('src="/a" alt="x" caption="By [Ada](/ada) and **Bo**"').markdown).toBe(
    "![x](/a)\n\n*By [Ada](/ada) and **Bo***",
  );
});

test("a caption that emphasis would tear apart stays plain", () => {
  expect(figure('src="/a.png" caption="2*3" alt="x"').markdown).toBe("![x](/a.png)\n\n_2*3_");
  expect(figure('src="/a.png" caption="a* _b" alt="x"').markdown).toBe("![x](/a.png)\n\na* _b");
});

test("a caption with more markup than a caption has is words", () => {
  expect(figure(`src="/a" alt="x" caption="${"*a".repeat(61)}"`).markdown).toBe(
    `![x](/a)\n\n${"\\*a".repeat(61)}`,
  );
});

test("title and attribution of a figure are kept", () => {
  expect(figure('src="/a" alt="x" title="T *u*" attr="By *me*" attrlink="/me"').markdown).toBe(
    "![x](/a)\n\n**T \\*u\\***\n\n[By *me*](/me)",
  );
  expect(figure('src="/a" alt="x" attr="By [me](/me)"').markdown).toBe("![x](/a)\n\n*By [me](/me)*");
  expect(figure('src="/a" alt="x" attr="By [me](/me)" attrlink="/you"').markdown).toBe(
    "![x](/a)\n\n[By me](/you)",
  );
});

test.each([
  ["a link", 'src="/a.png" alt="A" link="/b/"', "[![A](/a.png)](/b/)"],
  [
    "markup in alt",
    'src="/a.png" alt="A [b]* :de: it\'s... --"',
    "![A \\[b\\]\\* \\:de: it\\'s\\.\\.\\. \\-\\-](/a.png)",
  ],
  ["blanks in src", 'src="/a b(1).png" alt="A"', "![A](</a%20b(1).png>)"],
  ["width and class", 'src="/a.png" alt="A" width="50%" class="x"', "![A](/a.png)"],
  ["src alone", "/a.png", "![](/a.png)"],
  ["a caption alone", 'caption="A"', "*A*"],
])("a figure of %s", (_, parameters, result) => {
  expect(figure(parameters).markdown).toBe(result);
});

test("a figure without a picture, with unknown parameters or stray words is a problem", () => {
  const messages = (parameters: string): readonly string[] =>
    figure(parameters).problems.map(({ message }) => message);
  expect(messages('caption="A"')).toEqual(["The figure has no src, thus no picture."]);
  expect(messages('src="a" capton="A"')[0]).toMatch(/^A figure takes no capton, only src, link, /);
  expect(messages('src="a" alt=A fine day')).toEqual([
    "Put the words of the figure's parameters in quotes: fine",
  ]);
  expect(messages('src="a" alt="A" loading="lazy"')).toEqual([]);
});

test("a film is a link on its title or its caption, and no word is lost", () => {
  const film = (parameters: string): string => figure(parameters, "video").markdown;
  expect(film('src="/a.mp4" caption="The *talk*"')).toBe("[The *talk*](/a.mp4)");
  expect(film('src="/a.mp4" caption="The [talk](/t)"')).toBe("[/a.mp4](/a.mp4)\n\n*The [talk](/t)*");
  expect(film('src="/a.mp4" title="T" caption="C" attr="By me" class="x"')).toBe(
    "[T](/a.mp4)\n\n*C*\n\n*By me*",
  );
  expect(film('title="T" caption="C"')).toBe("**T**\n\n*C*");
  expect(film("")).toBe("");
});

test("a video without a film is a problem", () => {
  expect(figure('caption="A"', "video").problems).toMatchObject([
    { message: "The video has no src, thus no film." },
  ]);
});
