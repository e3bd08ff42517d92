/** Which comments the editors' room is told of, and what is asked for that. */

import { beforeEach, describe, expect, test } from "vitest";
import { createListener, type Listener } from "../../src/comments/listener.ts";
import type { Topic } from "../../src/comments/topic.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import type { Element, Requester } from "../../src/xmpp/stanza.ts";
import { conversation, element, type Step } from "../support/conversation.ts";
import { memoryOf } from "./memory.ts";

const SERVICE = "pubsub.example.org";
const ACCOUNT = "bot@example.org";
const NS = `xmlns="http://jabber.org/protocol/pubsub"`;
const at = { service: SERVICE, node: "news" };
const issueOf = (id: string): Topic => ({ id, title: `News of ${id}`, language: "en", date: new Date(0) });
const nodeOf = (id: string): string => `urn:xmpp:microblog:0:comments/${id}`;

const item = (id: string, text = id, publisher = "ana@example.org"): string => `
  <item id="${id}" publisher="${publisher}"><entry xmlns="http://www.w3.org/2005/Atom"><title>${text}</title>
    <author><name>Ana</name><uri>xmpp:ana@example.org</uri></author></entry></item>`;
const event = (node: string, items: string, from = SERVICE): Element =>
  element(`<message from="${from}"><event xmlns="http://jabber.org/protocol/pubsub#event">
    <items node="${node}">${items}</items></event></message>`);

