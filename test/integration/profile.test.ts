/** What the account says of itself, as a stranger sees it, on real servers that convert vCards and that do not. */

import { describe, expect, test } from "vitest";
import { ensureProfile } from "../../src/publish/profile.ts";
import * as pubsub from "../../src/xmpp/pubsub.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { type LoggedIn, login } from "../support/login.ts";
import { pictureOf } from "../support/pictures.ts";
import { startProsody } from "../support/prosody.ts";

const profile = {
  nick: "News",
  description: "Every month",
  url: "https://example.org/",
  picture: pictureOf(),
};
const LEGACY = `VirtualHost "localhost"
  modules_enabled = { "vcard_legacy" }`;
const AVATAR = "  mod_avatar: {}\n  mod_vcard_xupdate: {}";

describe.each([
  ["Prosody", () => startProsody(), { old: "unavailable", converts: false }],
  ["Prosody that converts", () => startProsody({ lua: LEGACY }), { old: "kept", converts: true }],
  ["ejabberd", () => startEjabberd(), { old: "kept", converts: false }],
  ["ejabberd that converts", () => startEjabberd({ yaml: AVATAR }), { old: "kept", converts: true }],
] as const)("on %s", (_, start, { old, converts }) => {
  test("a stranger sees it everywhere, and nothing is said twice", async () => {
    await using server = await start();
    await using bot = await login(server, "bot");
    await using reader = await login(server, "reader");
    const account = server.jid("bot");
    const seen = async (session: LoggedIn, node: string) =>
      String((await pubsub.newestItems(session, { service: account, node }, 1)).items[0]?.payload);

    const first = await ensureProfile(bot, account, profile);
    expect(first.changed.slice(0, 3)).toEqual(["nickname", "vCard", "avatar"]);
    expect(first.notes).toEqual([]);
    expect(first.photo).toBe(old === "unavailable" || converts ? undefined : profile.picture.id);

    expect(await seen(reader, "http://jabber.org/protocol/nick")).toContain(">News<");
    expect(await seen(reader, "urn:xmpp:vcard4")).toContain("Every month");
    expect(await seen(reader, "urn:xmpp:avatar:metadata")).toContain(profile.picture.id);
    const base64 = Buffer.from(profile.picture.bytes).toString("base64");
    expect(await seen(reader, "urn:xmpp:avatar:data")).toContain(base64);
    // A server without old vCards refuses the question.
    const card = await reader.get(xml("vCard", { xmlns: "vcard-temp" }), account).catch(() => undefined);
    expect(card?.getChild("PHOTO")?.getChildText("BINVAL")).toBe(old === "kept" ? base64 : undefined);

    expect((await ensureProfile(bot, account, profile)).changed).toEqual([]);
    const changed = await ensureProfile(bot, account, { ...profile, picture: pictureOf(48) });
    expect(changed.changed[0]).toBe("avatar");
    expect(await seen(reader, "urn:xmpp:avatar:metadata")).toContain(pictureOf(48).id);
    expect((await ensureProfile(bot, account, { ...profile, picture: pictureOf(48) })).changed).toEqual([]);
  });
});
