import { expect, test } from "vitest";
import { check } from "./checked.ts";

test.each([
  ["bold that is open", "a **b c", "1:3: The mark ** is shown"],
  ["bold with blanks within", "** a ** b", "1:1: The mark ** is shown"],
  ["emphasis that is open", "a *b [c](/d)", "1:3: The mark * is shown"],
  ["stars in words", "a Leser*innen, b Autor*innen c", "1:8: The star within a word begins emphasis"],
  ["code that is open", "a `b c", "1:3: The mark ` is shown"],
  ["a dash without a blank", "-Birds", "1:1: This is no list item: write an ordinary blank behind -."],
  ["a dash before a link", "News:\n-[a](/b)", "2:1: This is no list item: write an ordinary blank behind -."],
  ["a number without a blank", "1.Birds", "1:1: This is no list item: write an ordinary blank behind 1.."],
  ["a bullet", "• Birds", "1:1: • begins no list; write - and a blank."],
  ["a non-breaking blank after a dash", "-\u00A0birds", "1:1: This is no list item"],
  ["a heading without a blank", "##Birds", "1:1: This is no heading: write an ordinary blank behind ##."],
  ["a heading with a non-breaking blank", "#\u00A0Birds", "1:1: This is no heading"],
  ["a merge", "a\n<<<<<<< HEAD\nb", "2:1: This is the mark of a merge"],
  ["a shortcode with a blank in its braces", "{{ < figure > }}", "1:1: This is no shortcode"],
])("a mark that is shown is found: %s", (_, body, start) => {
  expect(check(body)[0]?.slice(0, start.length)).toBe(start);
});
