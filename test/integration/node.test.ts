/** Nodes are made, configured, measured and kept private, by accounts with rights and without, on real servers. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { learnCapacity } from "../../src/publish/capacity.ts";
import { ensureNodeAvatar } from "../../src/publish/node-avatar.ts";
import { configurationOf, ensureNode, hasMax, inspectNode } from "../../src/publish/node.ts";
import { createMemory } from "../../src/xmpp/private.ts";
import * as pubsub from "../../src/xmpp/pubsub.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { type LoggedIn, login } from "../support/login.ts";
import { pictureOf } from "../support/pictures.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";

const wanted = configurationOf(
  { kinds: ["issue"], languages: ["de"], concepts: [], years: [] },
  {
    title: "News",
    description: "Every month",
    language: "en",
    deliverPayloads: true,
    notificationType: "normal",
  },
);
const entry = () => xml("entry", { xmlns: "http://www.w3.org/2005/Atom" }, xml("title", {}, "News"));
const fields = (values: Readonly<Record<string, string>>) =>
  new Map(Object.entries(values).map(([name, value]) => [`pubsub#${name}`, [value]]));

describe.each([
  ["Prosody", startProsody, 256],
  ["ejabberd", startEjabberd, 1000],
] as const)("on %s", (_, startServer, capacity) => {
  let server: Server;
  let maker: LoggedIn;
  let stranger: LoggedIn;

  beforeAll(async () => {
    // On Prosody, the first account alone may create nodes.
    server = await startServer({ accounts: { maker: "maker-password", stranger: "stranger-password" } });
    maker = await login(server, "maker");
    stranger = await login(server, "stranger");
  });

  afterAll(async () => {
    await maker?.stop();
    await stranger?.stop();
    await server?.stop();
  });

  const services = ["service", "PEP"] as const;
  const at = (kind: (typeof services)[number], node: string): pubsub.Node => ({
    service: kind === "PEP" ? server.jid("maker") : server.pubsub,
    node,
  });
  const nodesOf = async (service: string) => {
    const answer = await maker.get(
      xml("query", { xmlns: "http://jabber.org/protocol/disco#items" }),
      service,
    );
    return (answer?.getChildren("item") ?? []).map(({ attrs }) => attrs["node"]);
  };
  const affiliate = (node: pubsub.Node, affiliation: string) =>
    maker.set(
      xml(
        "pubsub",
        { xmlns: pubsub.NS_OWNER },
        xml(
          "affiliations",
          { node: node.node },
          xml("affiliation", { jid: server.jid("stranger"), affiliation }),
        ),
      ),
      node.service,
    );

  describe.each(services)("%s", (kind) => {
    test("a node is missing, is made, and is right from then on", async () => {
      const node = at(kind, "made");
      const max = await hasMax(maker, node.service);
      expect(await inspectNode(maker, node, wanted, { max })).toMatchObject({ exists: false, problems: [] });
      expect(await ensureNode(maker, node, wanted, { max })).toMatchObject({
        created: true,
        refused: [],
        notes: [],
      });
      const again = await ensureNode(maker, node, wanted, { max });
      expect(again).toMatchObject({ created: false, changed: [], refused: [], notes: [] });
      expect(await inspectNode(maker, node, wanted, { max })).toEqual({
        exists: true,
        drift: [],
        problems: [],
        capacity: again.capacity,
      });
    });

    test("what somebody changed is found, and repaired", async () => {
      const node = at(kind, "drifting");
      const max = await hasMax(maker, node.service);
      await ensureNode(maker, node, wanted, { max });
      await pubsub.configure(
        maker,
        node,
        fields({ title: "Theirs", notification_type: "headline", max_items: "20" }),
      );
      const { drift, problems } = await inspectNode(maker, node, wanted, { max });
      expect(Object.fromEntries(drift.map(({ field, has }) => [field, has]))).toEqual({
        "pubsub#max_items": "20",
        "pubsub#notification_type": "headline",
        "pubsub#title": "Theirs",
      });
      expect(problems).toEqual([]);
      await ensureNode(maker, node, wanted, { max });
      expect((await inspectNode(maker, node, wanted, { max })).drift).toEqual([]);
    });

    test("how many items a node can hold is learned, and no node is left behind", async () => {
      const { service } = at(kind, "");
      expect(await learnCapacity(maker, service)).toBe(capacity);
      expect(await nodesOf(service)).not.toContain("urn:x-newsstand:scratch");
    });

    test("a node of somebody else is named as that", async () => {
      const node = at(kind, "closed");
      await pubsub.create(maker, node, fields({ access_model: "open" }));
      const about = kind === "PEP" ? "NEWSSTAND_PUBSUB" : "belongs to somebody else";
      await expect(ensureNode(stranger, node, wanted, { max: true })).rejects.toThrow(about);
      const { problems } = await inspectNode(stranger, node, wanted, { max: true });
      expect(problems).toEqual([expect.stringContaining(about)]);
    });

    test("a publisher publishes to a node of somebody else, which stays as it is", async () => {
      const node = at(kind, "shared");
      await pubsub.create(maker, node, fields({ access_model: "open", title: "Theirs" }));
      await affiliate(node, "publisher");
      const { problems } = await inspectNode(stranger, node, wanted, { max: true });
      expect(problems).toEqual([expect.stringContaining("not its owner")]);
      const { created, changed, notes } = await ensureNode(stranger, node, wanted, { max: true });
      expect({ created, changed, notes: notes.length }).toEqual({ created: false, changed: [], notes: 1 });
      await pubsub.publish(stranger, node, { id: "a", payload: entry() });
      expect(await pubsub.itemsOf(stranger, node, ["a"])).toHaveLength(1);
    });

    test("the picture of a node is published once, beside the entries", async () => {
      const node = at(kind, "pictured");
      await ensureNode(maker, node, wanted, { max: true });
      expect(await ensureNodeAvatar(maker, node, pictureOf(64))).toBe(true);
      await pubsub.publish(maker, node, { id: "a", payload: entry() });
      expect(await ensureNodeAvatar(maker, node, pictureOf(64))).toBe(false);
      expect(await ensureNodeAvatar(maker, node, pictureOf(48))).toBe(true);
      const items = await Array.fromAsync(pubsub.items(maker, node));
      expect(items.map(({ id }) => id).toSorted()).toEqual(["a", "urn:xmpp:avatar:metadata"]);
    });
  });

  test("who may not create nodes is told who can let him", async () => {
    // ejabberd lets everybody create nodes, but at the account of another nobody may.
    const node = at(server.name === "Prosody" ? "service" : "PEP", "forbidden");
    const failure = ensureNode(stranger, node, wanted, { max: true });
    await expect(failure).rejects.toThrow("access_createnode");
    await expect(failure).rejects.toThrow(`no node forbidden at ${node.service}`);
  });

  test("an owner who may not create nodes has the one that was made for him", async () => {
    const node = at("service", "given");
    await pubsub.create(maker, node, fields({ access_model: "open" }));
    await affiliate(node, "owner");
    const max = await hasMax(stranger, node.service);
    const { changed, notes } = await ensureNode(stranger, node, wanted, { max });
    expect(changed).toContain("pubsub#title");
    expect(notes).toEqual([]);
  });

  describe("a memory", () => {
    const NODE = "urn:x-newsstand:test";
    const note = (text: string) => xml("note", { xmlns: "urn:x-newsstand:test" }, text);
    const asStranger = () => pubsub.itemsOf(stranger, { service: server.jid("maker"), node: NODE }, ["0"]);

    test("keeps many things, of which a stranger sees none", async () => {
      const memory = createMemory(maker, server.jid("maker"), NODE);
      expect(await memory.read()).toEqual(new Map());
      for (let index = 0; index < 30; index += 1) await memory.write(String(index), note(`note ${index}`));
      const again = createMemory(maker, server.jid("maker"), NODE);
      expect((await again.read()).size).toBe(30);
      const some = await again.read(["3", "missing"]);
      expect([...some].map(([id, payload]) => [id, payload.getText()])).toEqual([["3", "note 3"]]);
      await expect(asStranger()).rejects.toThrow(/forbidden|not-allowed/u);
    });

    test("forgets, and what is forgotten is gone", async () => {
      const memory = createMemory(maker, server.jid("maker"), NODE);
      await memory.forget("3");
      await memory.forget("3");
      expect(await memory.read(["3"])).toEqual(new Map());
    });

    test("that somebody opened is closed before the next thing is written, by who runs already and who starts", async () => {
      const open = () =>
        pubsub.configure(
          maker,
          { service: server.jid("maker"), node: NODE },
          fields({ access_model: "open" }),
        );
      const running = createMemory(maker, server.jid("maker"), NODE);
      await running.write("0", note("first"));
      await open();
      expect(await asStranger()).toHaveLength(1);
      await running.write("0", note("second"));
      await expect(asStranger()).rejects.toThrow(/forbidden|not-allowed/u);
      await open();
      await createMemory(maker, server.jid("maker"), NODE).write("0", note("third"));
      await expect(asStranger()).rejects.toThrow(/forbidden|not-allowed/u);
    });

    test("that somebody deleted is private when it is made again", async () => {
      const memory = createMemory(maker, server.jid("maker"), NODE);
      await memory.write("0", note("first"));
      await pubsub.deleteNode(maker, { service: server.jid("maker"), node: NODE });
      await memory.write("0", note("second"));
      await expect(asStranger()).rejects.toThrow(/forbidden|not-allowed/u);
      expect([...(await memory.read()).keys()]).toEqual(["0"]);
    });
  });
});
