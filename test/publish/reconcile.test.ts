/** Read, plan, apply, against a scripted service. */

import { expect, test } from "vitest";
import type { Archive } from "../../src/newsletter/archive.ts";
import { IssueError, parseIssue } from "../../src/newsletter/issue.ts";
import { toEntry } from "../../src/publish/entry.ts";
import type { Change } from "../../src/publish/plan.ts";
import {
  apply,
  desiredEntries,
  NothingToPublishError,
  readNode,
  survey,
} from "../../src/publish/reconcile.ts";
import * as atom from "../../src/xmpp/atom.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element, Requester } from "../../src/xmpp/stanza.ts";
import { conversation, element } from "../support/conversation.ts";
import { masthead } from "../support/masthead.ts";

const options = { now: new Date("2024-07-01T00:00:00Z"), languages: [], maxRetract: 0.3 };
const NS = "http://jabber.org/protocol/pubsub";

const issue = (month: string, front = "", language = "") =>
  parseIssue(
    `2024-${month}-05-newsletter${language}.md`,
    `---\ntitle: News ${month}\ndate: 2024-${month}-05\n${front}---\nHello.\n`,
  );
const archive = (...issues: Archive["issues"]): Archive => ({ issues, broken: [] });
const item = (made: Archive["issues"][number], title = made.title) =>
  `<item id="${made.id}">${atom.toElement({ ...toEntry(made, masthead), title }).toString()}</item>`;

/** A service that holds these items. */
const holding = (...items: string[]) =>
  conversation({
    to: "pubsub.example.org",
    sends: `<pubsub xmlns="${NS}"><items node="news"/><set xmlns="http://jabber.org/protocol/rsm"><max>20</max></set></pubsub>`,
    receives: `<pubsub xmlns="${NS}"><items node="news">${items.join("")}</items></pubsub>`,
  });
const changesOf = async (xmpp: Requester, all: Archive, more = {}) => {
  const { changes } = await survey(xmpp, masthead, all, { ...options, ...more });
  return changes.map(({ action, id }) => `${action} ${id}`);
};

test("what the node holds already is not touched", async () => {
  const [april, may] = [issue("04"), issue("05")];
  expect(await changesOf(holding(item(april), item(may)), archive(april, may))).toEqual([]);
});

const desiredOf = async (all: Archive, more = {}) =>
  (await desiredEntries(all, masthead, { ...options, ...more })).entries;

test("drafts, and issues whose date has not come, are kept back", async () => {
  const all = archive(issue("04", "draft: true\n"), issue("05"), issue("08"));
  expect([...(await desiredOf(all)).keys()]).toEqual(["2024-05-05-newsletter"]);
});

test("the bot can answer between the making of two entries", async () => {
  const all = archive(...["01", "02", "03", "04"].map((month) => issue(month)));
  let answers = 0;
  let waiting = setImmediate(function answer() {
    answers += 1;
    waiting = setImmediate(answer);
  });
  await desiredOf(all);
  clearImmediate(waiting);
  expect(answers).toBeGreaterThanOrEqual(all.issues.length);
});

test("an issue appears on its publish date, whatever its date, and is gone when it expires", async () => {
  const all = archive(
    issue("04", "publishDate: 2024-07-02\n"),
    issue("05", "expiryDate: 2024-06-30\n"),
    issue("06"),
    issue("08", "publishDate: 2024-06-30\n"),
  );
  const at = async (now: string) => [...(await desiredOf(all, { now: new Date(now) })).keys()];
  expect(await at("2024-07-01")).toEqual(["2024-06-05-newsletter", "2024-08-05-newsletter"]);
  expect(await at("2024-07-02")).toEqual([
    "2024-04-05-newsletter",
    "2024-06-05-newsletter",
    "2024-08-05-newsletter",
  ]);
});

test("entries link to translations that are out, and to no others", async () => {
  const all = archive(
    issue("05"),
    issue("05", "", ".de"),
    issue("05", "draft: true\n", ".fr"),
    issue("05", "publishDate: 2024-07-02\n", ".it"),
  );
  const linked = async (now: string) =>
    (await desiredOf(all, { now: new Date(now) }))
      .get("2024-05-05-newsletter")
      ?.links.flatMap(({ hreflang }) => hreflang ?? []);
  expect(await linked("2024-07-01")).toEqual(["de"]);
  expect(await linked("2024-07-02")).toEqual(["de", "it"]);
});

test("languages can be chosen; without a choice all of them are published", async () => {
  const all = archive(issue("05"), issue("05", "", ".de"));
  const ids = async (languages: string[]) => [...(await desiredOf(all, { languages })).keys()];
  expect(await ids([])).toEqual(["2024-05-05-newsletter", "2024-05-05-newsletter-de"]);
  expect(await ids(["de"])).toEqual(["2024-05-05-newsletter-de"]);
});

