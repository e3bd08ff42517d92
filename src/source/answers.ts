/** What git writes, in pieces cut anywhere → texts and files. */

import { StringDecoder } from "node:string_decoder";

/** The longest header of a file, and the longest text, in characters: longer is none of git's. */
const LONGEST_HEADER = 200;
const LONGEST_TEXT = 65_536;

/** Calls with each text that ends with a NUL. */
export function byNul(call: (text: string) => void): (piece: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return (piece) => {
    const texts = (rest + decoder.write(piece)).split("\0");
    rest = texts.pop() ?? "";
    if (rest.length > LONGEST_TEXT) throw new Error("git wrote a name that is too long");
    texts.forEach(call);
  };
}

/** Calls with the content of each file that `git cat-file --batch` writes, or with so many bytes of its beginning. */
export function byFile(
  most: number,
  call: (content: Buffer) => Promise<void>,
): (piece: Buffer) => Promise<void> {
  let header = "";
  let size = 0;
  /** Bytes to come of this file, and the line break after it. */
  let left = 0;
  let kept: Buffer[] = [];
  let length = 0;

  const readHeader = (text: string, isWhole: boolean): void => {
    header += text;
    if (header.length > LONGEST_HEADER) throw new Error("git wrote something else than files");
    if (!isWhole) return;
    size = toSize(header);
    left = size + 1;
    [header, kept, length] = ["", [], 0];
  };

  const readContent = async (bytes: Buffer): Promise<void> => {
    const wanted = bytes.subarray(0, Math.max(0, Math.min(size, most) - length));
    kept.push(wanted);
    length += wanted.length;
    left -= bytes.length;
    if (left === 0) await call(Buffer.concat(kept));
  };

  return async (piece) => {
    for (let at = 0; at < piece.length;) {
      if (left === 0) {
        const end = piece.indexOf(10, at);
        readHeader(piece.toString("latin1", at, end === -1 ? piece.length : end), end !== -1);
        at = end === -1 ? piece.length : end + 1;
      } else {
        const bytes = piece.subarray(at, at + left);
        await readContent(bytes);
        at += bytes.length;
      }
    }
  };
}

/** `<id> blob <size>` → the size. */
function toSize(header: string): number {
  const [, size] = /^[0-9a-f]+ blob (\d{1,15})$/u.exec(header) ?? [];
  if (size === undefined) throw new Error(`a file of the copy is ${header.split(" ").at(-1) ?? ""}`);
  return Number(size);
}
