/** XEP-0084: avatars, and XEP-0153: what presence says of them. */

import { expect, test } from "vitest";
import { pictureId, toData, toMetadata } from "../../src/xmpp/avatar.ts";
import { toUpdate } from "../../src/xmpp/vcard-avatar.ts";
import { element, xmlEqual } from "../support/conversation.ts";
import { pictureOf } from "../support/pictures.ts";

const picture = { ...pictureOf(), id: "abc", bytes: Uint8Array.from([104, 105]) };

test("the picture itself is base64", () => {
  expect(xmlEqual(toData(picture), element(`<data xmlns="urn:xmpp:avatar:data">aGk=</data>`))).toBe(true);
});

test("what there is to know of a picture: id, kind, bytes and pixels", () => {
  const expected = element(`
    <metadata xmlns="urn:xmpp:avatar:metadata">
      <info id="abc" type="image/png" bytes="2" width="64" height="64"/>
    </metadata>`);
  expect(xmlEqual(toMetadata(picture), expected)).toBe(true);
});

test("the id of a picture is read back", () => {
  expect(pictureId(toMetadata(picture))).toBe("abc");
});

test.each([
  ["nothing", undefined],
  ["a picture that was taken away", element(`<metadata xmlns="urn:xmpp:avatar:metadata"/>`)],
  ["something else", element(`<metadata xmlns="urn:x"><info id="abc"/></metadata>`)],
])("%s has no id", (_, payload) => {
  expect(pictureId(payload)).toBeUndefined();
});

test("presence tells the picture of the vCard, or that nothing is known of it", () => {
  const known = element(`<x xmlns="vcard-temp:x:update"><photo>abc</photo></x>`);
  expect(xmlEqual(toUpdate("abc"), known)).toBe(true);
  expect(xmlEqual(toUpdate(undefined), element(`<x xmlns="vcard-temp:x:update"/>`))).toBe(true);
});
