import { expect, test } from "vitest";
import { check } from "./checked.ts";

test.each([
  ["no address", "[a]()", "The link has no address."],
  ["a picture without address", "![a]()", "The picture has no address."],
  ["no scheme", "[a](b.example/c)", "The address b.example/c has no scheme; write https://b.example/c."],
  [
    "a mail address",
    "[a](me@b.example)",
    "The address me@b.example has no scheme; write mailto:me@b.example.",
  ],
  [
    "an address of the Fediverse",
    "[a](@me@b.example)",
    "The address @me@b.example has no scheme; write https://b.example/@me.",
  ],
  [
    "a relative one",
    "[a](b/c.html)",
    "The address b/c.html is a place below the page of the issue; begin it with / or https://.",
  ],
  [
    "one slash",
    "[a](https:/b.example)",
    "The address https:/b.example does not begin with https:// as it must.",
  ],
  [
    "three slashes",
    "[a](https:///b.example)",
    "The address https:///b.example does not begin with https:// as it must.",
  ],
  [
    "no colon",
    "[a](https//b.example)",
    "The address https//b.example does not begin with https:// as it must.",
  ],
  [
    "a letter missing",
    "[a](htps://b.example)",
    "The address htps://b.example does not begin with https:// as it must.",
  ],
  [
    "two schemes",
    "[a](https://http://b.example)",
    "The address https://http://b.example has its scheme twice.",
  ],
  [
    "a quote at its end",
    "[a](https://b.example/”)",
    "The address https://b.example/” ends with ”, which belongs to the words around it.",
  ],
  [
    "a bracket at its end",
    "[a](https://b.example/])",
    "The address https://b.example/] ends with ], which belongs to the words around it.",
  ],
  [
    "a full stop at its end",
    "[a](https://b.example/c.)",
    "The address https://b.example/c. ends with ., which belongs to the words around it.",
  ],
  [
    "a quote at its start",
    "[a](“https://b.example)",
    "The address “https://b.example begins with “, which belongs to no address.",
  ],
  [
    "parentheses around it",
    "[a]((https://b.example))",
    "The address (https://b.example) begins with (, which belongs to no address.",
  ],
  [
    "an invisible character",
    "[a](https://b.example/%E2%80%8B)",
    "The address https://b.example/%E2%80%8B holds an invisible character (U+200B); type it again.",
  ],
  [
    "two fragments",
    "[a](https://b.example/#c#d)",
    "The address https://b.example/#c#d has two #; write %23 for the one that begins no anchor.",
  ],
  ["half a host", "[a](https://b/c)", "The address https://b/c names the host b, which is no whole name."],
  [
    "a scheme that is dropped",
    "[a](javascript:b)",
    "The address javascript:b is left out: links of its kind are not published.",
  ],
  [
    "a picture that is dropped",
    "![a](data:image/png,b)",
    "The address data:image/png,b is left out: links of its kind are not published.",
  ],
  ["no words", "[](https://b.example)", "The link has no words to click on."],
  [
    "a picture without words",
    "![ ](/b.png)",
    'The picture has no words for those who cannot see it: ![ ](/b.png). Write ![words](address), or in a figure alt="words".',
  ],
  [
    "a figure without words",
    '{{< figure src="/b.png" >}}',
    'The picture has no words for those who cannot see it: ![](/b.png). Write ![words](address), or in a figure alt="words".',
  ],
])("an address that leads astray is found: %s", (_, body, message) => {
  expect(check(body)).toEqual([`1:1: ${message}`]);
});

test("an address is looked at where it is defined", () => {
  expect(check("[a]\n\n[a]: b.example/c")).toEqual([
    "3:1: The address b.example/c has no scheme; write https://b.example/c.",
  ]);
});

test("an anchor that no heading has is found, with what was probably meant", () => {
  expect(
    check("[a](#the-birds) [b](#licence) [c](#l%C3%A4rm)\n\n## The Birds!\n\na\n\n## Lärm\n\n[d](#birds)\n"),
  ).toEqual(["1:17: No heading has the anchor #licence.", "9:1: No heading has the anchor #birds."]);
  expect(check("[a](#the-brids)\n\n## The birds\n\nb")).toEqual([
    "1:1: No heading has the anchor #the-brids; write #the-birds.",
  ]);
});
