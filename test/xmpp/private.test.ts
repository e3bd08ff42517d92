/** What the bot remembers at its server, where nobody else sees it. */

import { describe, expect, test } from "vitest";
import { createMemory } from "../../src/xmpp/private.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation, element } from "../support/conversation.ts";

const ACCOUNT = "bot@example.org";
const NODE = "urn:x-newsstand:record";
const { creates, exists, reads, sets, publishes, asksItems, holds } = nodeSteps(ACCOUNT, NODE);
const right = {
  access_model: "whitelist",
  publish_model: "publishers",
  persist_items: "1",
  send_last_published_item: "never",
  deliver_payloads: "0",
  notify_retract: "0",
  max_items: "max",
};
const NOTE = `<note xmlns="urn:x">5</note>`;
const write = publishes("a", NOTE, { access_model: "whitelist" });
const note = () => element(NOTE);

describe("the node", () => {
  test("is made private before anything is written to it", async () => {
    const open = { ...right, access_model: "presence", send_last_published_item: "on_sub", max_items: "1" };
    const xmpp = conversation(
      creates,
      reads(open),
      sets({ access_model: "whitelist", send_last_published_item: "never" }),
      sets({ max_items: "max" }),
      reads(right),
      write,
    );
    await createMemory(xmpp, ACCOUNT, NODE).write("a", note());
    xmpp.end();
  });

  test("is looked at once", async () => {
    const xmpp = conversation(exists, reads(right), write, write);
    const memory = createMemory(xmpp, ACCOUNT, NODE);
    await memory.write("a", note());
    await memory.write("a", note());
    xmpp.end();
  });

  test("is not written to where the server does not keep it private", async () => {
    const open = { ...right, access_model: "open" };
    const xmpp = conversation(exists, reads(open), sets({ access_model: "whitelist" }), reads(open));
    await expect(createMemory(xmpp, ACCOUNT, NODE).write("a", note())).rejects.toThrow(
      `does not keep the node ${NODE} private`,
    );
    xmpp.end();
  });

  test("is not written to where nobody says who may read it", async () => {
    const { access_model: _, ...silent } = right;
    const xmpp = conversation(creates, reads(silent), sets({ access_model: "whitelist" }), reads(silent));
    await expect(createMemory(xmpp, ACCOUNT, NODE).write("a", note())).rejects.toThrow("private");
    xmpp.end();
  });

  test("that somebody opened meanwhile is closed before anything is written", async () => {
    const xmpp = conversation(
      exists,
      reads(right),
      { ...write, fails: refusal("conflict") },
      exists,
      reads({ ...right, access_model: "open" }),
      sets({ access_model: "whitelist" }),
      reads(right),
      write,
    );
    await createMemory(xmpp, ACCOUNT, NODE).write("a", note());
    xmpp.end();
  });

  test("that somebody deleted meanwhile is made again", async () => {
    const gone = { ...write, fails: refusal("item-not-found") };
    const xmpp = conversation(exists, reads(right), gone, creates, reads(right), write);
    await createMemory(xmpp, ACCOUNT, NODE).write("a", note());
    xmpp.end();
  });

  test("that could not be made is tried again at the next write", async () => {
    const xmpp = conversation(
      { ...creates, fails: refusal("internal-server-error", "", "wait") },
      creates,
      reads(right),
      write,
    );
    const memory = createMemory(xmpp, ACCOUNT, NODE);
    await expect(memory.write("a", note())).rejects.toThrow("internal-server-error");
    await memory.write("a", note());
    xmpp.end();
  });
});

describe("reading", () => {
  test("gives what there is of the ids that are asked for", async () => {
    const xmpp = conversation({ ...asksItems(["a", "b"]), receives: holds({ a: NOTE }) });
    const read = await createMemory(xmpp, ACCOUNT, NODE).read(["a", "b"]);
    expect([...read].map(([id, payload]) => [id, payload.getText()])).toEqual([["a", "5"]]);
    xmpp.end();
  });

  test("gives everything when nothing is named", async () => {
    const xmpp = conversation({
      sends: `
        <pubsub xmlns="http://jabber.org/protocol/pubsub">
          <items node="${NODE}"/><set xmlns="http://jabber.org/protocol/rsm"><max>100</max></set>
        </pubsub>`,
      receives: holds({ a: NOTE, b: NOTE, empty: "" }),
    });
    expect([...(await createMemory(xmpp, ACCOUNT, NODE).read()).keys()]).toEqual(["a", "b"]);
    xmpp.end();
  });

  test("asks for nothing when no id is", async () => {
    const xmpp = conversation();
    expect(await createMemory(xmpp, ACCOUNT, NODE).read([])).toEqual(new Map());
    xmpp.end();
  });

  test("finds nothing where there is no node, and makes none", async () => {
    const xmpp = conversation({ ...asksItems(["a"]), fails: refusal("item-not-found") });
    expect(await createMemory(xmpp, ACCOUNT, NODE).read(["a"])).toEqual(new Map());
    xmpp.end();
  });

  test("of a server without PEP is the caller's to tell", async () => {
    const xmpp = conversation({ ...asksItems(["a"]), fails: refusal("service-unavailable") });
    await expect(createMemory(xmpp, ACCOUNT, NODE).read(["a"])).rejects.toThrow("service-unavailable");
  });
});

describe("forgetting", () => {
  const retracts = {
    to: ACCOUNT,
    sends: `
      <pubsub xmlns="http://jabber.org/protocol/pubsub">
        <retract node="${NODE}"><item id="a"/></retract>
      </pubsub>`,
  };

  test("takes the item out", async () => {
    const xmpp = conversation(retracts);
    await createMemory(xmpp, ACCOUNT, NODE).forget("a");
    xmpp.end();
  });

  test("what is not there is done already", async () => {
    const xmpp = conversation({ ...retracts, fails: refusal("item-not-found") });
    await createMemory(xmpp, ACCOUNT, NODE).forget("a");
    xmpp.end();
  });

  test("fails where the server refuses", async () => {
    const xmpp = conversation({ ...retracts, fails: refusal("forbidden") });
    await expect(createMemory(xmpp, ACCOUNT, NODE).forget("a")).rejects.toThrow("forbidden");
  });
});
