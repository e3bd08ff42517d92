/** How many items the nodes can hold is found out seldom, and what the service allows goes before what an operator hopes. */

import { expect, test } from "vitest";
import { openNodes } from "../../src/publish/nodes.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Requester } from "../../src/xmpp/stanza.ts";
import { element } from "../support/xml.ts";

const SERVICE = "pubsub.example.org";
const at = { service: SERVICE, node: "news" };

/** A service whose form says how much it allows, or that says nothing, and lets nobody make nodes. */
function service() {
  const world = { allows: 256 as number | undefined, asked: 0 };
  const refuse = () => Promise.reject(new StanzaError({ condition: "forbidden", type: "auth" }));
  const xmpp: Requester = {
    get(payload) {
      if (payload.is("query")) return Promise.resolve(element(`<query xmlns="x"/>`));
      world.asked += 1;
      if (world.allows === undefined) return refuse();
      return Promise.resolve(
        element(`<pubsub xmlns="http://jabber.org/protocol/pubsub#owner"><default><x xmlns="jabber:x:data" type="form">
          <field var="pubsub#max_items"><validate xmlns="http://jabber.org/protocol/xdata-validate">
          <range min="1" max="${world.allows}"/></validate></field></x></default></pubsub>`),
      );
    },
    set: refuse,
    send: () => {},
  };
  return { world, xmpp };
}

/** What is remembered from session to session. */
function memory(known?: number) {
  let capacity = known;
  return { capacity: () => capacity, learn: (now: number | undefined) => void (capacity = now) };
}

const open = ({ xmpp }: ReturnType<typeof service>, ledger = memory(), maxItems?: number) =>
  openNodes({
    xmpp,
    service: SERVICE,
    ledger,
    maxItems,
    options: {
      title: "News",
      description: "",
      language: "en",
      deliverPayloads: true,
      notificationType: "normal",
    },
    picture: undefined,
    did: () => {},
    note: () => {},
    detail: () => {},
  });

test("what the service allows is found out once, and remembered for the sessions after", async () => {
  const there = service();
  const ledger = memory();
  const first = await open(there, ledger);
  expect([first.capacity(at), first.isRemembered(), there.world.asked]).toEqual([256, false, 1]);
  const second = await open(there, ledger);
  expect([second.capacity(at), second.isRemembered(), there.world.asked]).toEqual([256, true, 1]);
});

test("what is remembered is found out anew when somebody asks for that", async () => {
  const there = service();
  const ledger = memory(1_000);
  const nodes = await open(there, ledger);
  expect(nodes.capacity(at)).toBe(1_000);
  expect([await nodes.measure(), nodes.capacity(at), ledger.capacity()]).toEqual([true, 256, 256]);
  expect([await nodes.measure(), nodes.isRemembered()]).toEqual([false, false]);
});

test.each([
  [256, 500, 256],
  [256, 100, 100],
  [undefined, 500, 500],
  [undefined, undefined, undefined],
] as const)(
  "where a service allows %s and an operator says %s, a node holds %s",
  async (allows, says, holds) => {
    const there = service();
    there.world.allows = allows;
    expect((await open(there, memory(), says)).capacity(at)).toBe(holds);
  },
);
