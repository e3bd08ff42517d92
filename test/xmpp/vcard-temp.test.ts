/** XEP-0054: the old vCard of the account. */

import { expect, test } from "vitest";
import * as vcardTemp from "../../src/xmpp/vcard-temp.ts";
import { refusal } from "../support/configuration.ts";
import { conversation, element, xmlEqual } from "../support/conversation.ts";
import { pictureOf } from "../support/pictures.ts";

const picture = { ...pictureOf(), bytes: Uint8Array.from([104, 105]) };
const PHOTO = `<PHOTO><TYPE>image/png</TYPE><BINVAL>aGk=</BINVAL></PHOTO>`;
const card = (inside: string) => element(`<vCard xmlns="vcard-temp">${inside}</vCard>`);

test("is asked for without an address: it is our own", async () => {
  const xmpp = conversation({
    type: "get",
    sends: `<vCard xmlns="vcard-temp"/>`,
    receives: `<vCard xmlns="vcard-temp"><FN>A</FN></vCard>`,
  });
  expect((await vcardTemp.read(xmpp))?.getChildText("FN")).toBe("A");
  xmpp.end();
});

test.each([
  ["empty answers", {}],
  ["item-not-found", { fails: refusal("item-not-found") }],
])("that was never stored is empty (%s)", async (_, answer) => {
  const xmpp = conversation({ sends: `<vCard xmlns="vcard-temp"/>`, ...answer });
  expect((await vcardTemp.read(xmpp))?.getChildElements()).toEqual([]);
});

test("is none where the server keeps none", async () => {
  const xmpp = conversation({ sends: `<vCard xmlns="vcard-temp"/>`, fails: refusal("service-unavailable") });
  expect(await vcardTemp.read(xmpp)).toBeUndefined();
});

test("that cannot be read now is the caller's to tell", async () => {
  const trouble = refusal("internal-server-error", "", "wait");
  const xmpp = conversation({ sends: `<vCard xmlns="vcard-temp"/>`, fails: trouble });
  await expect(vcardTemp.read(xmpp)).rejects.toThrow("internal-server-error");
});

test("gets the picture in place of another, and keeps everything else", () => {
  const before = card(
    `<FN>Somebody</FN><PHOTO><BINVAL>old</BINVAL></PHOTO><NICKNAME>Theirs</NICKNAME><X-OTHER>1</X-OTHER>`,
  );
  const after = card(`<FN>Somebody</FN><NICKNAME>Theirs</NICKNAME><X-OTHER>1</X-OTHER>${PHOTO}`);
  expect(xmlEqual(vcardTemp.toElement(before, picture, "News"), after)).toBe(true);
});

test("gets a nickname where it has none", () => {
  expect(
    xmlEqual(
      vcardTemp.toElement(card("<FN>A</FN>"), undefined, "News"),
      card("<FN>A</FN><NICKNAME>News</NICKNAME>"),
    ),
  ).toBe(true);
});

test("keeps its picture where we have none", () => {
  const before = card(`${PHOTO}<NICKNAME>A</NICKNAME>`);
  expect(vcardTemp.says(before, undefined)).toBe(true);
  expect(vcardTemp.toElement(before, undefined, "News").getChild("PHOTO")).toBeDefined();
});

test("shows a picture however its text is broken into lines", () => {
  const broken = card(`<NICKNAME>A</NICKNAME><PHOTO><BINVAL>\n  aG\n  k=\n</BINVAL></PHOTO>`);
  expect(vcardTemp.says(broken, picture)).toBe(true);
});

test.each([
  ["without a picture", "<NICKNAME>A</NICKNAME>"],
  ["with another picture", "<NICKNAME>A</NICKNAME><PHOTO><BINVAL>b2xk</BINVAL></PHOTO>"],
  ["without a nickname", PHOTO],
  ["with an empty nickname", `<NICKNAME/>${PHOTO}`],
])("%s is to be changed", (_, inside) => {
  expect(vcardTemp.says(card(inside), picture)).toBe(false);
});
