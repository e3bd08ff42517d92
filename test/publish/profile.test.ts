/** What the account says of itself: read first, and published only where it differs. */

import { describe, expect, test } from "vitest";
import { ensureProfile } from "../../src/publish/profile.ts";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation, type Step } from "../support/conversation.ts";
import { pictureOf } from "../support/pictures.ts";

const ACCOUNT = "bot@example.org";
const picture = pictureOf();
const DATA = Buffer.from(picture.bytes).toString("base64");
const profile = { nick: "News", description: "", url: "https://example.org/", picture };

const nick = nodeSteps(ACCOUNT, "http://jabber.org/protocol/nick");
const vcard = nodeSteps(ACCOUNT, "urn:xmpp:vcard4");
const data = nodeSteps(ACCOUNT, "urn:xmpp:avatar:data");
const metadata = nodeSteps(ACCOUNT, "urn:xmpp:avatar:metadata");

const NICK = `<nick xmlns="http://jabber.org/protocol/nick">News</nick>`;
const CARD = `
  <vcard xmlns="urn:ietf:params:xml:ns:vcard-4.0">
    <kind><text>application</text></kind><fn><text>News</text></fn><nickname><text>News</text></nickname>
    <url><uri>https://example.org/</uri></url>
  </vcard>`;
const METADATA = `
  <metadata xmlns="urn:xmpp:avatar:metadata">
    <info id="${picture.id}" type="image/png" bytes="${picture.bytes.length}" width="64" height="64"/>
  </metadata>`;
const PICTURE = `<data xmlns="urn:xmpp:avatar:data">${DATA}</data>`;
const PHOTO = `<PHOTO><TYPE>image/png</TYPE><BINVAL>${DATA}</BINVAL></PHOTO>`;

const hasNick: Step = { ...nick.asksItems(1), receives: nick.holds({ current: NICK }) };
const hasCard: Step = { ...vcard.asksItems(1), receives: vcard.holds({ current: CARD }) };
const hasAvatar: Step = { ...metadata.asksItems(1), receives: metadata.holds({ [picture.id]: METADATA }) };
const can = (...features: string[]): Step => ({
  to: ACCOUNT,
  sends: `<query xmlns="http://jabber.org/protocol/disco#info"/>`,
  receives: `
    <query xmlns="http://jabber.org/protocol/disco#info">
      ${features.map((feature) => `<feature var="${feature}"/>`).join("")}
    </query>`,
});
const converts = can("urn:xmpp:pep-vcard-conversion:0");
const asksOld: Step = { type: "get", sends: `<vCard xmlns="vcard-temp"/>` };
const hasOld: Step = {
  ...asksOld,
  receives: `<vCard xmlns="vcard-temp"><NICKNAME>Mine</NICKNAME>${PHOTO}</vCard>`,
};
const open = { access_model: "open", persist_items: "1" };

test("nothing is said again", async () => {
  const xmpp = conversation(hasNick, hasCard, hasAvatar, can(), hasOld);
  expect(await ensureProfile(xmpp, ACCOUNT, profile)).toEqual({ changed: [], notes: [], photo: picture.id });
  xmpp.end();
});

test("a new account says everything, for everybody to read, and the picture before what tells of it", async () => {
  const missing = { fails: refusal("item-not-found") };
  const opens = ({ creates, reads, sets }: typeof nick): Step[] => [
    creates,
    reads({ access_model: "presence", persist_items: "1" }),
    sets({ access_model: "open" }),
    reads(open),
  ];
  const xmpp = conversation(
    { ...nick.asksItems(1), ...missing },
    ...opens(nick),
    nick.publishes("current", NICK),
    { ...vcard.asksItems(1), ...missing },
    ...opens(vcard),
    vcard.publishes("current", CARD),
    { ...metadata.asksItems(1), ...missing },
    ...opens(data),
    data.publishes(picture.id, PICTURE),
    ...opens(metadata),
    metadata.publishes(picture.id, METADATA),
    can(),
    asksOld,
    { type: "set", sends: `<vCard xmlns="vcard-temp"><NICKNAME>News</NICKNAME>${PHOTO}</vCard>` },
  );
  expect(await ensureProfile(xmpp, ACCOUNT, profile)).toEqual({
    changed: ["nickname", "vCard", "avatar", "vcard-temp"],
    notes: [],
    photo: picture.id,
  });
  xmpp.end();
});