const subscribes = (id: string): Step => ({
  to: SERVICE,
  type: "set",
  sends: `<pubsub ${NS}><subscribe node="${nodeOf(id)}" jid="${ACCOUNT}"/></pubsub>`,
});
const reads = (id: string, items = ""): Step => ({
  to: SERVICE,
  type: "get",
  sends: `<pubsub ${NS}><items node="${nodeOf(id)}" max_items="30"/></pubsub>`,
  receives: `<pubsub ${NS}><items node="${nodeOf(id)}">${items}</items></pubsub>`,
});
const missing = `<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;

let memory: ReturnType<typeof memoryOf>;
let issues: readonly Topic[];
let said: (string | null)[];

const listenerOf = (xmpp: Requester, spacing = 0): Listener =>
  createListener({
    xmpp,
    memory,
    account: ACCOUNT,
    issues: () => issues,
    placeOf: () => at,
    room: "editors@rooms.example.org",
    post: (message) => Promise.resolve(void said.push(message.getChildText("body"))),
    warn: (sentence) => expect.fail(sentence),
    spacing,
  });
/** What comments the room was told, in order. */
const told = (): readonly (string | undefined)[] => said.map((line) => /“(.*)”/u.exec(line ?? "")?.[1]);
/** Waits until everything that was heard has been worked on. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

beforeEach(() => {
  memory = memoryOf();
  issues = [issueOf("may"), issueOf("june")];
  said = [];
});

describe("at the very first start", () => {
  test("the account is subscribed, and what has been said is taken as known: the newest issue first", async () => {
    const xmpp = conversation(
      subscribes("june"),
      reads("june", item("old")),
      subscribes("may"),
      reads("may", item("older")),
    );
    const listener = listenerOf(xmpp);
    await listener.watch();
    xmpp.end();
    expect([...memory.items.keys()]).toEqual(["june", "may"]);
    listener.heard(event(nodeOf("june"), item("old") + item("new")));
    await settled();
    expect(told()).toEqual(["new"]);
  });

  test("an issue without comments node is none to look at", async () => {
    const xmpp = conversation(
      { ...subscribes("june"), fails: missing },
      { ...reads("june"), fails: missing },
      subscribes("may"),
      reads("may"),
    );
    await listenerOf(xmpp).watch();
    xmpp.end();
  });

  test("a session that ends in between leaves the rest for another, and that stays silent", async () => {
    const lost = new SessionError("the session was lost", { lost: true });
    const first = conversation(subscribes("june"), reads("june"));
    const breaking: Requester = {
      ...first,
      set: (payload, to) => (isFor(payload, "may") ? Promise.reject(lost) : first.set(payload, to)),
    };
    await expect(listenerOf(breaking).watch()).rejects.toThrow("lost");
    const xmpp = conversation(reads("june"), subscribes("may"), reads("may", item("old")));
    await listenerOf(xmpp).watch();
    xmpp.end();
    expect(told()).toEqual([]);
  });
});

const isFor = (payload: Element, id: string): boolean => payload.toString().includes(nodeOf(id));

describe("at a later start", () => {
  beforeEach(async () => {
    await listenerOf(
      conversation(subscribes("june"), reads("june", item("old")), subscribes("may"), reads("may")),
    ).watch();
  });

  test("the newest issue is looked at at once, the others later, and no more after the session", async () => {
    const xmpp = conversation(reads("june", item("new")));
    const listener = listenerOf(xmpp, 60_000);
    const watching = listener.watch();
    await settled();
    expect(told()).toEqual(["new"]);
    listener.restart();
    await expect(watching).rejects.toThrow("lost");
    xmpp.end();
  });

  test("what came meanwhile is told, once, and nobody is subscribed again", async () => {
    const xmpp = conversation(
      reads("june", item("old") + item("new")),
      reads("may"),
      reads("june", item("new")),
      reads("may"),
    );
    const listener = listenerOf(xmpp);
    listener.heard(event(nodeOf("june"), item("new")));
    await listener.watch();
    await listener.watch();
    expect(told()).toEqual(["new"]);
    await settled();
    await listenerOf(xmpp).watch();
    xmpp.end();
    expect(told()).toEqual(["new"]);
  });

  test("all that was said on an issue that is newer than those that are known is news", async () => {
    issues = [...issues, issueOf("july")];
    const xmpp = conversation(subscribes("july"), reads("july", item("first")), reads("june"), reads("may"));
    await listenerOf(xmpp).watch();
    xmpp.end();
    expect(told()).toEqual(["first"]);
    expect(memory.items.has("july")).toBe(true);
  });

  test("what was said on an older issue that is there again is not", async () => {
    issues = [issueOf("april"), ...issues];
    await listenerOf(
      conversation(reads("june"), reads("may"), subscribes("april"), reads("april", item("old"))),
    ).watch();
    expect(told()).toEqual([]);
  });

  test("a new session looks again, for what was lost between both", async () => {
    const xmpp = conversation(reads("june"), reads("may"), reads("june", item("lost")), reads("may"));
    const listener = listenerOf(xmpp);
    await listener.watch();
    listener.restart();
    await listener.watch();
    xmpp.end();
    expect(told()).toEqual(["lost"]);
  });

  test("who calls again meanwhile waits, and causes no request", async () => {
    const xmpp = conversation(reads("june", item("new")), reads("may"));
    const listener = listenerOf(xmpp);
    await Promise.all([listener.watch(), listener.watch()]);
    xmpp.end();
    expect(told()).toEqual(["new"]);
  });

  test("only the newest twelve issues are looked at, and the others forgotten", async () => {
    issues = [...issues, ...Array.from({ length: 11 }, (_, index) => issueOf(`new-${index}`))];
    const newest = issues.slice(-11).toReversed();
    const xmpp = conversation(...newest.flatMap(({ id }) => [subscribes(id), reads(id)]), reads("june"));
    await listenerOf(xmpp).watch();
    xmpp.end();
    expect(memory.items.has("may")).toBe(false);
    expect(memory.items.size).toBe(12);
  });

  test("without any issue nothing is forgotten", async () => {
    issues = [];
    await listenerOf(conversation()).watch();
    expect(memory.items.size).toBe(2);
  });
});

describe("a notification", () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = listenerOf(
      conversation(subscribes("june"), reads("june"), subscribes("may"), reads("may"), fetches),
    );
    await listener.watch();
  });
  const fetches: Step = {
    to: SERVICE,
    sends: `<pubsub ${NS}><items node="${nodeOf("may")}"><item id="c1"/></items></pubsub>`,
    receives: `<pubsub ${NS}><items node="${nodeOf("may")}">${item("c1", "fetched")}</items></pubsub>`,
  };
  const hear = async (...stanzas: readonly Element[]): Promise<readonly (string | undefined)[]> => {
    for (const stanza of stanzas) listener.heard(stanza);
    await settled();
    return told();
  };

  test("counts once, however often it comes", async () => {
    expect(await hear(event(nodeOf("may"), item("c1")), event(nodeOf("may"), item("c1")))).toEqual(["c1"]);
  });

  test("of another service, of an unknown issue or of another node counts nothing", async () => {
    expect(
      await hear(
        event(nodeOf("may"), item("c1"), "evil.example.org"),
        event(nodeOf("august"), item("c1")),
        event("news", item("c1")),
        event(`${nodeOf("may")}/x`, item("c1")),
        element(`<iq from="${SERVICE}"/>`),
      ),
    ).toEqual([]);
  });

  test("of what is no comment, of the bot's own and of a retraction says nothing", async () => {
    expect(
      await hear(
        event(nodeOf("may"), `<item id="c1"><tune xmlns="http://jabber.org/protocol/tune"/></item>`),
        event(nodeOf("may"), item("c2", "mine", `${ACCOUNT}/newsstand`)),
        event(nodeOf("may"), `<retract id="c3"/>`),
      ),
    ).toEqual([]);
  });

  test("of a comment in another's name is marked", async () => {
    await hear(event(nodeOf("may"), item("c1", "Ha!", "mallory@example.org")));
    expect(said).toEqual([
      "Unverified comment on News of may, signed Ana (ana@example.org), published by mallory@example.org: “Ha!”",
    ]);
  });

  test("without the comment itself has it fetched", async () => {
    expect(await hear(event(nodeOf("may"), `<item id="c1"/>`))).toEqual(["fetched"]);
  });
});
