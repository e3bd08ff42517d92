/** How many items a node can hold is found out with a node made for that. */

import { describe, expect, test } from "vitest";
import { learnCapacity } from "../../src/publish/capacity.ts";
import { nodeSteps, refusal } from "../support/configuration.ts";
import { conversation, element, type Step } from "../support/conversation.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Requester } from "../../src/xmpp/stanza.ts";

const SERVICE = "pubsub.example.org";
const NS = "http://jabber.org/protocol/pubsub#owner";
const { createsWith, sets, deletes } = nodeSteps(SERVICE, "urn:x-newsstand:scratch");

const defaults = (range: string): Step => ({
  to: SERVICE,
  type: "get",
  sends: `<pubsub xmlns="${NS}"><default/></pubsub>`,
  receives: `
    <pubsub xmlns="${NS}"><default><x xmlns="jabber:x:data" type="form">
      <field var="pubsub#max_items">
        <value>20</value>
        <validate xmlns="http://jabber.org/protocol/xdata-validate">${range}</validate>
      </field>
    </x></default></pubsub>`,
});
const creates = createsWith({ access_model: "whitelist" });
const tries = (size: number, condition?: string): Step =>
  sets({ max_items: String(size) }, condition === undefined ? {} : { fails: refusal(condition, "", "wait") });

describe("a service that says it in its form", () => {
  test("is asked for nothing else", async () => {
    const xmpp = conversation(defaults(`<range min="1" max="256"/>`));
    expect(await learnCapacity(xmpp, SERVICE)).toBe(256);
    xmpp.end();
  });

  test("may hold more than anybody needs", async () => {
    expect(await learnCapacity(conversation(defaults(`<range max="10000"/>`)), SERVICE)).toBe(Infinity);
  });
});

describe("sizes are tried on a node that is deleted again", () => {
  test("in few requests for what packaged servers allow", async () => {
    const xmpp = conversation(
      defaults(""),
      creates,
      tries(10_000, "resource-constraint"),
      tries(1000),
      tries(1001, "resource-constraint"),
      deletes,
    );
    expect(await learnCapacity(xmpp, SERVICE)).toBe(1000);
    xmpp.end();
  });

  test("where a large number is taken there is no limit for us", async () => {
    const xmpp = conversation(defaults(""), creates, tries(10_000), deletes);
    expect(await learnCapacity(xmpp, SERVICE)).toBe(Infinity);
    xmpp.end();
  });

  test("of a service that has no default form, too", async () => {
    const asks = { ...defaults(""), fails: refusal("feature-not-implemented") };
    const xmpp = conversation(asks, creates, tries(10_000), deletes);
    expect(await learnCapacity(xmpp, SERVICE)).toBe(Infinity);
    xmpp.end();
  });

  test("a node that was left behind is taken over", async () => {
    const xmpp = conversation(
      defaults(""),
      { ...creates, fails: refusal("conflict") },
      tries(10_000),
      deletes,
    );
    expect(await learnCapacity(xmpp, SERVICE)).toBe(Infinity);
    xmpp.end();
  });
});

describe("what cannot be found out is unknown", () => {
  test("where no node may be made", async () => {
    const xmpp = conversation(defaults(""), { ...creates, fails: refusal("forbidden") });
    expect(await learnCapacity(xmpp, SERVICE)).toBeUndefined();
    xmpp.end();
  });

  test.each(["forbidden", "item-not-found"])(
    "where the node is not ours to try sizes on (%s)",
    async (condition) => {
      const xmpp = conversation(defaults(""), creates, tries(10_000, condition), {
        ...deletes,
        fails: refusal(condition),
      });
      expect(await learnCapacity(xmpp, SERVICE)).toBeUndefined();
      xmpp.end();
    },
  );

  test("where a session is lost meanwhile, which the caller is told", async () => {
    const lost = new Error("the session was lost");
    const xmpp = requester(() => lost);
    await expect(learnCapacity(xmpp, SERVICE)).rejects.toBe(lost);
  });
});

describe("a limit that nobody expects", () => {
  test.each([1, 2, 42, 255, 256, 257, 999, 1000, 1001, 5000, 9999])(
    "of %i is found exactly, in at most 20 requests",
    async (limit) => {
      let requests = 0;
      const xmpp = requester((size) => {
        requests += 1;
        return size !== undefined && size > limit ? refused() : undefined;
      });
      expect(await learnCapacity(xmpp, SERVICE)).toBe(limit);
      expect(requests).toBeLessThanOrEqual(20);
    },
  );

  test("of nothing at all is none", async () => {
    const xmpp = requester((size) => (size === undefined ? undefined : refused()));
    expect(await learnCapacity(xmpp, SERVICE)).toBeUndefined();
  });
});

function refused(): Error {
  return StanzaError.fromElement(element(refusal("bad-request")));
}

/** A service that answers requests by the size that they ask for, if they ask for one. */
function requester(fails: (size: number | undefined) => Error | undefined): Requester {
  const answer: Requester["get"] = (payload) => {
    const form = payload.getChild("configure")?.getChild("x", "jabber:x:data");
    const field = form?.getChildren("field").find(({ attrs }) => attrs["var"] === "pubsub#max_items");
    const error = fails(field && Number(field.getChildText("value")));
    return error === undefined ? Promise.resolve(undefined) : Promise.reject(error);
  };
  return { get: answer, set: answer, send: () => {} };
}