test("an issue whose file is broken, and an item of somebody else, are not retracted", async () => {
  const [april, may] = [issue("04"), issue("05")];
  const foreign = `<item id="x"><entry xmlns="http://www.w3.org/2005/Atom"><id>tag:other.example,2024:x</id></entry></item>`;
  const broken = [{ file: april.file, id: april.id, error: new IssueError(april.file, 1, "is broken") }];
  const all = { issues: [may], broken };
  expect(await changesOf(holding(item(april), item(may), foreign), all, { maxRetract: 1 })).toEqual([]);
});

test("an issue that is gone is retracted, unless that would be too much", async () => {
  const issues = ["01", "02", "03", "04"].map((month) => issue(month));
  const items = issues.map((each) => item(each));
  expect(await changesOf(holding(...items), archive(...issues.slice(1)))).toEqual([
    "retract 2024-01-05-newsletter",
  ]);
  await expect(changesOf(holding(...items), archive(...issues.slice(2)))).rejects.toThrow(
    "would retract 2 of the 4",
  );
});

test("issues that expire are retracted, however many they are; drafts count as an accident", async () => {
  const issues = ["01", "02", "03", "04"].map((month) => issue(month));
  const items = issues.map((each) => item(each));
  const until = (month: string) => issue(month, "expiryDate: 2024-06-30\n");
  expect(
    await changesOf(holding(...items), archive(until("01"), until("02"), until("03"), issue("04"))),
  ).toEqual([
    "retract 2024-01-05-newsletter",
    "retract 2024-02-05-newsletter",
    "retract 2024-03-05-newsletter",
  ]);
  const drafts = ["01", "02"].map((month) => issue(month, "draft: true\n"));
  await expect(changesOf(holding(...items), archive(...drafts, until("03"), issue("04")))).rejects.toThrow(
    "would retract 2 of the 4",
  );
});

test("content without any issue leaves the node alone, and does not even read it", async () => {
  await expect(survey(conversation(), masthead, archive(), options)).rejects.toThrow(NothingToPublishError);
});

test("a node that is too small is not sent what it forgot", async () => {
  const issues = ["01", "02", "03"].map((month) => issue(month));
  const [, second, third] = issues.map((each) => item(each));
  const xmpp = holding(second ?? "", third ?? "");
  expect(await changesOf(xmpp, archive(...issues), { capacity: 2 })).toEqual([]);
});

test("a node that does not exist is told from an empty one", async () => {
  const missing = conversation({
    sends: `<pubsub xmlns="${NS}"><items node="news"/><set xmlns="http://jabber.org/protocol/rsm"><max>20</max></set></pubsub>`,
    fails: `<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`,
  });
  expect(await readNode(missing, masthead.at)).toBeUndefined();
});

/** A service that takes everything but what `refuse` says, and remembers what was published or retracted. */
function service(refuse: (id: string) => Error | undefined = () => undefined) {
  const done: string[] = [];
  const answer = (payload: Element): Promise<Element | undefined> => {
    const [action = payload] = payload.getChildElements();
    if (action.is("configure"))
      return Promise.resolve(element(`<pubsub xmlns="${NS}#owner"><configure/></pubsub>`));
    if (!action.is("publish") && !action.is("retract")) return Promise.resolve(undefined);
    const id = action.getChild("item")?.attrs["id"] ?? "";
    const error = refuse(id);
    if (error !== undefined) return Promise.reject(error);
    done.push(`${action.getName()} ${id}`);
    return Promise.resolve(undefined);
  };
  const xmpp: Requester = { get: answer, set: answer, send: () => {} };
  return { xmpp, done };
}
const publish = (made: Archive["issues"][number]): Change => ({
  action: "publish",
  id: made.id,
  entry: toEntry(made, masthead),
});
const changes = [
  publish(issue("04")),
  publish(issue("05")),
  { action: "retract", id: "x", title: "X" } as const,
];

const quiet = { max: true, tell: () => {}, note: () => {} };

test("changes are carried out in order, and each is told", async () => {
  const { xmpp, done } = service();
  const told: string[] = [];
  const outcome = await apply(xmpp, masthead, changes, {
    ...quiet,
    tell: ({ change, done: at, total }) => told.push(`${at}/${total} ${change.id}`),
  });
  expect(outcome).toEqual({ published: 2, updated: 0, retracted: 1, failed: [] });
  expect(done).toEqual(["publish 2024-04-05-newsletter", "publish 2024-05-05-newsletter", "retract x"]);
  expect(told).toEqual(["1/3 2024-04-05-newsletter", "2/3 2024-05-05-newsletter", "3/3 x"]);
});

test("the size of an entry is told before it is sent, and a retraction has none", async () => {
  const { xmpp, done } = service();
  const sent: string[] = [];
  await apply(xmpp, masthead, changes, {
    ...quiet,
    sending: (bytes) => sent.push(`${bytes > 500} after ${done.length}`),
  });
  expect(sent).toEqual(["true after 0", "true after 1"]);
});

