import { expect, test } from "vitest";
import { firstPicture } from "../../src/newsletter/pictures.ts";
import { fixture, issueOf, place } from "./issues.ts";

test("the first picture is neither the banner at the top nor a drawing", () => {
  expect(firstPicture(fixture("2031-04-05-gazette.md"), place)).toEqual({
    url: new URL("https://news.example/images/2031/meeting.png"),
    alt: "Six people",
    type: "image/png",
  });
});

test("a drawing stands for an issue that has no other picture", () => {
  expect(firstPicture(issueOf("![a](/b.svg)"), place)?.type).toBe("image/svg+xml");
});

test("a banner below the first heading is a picture", () => {
  expect(firstPicture(issueOf("![a](/banner.png)\n\n# B\n\n![c](/chat-banner.png)"), place)?.alt).toBe("c");
});

test("a picture may be of an unknown type, and defined elsewhere", () => {
  const picture = firstPicture(issueOf("![a][b]\n\n[b]: https://pictures.example/c?d=e.png"), place);
  expect(picture).toEqual({ url: new URL("https://pictures.example/c?d=e.png"), alt: "a", type: undefined });
});

test("without a picture on the web there is none", () => {
  expect(firstPicture(issueOf("![a](data:image/png;base64,AA) text"), place)).toBeUndefined();
});
