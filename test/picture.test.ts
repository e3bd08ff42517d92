/** What kind of picture some bytes are, and how large it is. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { measure } from "../src/picture.ts";
import { jpeg, png, webp } from "./support/pictures.ts";

test.each([
  ["PNG", png(192, 100), "image/png"],
  ["JPEG", jpeg(192, 100), "image/jpeg"],
  ["WebP, extended", webp.extended(192, 100), "image/webp"],
  ["WebP, lossless", webp.lossless(192, 100), "image/webp"],
  ["WebP, lossy", webp.lossy(192, 100), "image/webp"],
] as const)("%s is known by its first bytes", (_, bytes, type) => {
  expect(measure(bytes)).toEqual({ type, width: 192, height: 100 });
  // Part of a larger buffer, as files are read.
  const within = Uint8Array.from([7, 7, 7, ...bytes]).subarray(3);
  expect(measure(within)).toEqual({ type, width: 192, height: 100 });
});

test.each([
  ["nothing", ""],
  ["text", "an avatar that is none, of some length"],
  ["SVG", `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>`],
  ["GIF", "GIF89a\x40\0\x40\0 and so on until it is long enough"],
  ["RIFF of another kind", "RIFF\0\0\0\0WAVEfmt and so on until it is long enough"],
])("%s is no picture of ours", (_, text) => {
  expect(measure(Buffer.from(text, "latin1"))).toBeUndefined();
});

test("a picture without a size is none", () => {
  expect(measure(png(0, 100))).toBeUndefined();
});

test.each([png(9, 9), jpeg(9, 9), webp.extended(9, 9), webp.lossless(9, 9), webp.lossy(9, 9)])(
  "a picture that is cut off anywhere before its size is none",
  (bytes) => {
    const sizeEnds = bytes.length - (bytes[0] === 0x89 ? 5 : bytes[0] === 0xff ? 1 : 0);
    for (let length = 0; length < sizeEnds; length += 1)
      expect(measure(bytes.subarray(0, length))).toBeUndefined();
  },
);

test("no bytes make it throw or go on for ever", () => {
  const heads = [[], [...jpeg(9, 9).subarray(0, 4)], [...webp.lossy(9, 9).subarray(0, 16)]];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      measure(Uint8Array.from([...head, ...rest]));
    }),
  );
  expect(
    measure(Uint8Array.from([0xff, 0xd8, ...Array.from({ length: 100_000 }, () => 0xff)])),
  ).toBeUndefined();
});
