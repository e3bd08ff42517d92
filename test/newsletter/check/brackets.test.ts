import { expect, test } from "vitest";
import { check } from "./checked.ts";

test.each([
  [
    "an open link",
    "see [a *b*](https://a.example/ and more",
    '1:11: The address of the link "a b" does not end;',
  ],
  [
    "a blank in an address",
    "[a](https://a.example/b c)",
    '1:3: A blank, a line break or words stand in the address of the link "a"',
  ],
  ["a line break in an address", "[a](https://a.example/\n  b)", "1:3: A blank, a line break or words"],
  ["words after an address", "[a](https://a.example XEP-0384)", "1:3: A blank, a line break or words"],
  ["two opening parentheses", "[a]((https://a.example)", '1:3: The address of the link "a" stands in two'],
  ["two closing parentheses", "[a](https://a.example))", "1:23: A ) too many"],
  ["a link in a link", "[a [b](/b) c](/c)", '1:13: The link "a c" is shown as text'],
  ["a link without its first bracket", "a](https://a.example)", "1:2: A link lacks the ["],
  [
    "a blank before the address",
    "[a] (https://a.example)",
    '1:3: A blank stands between ] and ( of the link "a"',
  ],
  ["a line break before the address", "- [a]\n  (/b)", '1:5: A blank stands between ] and ( of the link "a"'],
  ["exchanged brackets", "(a)[https://a.example]", "1:3: The brackets of a link are exchanged"],
  ["an address without parentheses", "[a]https://a.example", '1:3: The address of the link "a" stands in no'],
  ["an address in brackets", "see [a][https://a.example]", '1:7: The address of the link "a" stands in no'],
  ["a note that is not there", "a[^1]", "1:2: There is no footnote for [^1]"],
])("a link that is none is found: %s", (_, body, start) => {
  expect(check(body)).toEqual([expect.stringContaining(start)]);
});
