/** Changes are carried out, against a scripted service. */

import { expect, test } from "vitest";
import { apply, type Progress } from "../../src/publish/apply.ts";
import type { Change, Publication, Retraction } from "../../src/publish/change.ts";
import { createWindow } from "../../src/publish/pace.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element, Requester } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";
import { entry } from "../support/entries.ts";
import { masthead } from "../support/masthead.ts";

const NS = "http://jabber.org/protocol/pubsub";
const at = masthead.at;
const other = { service: at.service, node: "news-2024" };

const publication = (id: string, more: Partial<Publication> = {}): Publication => ({
  action: "publish",
  at,
  id,
  issue: id,
  kind: "item",
  title: `News ${id}`,
  digest: id,
  bytes: 1_000,
  entry: () => ({ ...entry(id), links: [{ rel: "replies", href: "xmpp:comments" }] }),
  ...more,
});
const retraction = (id: string, more: Partial<Retraction> = {}): Retraction => ({
  action: "retract",
  at,
  id,
  issue: id,
  kind: "item",
  title: `News ${id}`,
  why: "unwanted",
  ...more,
});
const three: readonly Change[] = [publication("a"), publication("b"), retraction("c")];

interface Service {
  readonly xmpp: Requester;
  /** What was asked of it that changes items, in order: `publish a`. */
  readonly done: readonly string[];
  readonly sent: readonly Element[];
}

/** A service that does everything, unless `refuse` has an error for it or makes it wait. */
function service(
  refuse: (words: string, payload: Element) => Error | Promise<void> | undefined = () => undefined,
): Service {
  const done: string[] = [];
  const sent: Element[] = [];
  const answer = async (payload: Element): Promise<Element | undefined> => {
    const [action = payload] = payload.getChildElements();
    const id = action.getChild("item")?.attrs["id"] ?? action.attrs["node"] ?? "";
    const words = `${action.getName()} ${id}`;
    sent.push(payload);
    const refusal = refuse(words, payload);
    if (refusal instanceof Error) throw refusal;
    await refusal;
    if (["publish", "retract"].includes(action.getName())) done.push(words);
    return action.is("configure") ? element(`<pubsub xmlns="${NS}#owner"><configure/></pubsub>`) : undefined;
  };
  return { xmpp: { get: answer, set: answer, send: () => {} }, done, sent };
}

const quiet = { max: true, tell: () => {}, note: () => {} };
const refusal = (condition: string, type = "cancel"): StanzaError => new StanzaError({ condition, type });

test("changes are carried out in order; each is remembered first, and then told", async () => {
  const { xmpp, done } = service();
  const heard: string[] = [];
  const outcome = await apply(xmpp, masthead, three, {
    ...quiet,
    done: ({ id }) => heard.push(`done ${id}`),
    tell: ({ change, done: count, total }) => heard.push(`${count}/${total} ${change.id}`),
  });
  expect(outcome).toEqual({ published: 2, updated: 0, moved: 0, retracted: 1, failed: [] });
  expect(done).toEqual(["publish a", "publish b", "retract c"]);
  expect(heard).toEqual(["done a", "1/3 a", "done b", "2/3 b", "done c", "3/3 c"]);
});

test("nothing to do asks the service for nothing", async () => {
  const { xmpp, sent } = service();
  expect(await apply(xmpp, masthead, [], quiet)).toMatchObject({ published: 0, failed: [] });
  expect(sent).toEqual([]);
});

test("a publication is what XEP-0060 says, and a retraction asks that subscribers are told", async () => {
  const { xmpp, sent } = service();
  await apply(xmpp, masthead, [publication("a"), retraction("c")], quiet);
  expect(sent[0]?.toString()).toContain(`<publish node="news"><item id="a"><entry xmlns=`);
  expect(sent[1]?.toString()).toBe(
    `<pubsub xmlns="${NS}"><retract node="news" notify="true"><item id="c"/></retract></pubsub>`,
  );
});

test("subscribers are not told of an item that is only in the way, and it goes before what takes its place", async () => {
  const { xmpp, sent, done } = service();
  await apply(xmpp, masthead, [retraction("old", { why: "room" }), publication("new")], quiet);
  expect(done).toEqual(["retract old", "publish new"]);
  expect(sent[0]?.toString()).toBe(
    `<pubsub xmlns="${NS}"><retract node="news"><item id="old"/></retract></pubsub>`,
  );
});

test("an item that moves is published where it belongs, and then taken from where it was", async () => {
  const { xmpp, sent, done } = service();
  const outcome = await apply(
    xmpp,
    masthead,
    [publication("a", { action: "move", at: other, from: at })],
    quiet,
  );
  expect(outcome).toMatchObject({ moved: 1, published: 0, retracted: 0 });
  expect(done).toEqual(["publish a", "retract a"]);
  expect(sent.map((payload) => payload.getChildElements()[0]?.attrs["node"])).toEqual(["news-2024", "news"]);
});

