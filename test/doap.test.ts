/** doap.xml (XEP-0453) tells the world what the heads of the files in src/ say: which XEPs, in which version, how far. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { element } from "./support/conversation.ts";
import { readSources, ROOT } from "./support/sources.ts";

const XMPP = "https://linkmauve.fr/ns/xmpp-doap#";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/** `XEP-0060: Publish-Subscribe (1.30.0, partial)` → `XEP-0060 1.30.0 partial`. */
function headed(head: string): string | undefined {
  const [, number, version, status] = /^(XEP-\d{4}): [^()]+ \(([\d.]+), ([a-z]+)\)/u.exec(head) ?? [];
  return number === undefined ? undefined : `${number} ${version} ${status}`;
}

/** What doap.xml claims, written the same way. */
function claims(doap: string): string[] {
  const project = element(doap);
  const root = project.getName() === "RDF" ? (project.getChildElements()[0] ?? project) : project;
  return root.getChildren("implements").flatMap((implemented) =>
    implemented.getChildren("SupportedXep", XMPP).map((xep) => {
      const resource = xep.getChild("xep", XMPP)?.attrs["rdf:resource"] ?? "";
      const number =
        /^https:\/\/xmpp\.org\/extensions\/xep-(\d{4})\.html$/u.exec(resource)?.[1] ?? `(${resource})`;
      return `XEP-${number} ${xep.getChildText("version", XMPP) ?? ""} ${xep.getChildText("status", XMPP) ?? ""}`;
    }),
  );
}

/** `XEP-0060 1.30.0 partial` → `XEP-0060`. */
const number = (claim: string): string => claim.slice(0, "XEP-0000".length);

const heads = readSources().map(({ path, head = "" }) => ({ path, head }));
const headings = heads.map(({ head }) => headed(head)).filter((each) => each !== undefined);

describe("doap.xml", () => {
  const claimed = claims(readFileSync(join(ROOT, "doap.xml"), "utf8"));

  test("claims every XEP that a file is headed by, in the same version and state", () => {
    expect(headings.filter((heading) => !claimed.includes(heading))).toEqual([]);
  });

  test("claims no XEP that no file is about, and none in another version or state", () => {
    const ownFile = new Set(headings.map(number));
    const mentioned = (claim: string): boolean =>
      !ownFile.has(number(claim)) && heads.some(({ head }) => head.includes(number(claim)));
    expect(claimed.filter((claim) => !headings.includes(claim) && !mentioned(claim))).toEqual([]);
  });

  test("claims each XEP once, in the order of their numbers", () => {
    expect(claimed).toEqual([...new Set(claimed)].toSorted());
  });
});

describe("the heads of files", () => {
  test("that begin with a XEP say its version and how much of it is there", () => {
    const unclear = heads.filter(({ head }) => head.startsWith("XEP-") && headed(head) === undefined);
    expect(unclear).toEqual([]);
  });

  test("agree when two are about the same XEP", () => {
    const different = new Set(headings);
    const numbers = new Set([...different].map(number));
    expect(numbers.size).toBe(different.size);
  });

  test("exist for the XEPs that everything stands on", () => {
    expect(headings.map(number)).toEqual(expect.arrayContaining(["XEP-0045", "XEP-0060"]));
  });
});

test("a claim is read as it is written in DOAP", () => {
  const doap = `
    <rdf:RDF xmlns="http://usefulinc.com/ns/doap#" xmlns:rdf="${RDF}" xmlns:xmpp="${XMPP}">
      <Project>
        <implements>
          <xmpp:SupportedXep>
            <xmpp:xep rdf:resource="https://xmpp.org/extensions/xep-0060.html"/>
            <xmpp:status>partial</xmpp:status>
            <xmpp:version>1.30.0</xmpp:version>
          </xmpp:SupportedXep>
        </implements>
      </Project>
    </rdf:RDF>`;
  expect(claims(doap)).toEqual(["XEP-0060 1.30.0 partial"]);
});
