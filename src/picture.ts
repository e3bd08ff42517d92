/** What a file's first bytes say of it: which kind of picture it is, and how large. */

import type { Picture } from "./xmpp/avatar.ts";

/** Width and height in pixels. */
type Measured = Pick<Picture, "type" | "width" | "height">;

/** Nothing for bytes that are no picture of these kinds, or that are cut off before they say their size. */
export function measure(bytes: Uint8Array): Measured | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = png(view) ?? jpeg(view) ?? webp(view);
    return found !== undefined && found.width > 0 && found.height > 0 ? found : undefined;
  } catch (error) {
    // Reading beyond the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function png(view: DataView): Measured | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size is in the first frame header (SOF0 to SOF15), after segments that each say how long they are. */
function jpeg(view: DataView): Measured | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    // Between markers there may be filling; others of this range are tables and no frames.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Three kinds of the same: extended, lossless, lossy (RFC 9649, section 2). */
function webp(view: DataView): Measured | undefined {
  if (word(view, 0) !== "RIFF" || word(view, 8) !== "WEBP") return undefined;
  const type = "image/webp";
  const chunk = word(view, 12);
  if (chunk === "VP8X") return { type, width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (chunk === "VP8L") {
    const size = view.getUint32(21, true);
    return { type, width: 1 + (size & 0x3fff), height: 1 + ((size >>> 14) & 0x3fff) };
  }
  if (chunk !== "VP8 ") return undefined;
  return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function word(view: DataView, at: number): string {
  return String.fromCodePoint(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
}
