/** XEP-0054: vcard-temp (1.3.0, partial). */

import { base64, type Picture } from "./avatar.ts";
import { isStanzaError } from "./stanza-error.ts";
import { type Element, type Requester, xml } from "./stanza.ts";

export const NS = "vcard-temp";

/** The account's own vCard; one that was never stored is empty. Nothing where the server keeps no such vCards. */
export async function read(xmpp: Requester): Promise<Element | undefined> {
  try {
    return (await xmpp.get(xml("vCard", { xmlns: NS }))) ?? xml("vCard", { xmlns: NS });
  } catch (error) {
    if (isStanzaError(error, "service-unavailable", "feature-not-implemented")) return undefined;
    // What was never stored, as the specification has it (section 3.1).
    if (isStanzaError(error, "item-not-found")) return xml("vCard", { xmlns: NS });
    throw error;
  }
}

export async function write(xmpp: Requester, vcard: Element): Promise<void> {
  await xmpp.set(vcard);
}

/** The vCard with this picture, and with this nickname where it has none; everything else in it stays. */
export function toElement(before: Element, picture: Picture | undefined, nick: string): Element {
  const replaced = picture === undefined ? [] : ["PHOTO"];
  const kept = before.getChildElements().filter((child) => !replaced.includes(child.getName()));
  const nickname = hasNickname(before) ? undefined : xml("NICKNAME", {}, nick);
  const photo =
    picture && xml("PHOTO", {}, xml("TYPE", {}, picture.type), xml("BINVAL", {}, base64(picture.bytes)));
  return xml("vCard", { xmlns: NS }, ...kept, nickname, photo);
}

/** Whether the vCard shows this picture, and has a nickname. */
export function says(vcard: Element, picture: Picture | undefined): boolean {
  return hasNickname(vcard) && (picture === undefined || shows(vcard, picture));
}

function shows(vcard: Element, { bytes }: Picture): boolean {
  // Clients break the text into lines.
  return vcard.getChild("PHOTO")?.getChildText("BINVAL")?.replaceAll(/\s/gu, "") === base64(bytes);
}

function hasNickname(vcard: Element): boolean {
  return (vcard.getChildText("NICKNAME") ?? "") !== "";
}