test("only what differs is published, and what others put into the vCard stays", async () => {
  const phone = `<tel><uri>tel:+1</uri></tel>`;
  const theirs = CARD.replace("<fn><text>News", "<fn><text>Old").replace("</vcard>", `${phone}</vcard>`);
  const xmpp = conversation(
    hasNick,
    { ...vcard.asksItems(1), receives: vcard.holds({ current: theirs }) },
    vcard.exists,
    vcard.reads(open),
    vcard.publishes("current", CARD.replace("</vcard>", `${phone}</vcard>`)),
    hasAvatar,
    converts,
  );
  expect((await ensureProfile(xmpp, ACCOUNT, profile)).changed).toEqual(["vCard"]);
  xmpp.end();
});

test("a server that converts keeps the old vCard itself, and tells of the picture in presence", async () => {
  const xmpp = conversation(hasNick, hasCard, hasAvatar, converts);
  expect(await ensureProfile(xmpp, ACCOUNT, profile)).toEqual({ changed: [], notes: [], photo: undefined });
  xmpp.end();
});

test("without a picture, the avatar is left alone", async () => {
  const old = { ...asksOld, receives: `<vCard xmlns="vcard-temp"><NICKNAME>Mine</NICKNAME></vCard>` };
  const xmpp = conversation(hasNick, hasCard, can(), old);
  expect(await ensureProfile(xmpp, ACCOUNT, { ...profile, picture: undefined })).toEqual({
    changed: [],
    notes: [],
    photo: undefined,
  });
  xmpp.end();
});

describe("a server that cannot do all of it", () => {
  test("without PEP is noted once for each thing, and nothing fails", async () => {
    const unavailable = { fails: refusal("service-unavailable") };
    const xmpp = conversation(
      { ...nick.asksItems(1), ...unavailable },
      { ...vcard.asksItems(1), ...unavailable },
      { ...metadata.asksItems(1), ...unavailable },
      { ...can(), ...unavailable },
      hasOld,
    );
    const { changed, notes, photo } = await ensureProfile(xmpp, ACCOUNT, profile);
    expect(changed).toEqual([]);
    expect(notes.map((note) => /without its (\S+):/u.exec(note)?.[1])).toEqual([
      "nickname",
      "vCard",
      "avatar",
    ]);
    expect(photo).toBe(picture.id);
    xmpp.end();
  });

  test("without old vCards shows no picture in presence, which is nothing to note", async () => {
    const xmpp = conversation(hasNick, hasCard, hasAvatar, can(), {
      ...asksOld,
      fails: refusal("service-unavailable"),
    });
    const { notes, photo } = await ensureProfile(xmpp, ACCOUNT, profile);
    expect(notes).toEqual([]);
    expect(photo).toBeUndefined();
    xmpp.end();
  });

  test("a picture that ended the stream is noted, and the rest goes on", async () => {
    const refuse = () => Promise.reject(new UnsendableError("it is not sent again"));
    const { notes } = await ensureProfile(
      { get: () => Promise.resolve(undefined), set: refuse, send() {} },
      ACCOUNT,
      profile,
    );
    expect(notes).toContain("the account goes without its avatar: it is not sent again");
  });

  test("a lost session is the caller's to tell", async () => {
    const lost = () => Promise.reject(new Error("the session was lost"));
    await expect(ensureProfile({ get: lost, set: lost, send() {} }, ACCOUNT, profile)).rejects.toThrow(
      "lost",
    );
  });
});
