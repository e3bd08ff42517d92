import { expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { summaryOf, upToSentence } from "../../src/newsletter/summary.ts";

function summary(body: string, front = ""): string | undefined {
  return summaryOf(
    parseIssue("2031-04-05-gazette.md", `---\ntitle: T\ndate: 2031-04-06\n${front}---\n${body}`),
  );
}

test("the author's summary is whole, and comes before the description, and this before the text", () => {
  const long = `${"word ".repeat(100)}end.`;
  expect(summary("A text of some words.", `summary: ${long}\ndescription: D\n`)).toBe(long);
  expect(summary("A text of some words.", "description: D\n")).toBe("D");
  expect(summary("A text of *some* [words](/a).")).toBe("A text of some words.");
});

const NEWS = "Here is a paragraph that says something.";

test.each([
  ["a greeting", `Hello everybody!\n\n${NEWS}`],
  ["a long greeting", `Welcome to all of you out there! Great to have you here again!\n\n${NEWS}`],
  ["a welcome", `Welcome to the Gazette of our town.\n\n${NEWS}`],
  ["a welcome in two sentences", `Bienvenue dans la gazette de la ville. Bonjour à tous !\n\n${NEWS}`],
  ["an address", `Dear readers of this fine newsletter,\n\n${NEWS}`],
  ["a few words", `# A\n\nA title\n\n${NEWS}`],
  [
    "a picture with its caption",
    `{{< figure src="/a.png" alt="An alternative text." caption="A long caption." >}}\n\n${NEWS}`,
  ],
  ["a linked picture", `[![An alternative text of a picture.](/a.png)](/b)\n\n${NEWS}`],
  ["what introduces a list", `Read about the following, in this order:\n\n- a\n\n${NEWS}`],
  ["the way to subscribe", `{{< newsletter-subscribe >}}\n\n${NEWS}`],
  ["what every issue repeats", `## License\n\nThis text is published under a licence.\n\n## News\n\n${NEWS}`],
])("%s is no summary", (_, body) => {
  expect(summary(body)).toBe(NEWS);
});

test("a welcome that says more is one", () => {
  const welcome = "Welcome to the Gazette, which tells of all that our town has done in a month.";
  expect(summary(`${welcome}\n\n${NEWS}`)).toBe(welcome);
});

test("an introduction is one, also below a heading", () => {
  expect(summary(`## Intro\n\n${NEWS}\n\n## Servers\n\nThere is another paragraph here.`)).toBe(NEWS);
});

test("an exclamation that names a month and year is one", () => {
  expect(summary(`Welcome to the issue of April 2031!\n\n${NEWS}`)).toBe(
    "Welcome to the issue of April 2031!",
  );
});

test.each([
  ["the items of a list", `- ${NEWS}\n- b`, NEWS],
  ["a few words", "Hello.", "Hello."],
  ["what every issue repeats", `## License\n\n${NEWS}`, NEWS],
  ["a caption", "![a](/b)\n\n*A caption.*", "A caption."],
])("where nothing else is, %s will do", (_, body, text) => {
  expect(summary(body)).toBe(text);
});

test("without words there is none", () => {
  expect(summary("\n## A heading\n")).toBeUndefined();
});

test.each([
  ["A. Bcd efg! Hij klm.", 14, "A. Bcd efg!"],
  ["Aa bb. Cc dd.", 13, "Aa bb. Cc dd."],
  ["Aa bb cc dd ee ff.", 11, "Aa bb cc…"],
  ["Aa (bb, e.g. Cc) dd.", 13, "Aa (bb…"],
  ["Ab cd. Efghijklmnop", 6, "Ab cd."],
])("%j ends within %i characters at a sentence, else at a word", (text, length, result) => {
  expect(upToSentence(text, length)).toBe(result);
});