test("an item that the service refuses for itself does not keep back the others", async () => {
  const error = new StanzaError({ condition: "not-acceptable", type: "modify" });
  const { xmpp, done } = service((id) => (id === "2024-04-05-newsletter" ? error : undefined));
  const told: string[] = [];
  const outcome = await apply(xmpp, masthead, changes, {
    ...quiet,
    tell: ({ change, done: at, total }) => told.push(`${at}/${total} ${change.id}`),
  });
  expect(outcome.failed).toEqual([{ id: "2024-04-05-newsletter", error }]);
  expect(told).toEqual(["2/3 2024-05-05-newsletter", "3/3 x"]);
  expect(done).toEqual(["publish 2024-05-05-newsletter", "retract x"]);
});

test.each([new SessionError("lost"), new StanzaError({ condition: "forbidden", type: "auth" })])(
  "%s ends it, since nothing else would go better",
  async (error) => {
    const { xmpp } = service((id) => (id === "2024-05-05-newsletter" ? error : undefined));
    await expect(apply(xmpp, masthead, changes, quiet)).rejects.toBe(error);
  },
);

test("an item that is gone already counts as retracted", async () => {
  const error = new StanzaError({ condition: "item-not-found", type: "cancel" });
  const { xmpp } = service((id) => (id === "x" ? error : undefined));
  expect((await apply(xmpp, masthead, changes, quiet)).retracted).toBe(1);
});

test("an entry whose comments belong to somebody else goes out without them, and so do the others with theirs", async () => {
  const forbidden = new StanzaError({ condition: "forbidden", type: "auth" });
  const { xmpp, done } = service();
  const notes: string[] = [];
  const published: Element[] = [];
  const squatted: Requester = {
    ...xmpp,
    get: (payload, to) =>
      payload.toString().includes("comments/2024-04-05") ? Promise.reject(forbidden) : xmpp.get(payload, to),
    set(payload, to) {
      if (payload.getChild("publish") !== undefined) published.push(payload);
      return xmpp.set(payload, to);
    },
  };
  await apply(squatted, masthead, changes, { ...quiet, note: (sentence) => notes.push(sentence) });
  expect(done.length).toBe(3);
  expect(published.map((payload) => payload.toString().includes('rel="replies"'))).toEqual([false, true]);
  expect(notes).toEqual([expect.stringContaining("2024-04-05-newsletter goes out without comments")]);
});

test("an entry whose comments may not be sent goes out without them", async () => {
  const { xmpp } = service();
  const notes: string[] = [];
  const blamed: Requester = {
    ...xmpp,
    get: () => Promise.reject(new UnsendableError("it is not sent again")),
  };
  const outcome = await apply(blamed, masthead, changes, {
    ...quiet,
    note: (sentence) => notes.push(sentence),
  });
  expect(outcome.published).toBe(2);
  expect(notes).toHaveLength(2);
});

test("a service that has trouble making the comments is asked again, rather than that an entry goes out without", async () => {
  const trouble = new StanzaError({ condition: "internal-server-error", type: "wait" });
  const { xmpp, done } = service();
  const troubled: Requester = { ...xmpp, get: () => Promise.reject(trouble) };
  await expect(apply(troubled, masthead, changes, quiet)).rejects.toBe(trouble);
  expect(done.filter((each) => each.startsWith("publish"))).toEqual([]);
});

test("an item that another account published is left as it is, and the others go on", async () => {
  const forbidden = new StanzaError({ condition: "forbidden", type: "auth" });
  const { xmpp, done } = service((id) => (id === "2024-04-05-newsletter" ? forbidden : undefined));
  const updates = [issue("04"), issue("05")].map((each): Change => ({
    action: "update",
    id: each.id,
    entry: toEntry(each, masthead),
  }));
  const { failed, updated } = await apply(xmpp, masthead, updates, quiet);
  expect({ failed, updated, done }).toEqual({
    failed: [{ id: "2024-04-05-newsletter", error: forbidden }],
    updated: 1,
    done: ["publish 2024-05-05-newsletter"],
  });
});

test("a session that is lost while comments are prepared ends it, when what was on its way has ended", async () => {
  const lost = new SessionError("lost", { lost: true });
  const { xmpp, done } = service();
  const publishing = Promise.withResolvers<undefined>();
  const losing: Requester = {
    ...xmpp,
    get: (payload, to) =>
      payload.toString().includes("comments/2024-05-05") ? Promise.reject(lost) : xmpp.get(payload, to),
    set: async (payload, to) => {
      if (payload.getChild("publish") !== undefined) await publishing.promise;
      return xmpp.set(payload, to);
    },
  };
  const applied = apply(losing, masthead, changes, quiet).catch((error: unknown) => ({
    error,
    done: [...done],
  }));
  publishing.resolve(undefined);
  expect(await applied).toEqual({ error: lost, done: ["publish 2024-04-05-newsletter"] });
});