test("an item that cannot be published where it belongs stays where it was", async () => {
  const { xmpp, done } = service((words) => (words === "publish a" ? refusal("not-acceptable") : undefined));
  const moving = publication("a", { action: "move", at: other, from: at });
  const { failed, moved } = await apply(xmpp, masthead, [moving], quiet);
  expect({ failed: failed.map(({ change }) => change.id), moved, done }).toEqual({
    failed: ["a"],
    moved: 0,
    done: [],
  });
});

test("a new issue, and one that moves, has a node for comments before it is published; others need none", async () => {
  const { xmpp, sent } = service();
  const issue = (id: string, more: Partial<Publication>) => publication(id, { kind: "issue", ...more });
  await apply(
    xmpp,
    masthead,
    [
      issue("a", {}),
      issue("b", { action: "update" }),
      issue("c", { action: "move", at: other, from: at }),
      publication("d"),
    ],
    quiet,
  );
  const made = sent.flatMap((payload) => {
    const [action] = payload.getChildElements();
    if (action?.is("create") === true) return [`create ${action.attrs["node"]}`];
    return action?.is("publish") === true ? [`publish ${action.getChild("item")?.attrs["id"]}`] : [];
  });
  expect(made).toEqual([
    "create urn:xmpp:microblog:0:comments/a",
    "publish a",
    "publish b",
    "create urn:xmpp:microblog:0:comments/c",
    "publish c",
    "publish d",
  ]);
});

test("an entry whose comments belong to somebody else goes out without them, and so do the others with theirs", async () => {
  const { xmpp, sent } = service((words) =>
    words.endsWith("comments/a") ? refusal("forbidden", "auth") : undefined,
  );
  const notes: string[] = [];
  const issues = ["a", "b"].map((id) => publication(id, { kind: "issue" }));
  await apply(xmpp, masthead, issues, { ...quiet, note: (sentence) => notes.push(sentence) });
  const published = sent.filter((payload) => payload.getChild("publish") !== undefined);
  expect(published.map((payload) => payload.toString().includes('rel="replies"'))).toEqual([false, true]);
  expect(notes).toEqual([expect.stringContaining("a goes out without comments")]);
});

test("an entry whose comments may not be sent goes out without them", async () => {
  const { xmpp } = service((words) =>
    words.includes("comments/") ? new UnsendableError("it is not sent again") : undefined,
  );
  const notes: string[] = [];
  const outcome = await apply(xmpp, masthead, [publication("a", { kind: "issue" })], {
    ...quiet,
    note: (sentence) => notes.push(sentence),
  });
  expect(outcome.published).toBe(1);
  expect(notes).toEqual(["a goes out without comments: it is not sent again"]);
});

test("a service that has trouble making the comments is asked again, rather than that an entry goes out without", async () => {
  const trouble = refusal("internal-server-error", "wait");
  const { xmpp, done } = service((words) => (words.includes("comments/") ? trouble : undefined));
  const issues = [publication("a", { kind: "issue" })];
  await expect(apply(xmpp, masthead, issues, quiet)).rejects.toBe(trouble);
  expect(done).toEqual([]);
});

test("an item that the service refuses for itself does not keep back the others", async () => {
  const error = refusal("not-acceptable", "modify");
  const { xmpp, done } = service((words) => (words === "publish a" ? error : undefined));
  const told: string[] = [];
  const remembered: string[] = [];
  const outcome = await apply(xmpp, masthead, three, {
    ...quiet,
    done: ({ id }) => remembered.push(id),
    tell: ({ change, done: count, total }) => told.push(`${count}/${total} ${change.id}`),
  });
  expect(outcome.failed).toEqual([{ change: three[0], error }]);
  expect(told).toEqual(["2/3 b", "3/3 c"]);
  expect(remembered).toEqual(["b", "c"]);
  expect(done).toEqual(["publish b", "retract c"]);
});

test("an item that no stream may carry is not sent, and the others go out", async () => {
  const unsendable = new UnsendableError("too large");
  const { xmpp, done } = service((words) => (words === "publish a" ? unsendable : undefined));
  const { failed } = await apply(xmpp, masthead, [publication("a"), publication("b")], quiet);
  expect(failed).toEqual([{ change: expect.objectContaining({ id: "a" }), error: unsendable }]);
  expect(done).toEqual(["publish b"]);
});

