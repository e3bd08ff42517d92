/** XEP-0402: bookmarks of rooms. */

import { describe, expect, test } from "vitest";
import { createBookmarks, NS } from "../../src/xmpp/bookmarks.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation, element, xmlEqual } from "../support/conversation.ts";

const ACCOUNT = "bot@example.org";
const ROOM = "team@rooms.example.org";
const { creates, exists, reads, sets, publishes, asksItems, holds } = nodeSteps(ACCOUNT, NS);
const right = {
  access_model: "whitelist",
  persist_items: "1",
  send_last_published_item: "never",
  max_items: "max",
};
const asksAll = {
  to: ACCOUNT,
  sends: `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${NS}"/>
    <set xmlns="http://jabber.org/protocol/rsm"><max>100</max></set></pubsub>`,
};
const retracts = {
  to: ACCOUNT,
  sends: `<pubsub xmlns="http://jabber.org/protocol/pubsub">
    <retract node="${NS}" notify="true"><item id="${ROOM}"/></retract></pubsub>`,
};
const FULL = `<conference xmlns="${NS}" name="Team" autojoin="true"><nick>stand</nick><password>sesame</password>
  <extensions><pinned xmlns="urn:other">yes</pinned></extensions></conference>`;

describe("reading", () => {
  test("gives everything that a bookmark says", async () => {
    const xmpp = conversation({ ...asksItems([ROOM]), receives: holds({ [ROOM]: FULL }) });
    const found = await createBookmarks(xmpp, ACCOUNT).find(ROOM);
    expect(found).toMatchObject({
      room: ROOM,
      autojoin: true,
      name: "Team",
      nick: "stand",
      password: "sesame",
    });
    expect(found?.extensions.map((each) => each.getText())).toEqual(["yes"]);
    xmpp.end();
  });

  test("understands the other spelling of true, and that nothing is false", async () => {
    const xmpp = conversation({
      ...asksAll,
      receives: holds({
        [ROOM]: `<conference xmlns="${NS}" autojoin="1"/>`,
        "Other@rooms.example.org": `<conference xmlns="${NS}"/>`,
      }),
    });
    const all = await createBookmarks(xmpp, ACCOUNT).all();
    expect(all.map(({ room, autojoin }) => [room, autojoin])).toEqual([
      [ROOM, true],
      ["other@rooms.example.org", false],
    ]);
    xmpp.end();
  });

  test("leaves out what is no bookmark of a room", async () => {
    const conference = `<conference xmlns="${NS}" autojoin="true"/>`;
    const xmpp = conversation({
      ...asksAll,
      receives: holds({
        "rooms.example.org": conference,
        "@": conference,
        [ROOM]: `<conference xmlns="urn:x"/>`,
      }),
    });
    expect(await createBookmarks(xmpp, ACCOUNT).all()).toEqual([]);
    xmpp.end();
  });

  test("finds none where nothing was ever bookmarked", async () => {
    const xmpp = conversation(
      { ...asksAll, fails: refusal("item-not-found") },
      { ...asksItems([ROOM]), fails: refusal("item-not-found") },
    );
    const bookmarks = createBookmarks(xmpp, ACCOUNT);
    expect(await bookmarks.all()).toEqual([]);
    expect(await bookmarks.find(ROOM)).toBeUndefined();
    xmpp.end();
  });

  test("fails where the server has no PEP", async () => {
    const xmpp = conversation({ ...asksAll, fails: refusal("service-unavailable") });
    await expect(createBookmarks(xmpp, ACCOUNT).all()).rejects.toThrow("service-unavailable");
    xmpp.end();
  });
});

describe("writing", () => {
  const bookmark = { room: ROOM, autojoin: true, nick: "newsstand", extensions: [] };
  const written = `<conference xmlns="${NS}" autojoin="true"><nick>newsstand</nick></conference>`;

  test("makes the node private and lasting before anything is in it", async () => {
    const open = { ...right, access_model: "presence", send_last_published_item: "on_sub", max_items: "1" };
    const xmpp = conversation(
      creates,
      reads(open),
      sets({ access_model: "whitelist", send_last_published_item: "never" }),
      sets({ max_items: "max" }),
      reads(right),
      publishes(ROOM, written, { access_model: "whitelist" }),
    );
    await createBookmarks(xmpp, ACCOUNT).save(bookmark);
    xmpp.end();
  });

  test("changes nothing of a node that another client has made well", async () => {
    const xmpp = conversation(
      exists,
      reads({ ...right, deliver_payloads: "1" }),
      publishes(ROOM, written, { access_model: "whitelist" }),
    );
    await createBookmarks(xmpp, ACCOUNT).save(bookmark);
    xmpp.end();
  });

  test("stores nothing where others could read it", async () => {
    const open = { ...right, access_model: "open" };
    const xmpp = conversation(exists, reads(open), sets({ access_model: "whitelist" }), reads(open));
    await expect(createBookmarks(xmpp, ACCOUNT).save(bookmark)).rejects.toThrow(
      "bot@example.org does not keep bookmarks private: none is stored",
    );
    xmpp.end();
  });

  test("keeps all that was read, what others have added included", async () => {
    const reading = conversation({ ...asksItems([ROOM]), receives: holds({ [ROOM]: FULL }) });
    const found = await createBookmarks(reading, ACCOUNT).find(ROOM);
    if (found === undefined) throw new Error("The bookmark was not read.");
    const sent: string[] = [];
    const writing = conversation(exists, reads(right));
    await createBookmarks(
      {
        ...writing,
        set(payload, to) {
          const item = payload.getChild("publish")?.getChild("item");
          if (item === undefined) return writing.set(payload, to);
          sent.push(String(item.getChild("conference")));
          return Promise.resolve(undefined);
        },
      },
      ACCOUNT,
    ).save(found);
    expect(xmlEqual(element(sent.join("")), element(FULL))).toBe(true);
    writing.end();
  });
});

describe("removing", () => {
  test("retracts the item, and tells other clients of the account", async () => {
    const xmpp = conversation(retracts);
    await createBookmarks(xmpp, ACCOUNT).remove(ROOM);
    xmpp.end();
  });

  test("is done where there is none", async () => {
    const xmpp = conversation({ ...retracts, fails: refusal("item-not-found") });
    await createBookmarks(xmpp, ACCOUNT).remove(ROOM);
    xmpp.end();
  });

  test("fails where the server refuses", async () => {
    const xmpp = conversation({ ...retracts, fails: refusal("forbidden", "", "auth") });
    await expect(createBookmarks(xmpp, ACCOUNT).remove(ROOM)).rejects.toThrow("forbidden");
    xmpp.end();
  });
});
