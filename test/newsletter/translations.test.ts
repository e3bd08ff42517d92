import { describe, expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { tieOf, translations, withoutOriginal } from "../../src/newsletter/translations.ts";

function archiveOf(...files: readonly string[]) {
  const issues = files.map((file) => parseIssue(file, "---\ntitle: T\ndate: 2031-04-06\n---\nText.\n"));
  const named = (name: string) => {
    const found = issues.find(({ file }) => file === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const archive = { issues };
  return {
    others: (name: string) => translations(named(name), archive).map(({ file }) => file),
    tie: (name: string) => {
      const tie = tieOf(named(name), archive);
      return tie && `${tie.original.file} ${tie.days}`;
    },
    orphans: () => withoutOriginal(archive).map(({ file }) => file),
  };
}

test("an original and its translations name each other", () => {
  const files = ["2031-04-05-gazette.md", "2031-04-05-gazette.fr.md", "2031-04-05_gazette.pt-br.md"];
  const { others, tie, orphans } = archiveOf(...files, "2031-05-05-gazette.md");
  for (const file of files) expect(others(file)).toEqual(files.filter((other) => other !== file));
  expect(others("2031-05-05-gazette.md")).toEqual([]);
  expect(tie("2031-04-05-gazette.fr.md")).toBe("2031-04-05-gazette.md 0");
  expect(tie("2031-04-05-gazette.md")).toBeUndefined();
  expect(orphans()).toEqual([]);
});

test("a translation of another day belongs to the nearest original, up to 13 days away", () => {
  const { others, tie, orphans } = archiveOf(
    "2031-04-05-a.md",
    "2031-05-05-a.md",
    "2031-04-02-a.de.md",
    "2031-04-18-a.fr.md",
    "2031-04-20-a.es.md",
    "2031-04-22-a.it.md",
  );
  expect(tie("2031-04-02-a.de.md")).toBe("2031-04-05-a.md -3");
  expect(tie("2031-04-18-a.fr.md")).toBe("2031-04-05-a.md 13");
  expect(tie("2031-04-20-a.es.md")).toBeUndefined();
  expect(tie("2031-04-22-a.it.md")).toBe("2031-05-05-a.md -13");
  expect(others("2031-04-05-a.md")).toEqual(["2031-04-02-a.de.md", "2031-04-18-a.fr.md"]);
  expect(others("2031-04-18-a.fr.md")).toEqual(["2031-04-05-a.md", "2031-04-02-a.de.md"]);
  expect(others("2031-04-20-a.es.md")).toEqual([]);
  expect(orphans()).toEqual(["2031-04-20-a.es.md"]);
});

describe("an original has one translation into a language", () => {
  test("the nearest one", () => {
    const files = ["2031-04-05-a.md", "2031-04-08-a.fr.md", "2031-04-06-a.fr.md"];
    for (const order of [files, files.toReversed()]) {
      const { others, orphans } = archiveOf(...order);
      expect(others("2031-04-05-a.md")).toEqual(["2031-04-06-a.fr.md"]);
      expect(others("2031-04-08-a.fr.md")).toEqual([]);
      expect(orphans()).toEqual(["2031-04-08-a.fr.md"]);
    }
  });

  test("of two equally far the later one, since translations come after", () => {
    const { tie } = archiveOf("2031-04-05-a.md", "2031-04-03-a.fr.md", "2031-04-07-a.fr.md");
    expect(tie("2031-04-07-a.fr.md")).toBe("2031-04-05-a.md 2");
    expect(tie("2031-04-03-a.fr.md")).toBeUndefined();
  });

  test("and between two originals it belongs to the earlier one", () => {
    const { tie } = archiveOf("2031-04-01-a.md", "2031-04-11-a.md", "2031-04-06-a.fr.md");
    expect(tie("2031-04-06-a.fr.md")).toBe("2031-04-01-a.md 5");
  });

  test("two originals of one day have those of their name", () => {
    const { tie, others } = archiveOf(
      "2031-04-05-a.md",
      "2031-04-05-b.md",
      "2031-04-05-b.fr.md",
      "2031-04-05-c.fr.md",
      "2031-04-05-a.de.md",
    );
    expect(tie("2031-04-05-b.fr.md")).toBe("2031-04-05-b.md 0");
    expect(tie("2031-04-05-c.fr.md")).toBe("2031-04-05-a.md 0");
    expect(others("2031-04-05-a.md")).toEqual(["2031-04-05-c.fr.md", "2031-04-05-a.de.md"]);
  });
});

test("names without a date are tied by the name", () => {
  const { others, orphans } = archiveOf("special.md", "special.fr.md", "other.fr.md");
  expect(others("special.fr.md")).toEqual(["special.md"]);
  expect(orphans()).toEqual(["other.fr.md"]);
});

test("translations without an original name each other when they are of one day", () => {
  const { others, orphans } = archiveOf("2031-04-05-a.fr.md", "2031-04-05-a.de.md", "2031-04-06-a.es.md");
  expect(others("2031-04-05-a.fr.md")).toEqual(["2031-04-05-a.de.md"]);
  expect(others("2031-04-05-a.de.md")).toEqual(["2031-04-05-a.fr.md"]);
  expect(others("2031-04-06-a.es.md")).toEqual([]);
  expect(orphans()).toHaveLength(3);
});

test("a file name with the main language is an original too", () => {
  const { tie, orphans } = archiveOf("2031-03-05-a.md", "2031-04-05-a.en.md", "2031-04-05-a.fr.md");
  expect(tie("2031-04-05-a.fr.md")).toBe("2031-04-05-a.en.md 0");
  expect(orphans()).toEqual([]);
});
