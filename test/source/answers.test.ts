import { describe, expect, test } from "vitest";
import { byFile, byNul } from "../../src/source/answers.ts";

/** The same bytes in pieces of each length. */
function* cuts(bytes: Buffer): Generator<Buffer[]> {
  for (let size = 1; size <= bytes.length; size += 1) {
    yield Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
  }
}

async function filesOf(pieces: readonly Buffer[], most = 100): Promise<string[]> {
  const files: string[] = [];
  const take = byFile(most, (content) => Promise.resolve(void files.push(content.toString("utf8"))));
  for (const piece of pieces) await take(piece);
  return files;
}

const FILES = Buffer.from("ab12 blob 3\none\nab34 blob 0\n\nab56 blob 5\nz\n\0é\n");

describe("files", () => {
  test("are read wherever their bytes are cut", async () => {
    for (const pieces of cuts(FILES)) expect(await filesOf(pieces)).toEqual(["one", "", "z\n\0é"]);
  });

  test("have no more than so many bytes of each", async () => {
    for (const pieces of cuts(FILES)) expect(await filesOf(pieces, 2)).toEqual(["on", "", "z\n"]);
  });

  test.each(["ab12 missing\n", "ab12 tree 3\nabc\n", "x".repeat(300)])("are none: %j", async (text) => {
    await expect(filesOf([Buffer.from(text)])).rejects.toThrow(/a file of the copy is|something else/u);
  });
});

describe("texts", () => {
  test("are told one by one, wherever their bytes are cut", () => {
    for (const pieces of cuts(Buffer.from("eins\0\nzwölf\0\0"))) {
      const texts: string[] = [];
      pieces.forEach(byNul((text) => void texts.push(text)));
      expect(texts).toEqual(["eins", "\nzwölf", ""]);
    }
  });

  test("that never end are refused", () => {
    const take = byNul(() => {});
    expect(() => Array.from({ length: 100 }, () => take(Buffer.alloc(1_000, "x")))).toThrow("too long");
  });
});