test("an item that another account published is left as it is, and the others go on", async () => {
  const forbidden = refusal("forbidden", "auth");
  const { xmpp, done } = service((words) => (words === "publish a" ? forbidden : undefined));
  const updates = ["a", "b"].map((id) => publication(id, { action: "update" }));
  const { failed, updated } = await apply(xmpp, masthead, updates, quiet);
  expect({ failed, updated, done }).toEqual({
    failed: [{ change: updates[0], error: forbidden }],
    updated: 1,
    done: ["publish b"],
  });
});

test("an item that is gone already counts as retracted, also where it moved from", async () => {
  const { xmpp } = service((words) => (words.startsWith("retract") ? refusal("item-not-found") : undefined));
  const moving = publication("a", { action: "move", at: other, from: at });
  expect(await apply(xmpp, masthead, [moving, retraction("c")], quiet)).toMatchObject({
    moved: 1,
    retracted: 1,
    failed: [],
  });
});

test.each([new SessionError("lost"), refusal("forbidden", "auth")])(
  "%s ends it, since nothing else would go better",
  async (error) => {
    const { xmpp, done } = service((words) => (words === "publish b" ? error : undefined));
    await expect(apply(xmpp, masthead, three, quiet)).rejects.toBe(error);
    expect(done).toContain("publish a");
  },
);

test("a session that is lost ends it when what was on its way before has had its end", async () => {
  const lost = new SessionError("lost", { lost: true });
  const publishing = Promise.withResolvers<void>();
  const { xmpp, done } = service((words) => {
    if (words.includes("comments/b")) return lost;
    return words === "publish a" ? publishing.promise : undefined;
  });
  const remembered: string[] = [];
  const changes = [publication("a"), publication("b", { kind: "issue" }), publication("c")];
  const applied = apply(xmpp, masthead, changes, { ...quiet, done: ({ id }) => remembered.push(id) }).catch(
    (error: unknown) => ({ error, done: [...done], remembered }),
  );
  publishing.resolve();
  expect(await applied).toEqual({ error: lost, done: ["publish a"], remembered: ["a"] });
});

test("while entries are on their way, one more is made, and no others", async () => {
  const ends = new Map<string, () => void>();
  const { xmpp } = service((words) => new Promise((resolve) => ends.set(words, resolve)));
  const made: string[] = [];
  const changes = ["a", "b", "c", "d"].map((id) =>
    publication(id, {
      entry: () => {
        made.push(id);
        return entry(id);
      },
    }),
  );
  const window = createWindow({ most: 1 });
  const applied = apply(xmpp, masthead, changes, { ...quiet, window });
  await expect.poll(() => [...ends.keys()]).toEqual(["publish a"]);
  await expect.poll(() => made).toEqual(["a", "b"]);
  ends.get("publish a")?.();
  await expect.poll(() => [...ends.keys()]).toEqual(["publish a", "publish b"]);
  await expect.poll(() => made).toEqual(["a", "b", "c"]);
  for (const words of ["publish b", "publish c", "publish d"]) {
    await expect.poll(() => ends.has(words)).toBe(true);
    ends.get(words)?.();
  }
  expect((await applied).published).toBe(4);
});

test("the size of an entry is told before it is sent, and a retraction has none", async () => {
  const { xmpp, done } = service();
  const sent: string[] = [];
  const window = createWindow({ most: 1 });
  await apply(xmpp, masthead, three, {
    ...quiet,
    window,
    sending: (bytes) => sent.push(`${bytes} after ${done.length}`),
  });
  expect(sent).toEqual(["1000 after 0", "1000 after 1"]);
});

test("it says how fast it is, and how much is left", async () => {
  const { xmpp } = service();
  const told: Progress[] = [];
  await apply(xmpp, masthead, [publication("a", { bytes: 3_000 }), publication("b"), retraction("c")], {
    ...quiet,
    tell: (progress) => told.push(progress),
  });
  expect(told.map(({ bytes, bytesLeft }) => [bytes, bytesLeft])).toEqual([
    [3_000, 1_300],
    [1_000, 300],
    [300, 0],
  ]);
  for (const { rate, bytesLeft, secondsLeft } of told) {
    expect(rate).toBeGreaterThan(0);
    expect(secondsLeft).toBeCloseTo(bytesLeft / rate);
  }
});

test("the bot can answer while thousands of entries are made", async () => {
  const { xmpp } = service();
  let answers = 0;
  let waiting = setImmediate(function answer() {
    answers += 1;
    waiting = setImmediate(answer);
  });
  const busy = (): ReturnType<typeof entry> => {
    for (const until = performance.now() + 2; performance.now() < until;);
    return entry("a");
  };
  const changes = Array.from({ length: 50 }, (_, place) => publication(String(place), { entry: busy }));
  await apply(xmpp, masthead, changes, quiet);
  clearImmediate(waiting);
  expect(answers).toBeGreaterThanOrEqual(10);
});
