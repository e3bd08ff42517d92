/** What the account says of itself: nickname, vCard and avatar, in the places where clients look (XEP-0163). */

import * as avatar from "../xmpp/avatar.ts";
import * as disco from "../xmpp/disco.ts";
import { UnsendableError } from "../xmpp/guard.ts";
import { ensureNode } from "../xmpp/node.ts";
import * as nick from "../xmpp/nick.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Element, Requester } from "../xmpp/stanza.ts";
import * as vcardTemp from "../xmpp/vcard-temp.ts";
import * as vcard4 from "../xmpp/vcard4.ts";

export interface Profile {
  readonly nick: string;
  readonly description: string;
  /** The newsletter on the web. */
  readonly url: string;
  /** Without one, the avatar is as somebody else made it. */
  readonly picture: avatar.Picture | undefined;
}

export interface ProfileState {
  /** What was published, in words. */
  readonly changed: readonly string[];
  /** A sentence for each thing that the server does not take. */
  readonly notes: readonly string[];
  /** The SHA-1 of the picture in the account's vCard, for presence (XEP-0153); servers that convert say it themselves. */
  readonly photo: string | undefined;
}

/** Everybody may read these: the account is as public as the newsletter. */
const OPEN = new Map([
  ["pubsub#access_model", ["open"]],
  ["pubsub#persist_items", ["1"]],
]);
/** XEP-0398: what is published in one way, the server shows in the other. */
const CONVERSION = "urn:xmpp:pep-vcard-conversion:0";

/** Reads what the account says of itself and publishes what differs. Fails with a `SessionError` alone. */
export async function ensureProfile(
  xmpp: Requester,
  account: string,
  { nick: name, description, url, picture }: Profile,
): Promise<ProfileState> {
  const changed: string[] = [];
  const notes: string[] = [];
  const attempt = async (what: string, task: () => Promise<boolean>): Promise<void> => {
    try {
      if (await task()) changed.push(what);
    } catch (error) {
      if (!isStanzaError(error) && !(error instanceof UnsendableError)) throw error;
      notes.push(`the account goes without its ${what}: ${error.message}`);
    }
  };
  const card = { name, note: description, url };
  await attempt("nickname", () => ensureNick(xmpp, account, name));
  await attempt("vCard", () => ensureCard(xmpp, account, card));
  if (picture) await attempt("avatar", () => ensureAvatar(xmpp, account, picture));
  if (await isConverted(xmpp, account)) return { changed, notes, photo: undefined };
  let kept = false;
  await attempt("vcard-temp", async () => {
    const before = await vcardTemp.read(xmpp);
    const isRight = before === undefined || vcardTemp.says(before, picture);
    if (!isRight) await vcardTemp.write(xmpp, vcardTemp.toElement(before, picture, name));
    kept = before !== undefined;
    return !isRight;
  });
  return { changed, notes, photo: kept ? picture?.id : undefined };
}

async function ensureNick(xmpp: Requester, service: string, name: string): Promise<boolean> {
  const at = { service, node: nick.NS };
  if (nick.fromElement(await current(xmpp, at)) === name) return false;
  await publish(xmpp, at, vcard4.CURRENT, nick.toElement(name));
  return true;
}

async function ensureCard(xmpp: Requester, service: string, card: vcard4.Card): Promise<boolean> {
  const at = { service, node: vcard4.NODE };
  const before = await current(xmpp, at);
  if (vcard4.says(before, card)) return false;
  await publish(xmpp, at, vcard4.CURRENT, vcard4.toElement(card, before));
  return true;
}

/** The picture before what tells of it: whoever is told fetches it at once. */
async function ensureAvatar(xmpp: Requester, service: string, picture: avatar.Picture): Promise<boolean> {
  const told = { service, node: avatar.NS_METADATA };
  if (avatar.pictureId(await current(xmpp, told)) === picture.id) return false;
  await publish(xmpp, { service, node: avatar.NS_DATA }, picture.id, avatar.toData(picture));
  await publish(xmpp, told, picture.id, avatar.toMetadata(picture));
  return true;
}

async function isConverted(xmpp: Requester, account: string): Promise<boolean> {
  try {
    return (await disco.describe(xmpp, account)).features.includes(CONVERSION);
  } catch (error) {
    if (isStanzaError(error)) return false;
    throw error;
  }
}

/** The payload of the newest item. */
async function current(xmpp: Requester, at: pubsub.Node): Promise<Element | undefined> {
  try {
    return (await pubsub.newestItems(xmpp, at, 1)).items.at(-1)?.payload;
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return undefined;
    throw error;
  }
}

async function publish(xmpp: Requester, at: pubsub.Node, id: string, payload: Element): Promise<void> {
  await ensureNode(xmpp, at, OPEN, {});
  await pubsub.publish(xmpp, at, { id, payload });
}
