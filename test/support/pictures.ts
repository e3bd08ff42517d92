/** Pictures of every kind, as small as their formats allow: heads without a body. */

import { createHash } from "node:crypto";
import type { Picture } from "../../src/xmpp/avatar.ts";

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const text = (value: string): number[] => [...Buffer.from(value, "latin1")];
const little = (value: number, length: number): number[] =>
  Array.from({ length }, (_, index) => (value >>> (8 * index)) & 0xff);

export const png = (width: number, height: number): Uint8Array =>
  Uint8Array.from([
    ...text("\x89PNG\r\n\x1a\n"),
    ...u32(13),
    ...text("IHDR"),
    ...u32(width),
    ...u32(height),
    8,
    6,
    0,
    0,
    0,
  ]);

/** With a comment, filling between markers and a table before the frame. */
export const jpeg = (width: number, height: number): Uint8Array => {
  const comment = [0xff, 0xfe, ...u16(5), 1, 2, 3];
  const table = [0xff, 0xff, 0xff, 0xc4, ...u16(3), 9];
  const frame = [0xff, 0xc2, ...u16(11), 8, ...u16(height), ...u16(width), 1];
  return Uint8Array.from([0xff, 0xd8, ...comment, ...table, ...frame]);
};

const riff = (chunk: string, ...rest: number[]): Uint8Array =>
  Uint8Array.from([...text("RIFF"), 0, 0, 0, 0, ...text("WEBP"), ...text(chunk), 0, 0, 0, 0, ...rest]);

export const webp = {
  extended: (width: number, height: number) =>
    riff("VP8X", 0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)),
  lossless: (width: number, height: number) =>
    riff("VP8L", 0x2f, ...little((width - 1) | ((height - 1) << 14), 4)),
  lossy: (width: number, height: number) =>
    riff("VP8 ", 0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width | 0x4000, 2), ...little(height, 2)),
};

/** A picture of its own for every width. */
export function pictureOf(width = 64): Picture {
  const bytes = png(width, 64);
  const id = createHash("sha1").update(bytes).digest("hex");
  return { id, type: "image/png", bytes, width, height: 64 };
}
