/** The operator's panel: who may do what, and that nothing is done without a yes. */

import { beforeEach, describe, expect, test } from "vitest";
import { SessionError } from "../src/xmpp/failure.ts";
import { MEMBER, OCCUPANT, OPERATOR, ROOM, shown, stage, STRANGER } from "./panel/stage.ts";

let panel: Awaited<ReturnType<typeof stage>>;
const held = () => [...(panel.world.nodes.get("news")?.keys() ?? [])];

beforeEach(async () => {
  panel = await stage();
});

async function nodesFor(from: string, lang = "en"): Promise<readonly string[]> {
  const list =
    await panel.say(`<iq type="get" from="${from}" to="bot@example.org/1" id="1" xml:lang="${lang}">
    <query xmlns="http://jabber.org/protocol/disco#items" node="http://jabber.org/protocol/commands"/></iq>`);
  return (list.getChild("query")?.getChildren("item") ?? []).map(({ attrs }) => attrs["node"] ?? "");
}
const ofPanel = (nodes: readonly string[]) => nodes.filter((node) => node.startsWith("panel/"));
const run = async (...what: Parameters<typeof panel.order>) => shown(await panel.order(...what));

describe("the list", () => {
  test("has all of the panel for operators, what only tells something for members, and nothing for others", async () => {
    expect(ofPanel(await nodesFor(OPERATOR))).toEqual(
      ["status", "plan", "publish", "retract", "repair", "rooms", "reload"].map((name) => `panel/${name}`),
    );
    expect(ofPanel(await nodesFor(MEMBER))).toEqual(["panel/status", "panel/plan"]);
    expect(ofPanel(await nodesFor(STRANGER))).toEqual([]);
  });

  test("has what everybody may ask in a room, for everybody", async () => {
    const nodes = await nodesFor(STRANGER);
    expect(nodes).toEqual(expect.arrayContaining(["latest", "xep", "help"]));
    expect(nodes).not.toContain("more");
  });

  test("has the address by which an occupant knows the bot, and the language of the room", async () => {
    const list = await panel.say(`<iq type="get" from="${ROOM}/eve" to="bot@example.org/1" id="1">
      <query xmlns="http://jabber.org/protocol/disco#items" node="http://jabber.org/protocol/commands"/></iq>`);
    const [first] = list.getChild("query")?.getChildren("item") ?? [];
    expect(first?.attrs["jid"]).toBe(`${ROOM}/newsstand`);
    const names = list
      .getChild("query")
      ?.getChildren("item")
      .map(({ attrs }) => attrs["name"]);
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^hilfe: /u)]));
  });

  test("has no address that is none, where the bot is not in the room any more", async () => {
    panel.state.rooms = [{ room: ROOM, isIn: false, invitedBy: undefined }];
    const list = await panel.say(`<iq type="get" from="${ROOM}/eve" to="bot@example.org/1" id="1">
      <query xmlns="http://jabber.org/protocol/disco#items" node="http://jabber.org/protocol/commands"/></iq>`);
    expect(list.getChild("query")?.getChild("item")?.attrs["jid"]).toBe("bot@example.org/1");
  });
});

test("whoever asks too much in a room leaves an operator there enough", async () => {
  const strangers: (string | undefined)[] = [];
  for (let each = 0; each < 130; each += 1)
    strangers.push((await run(`node="about"`, { from: `${ROOM}/eve${each}` })).error);
  expect(strangers).toContain("resource-constraint");
  expect((await run(`node="panel/status"`, { from: OCCUPANT })).status).toBe("completed");
});

test("what is forbidden is refused, whoever knows its name", async () => {
  for (const name of ["publish", "retract", "repair", "rooms", "reload"])
    expect((await run(`node="panel/${name}"`, { from: MEMBER })).error).toBe("forbidden");
  expect((await run(`node="panel/status"`, { from: STRANGER })).error).toBe("forbidden");
  expect(panel.state.reloads).toBe(0);
});

describe("status", () => {
  test("tells how the bot is", async () => {
    panel.state.past = {
      at: new Date(Date.now() - 65_000),
      outcome: { published: 2, updated: 0, moved: 0, retracted: 1, failed: [], shut: [] },
    };
    const { status, text } = await run(`node="panel/status"`);
    expect(status).toBe("completed");
    expect(text.split("\n")).toEqual([
      "Version: 9.8.7",
      "Started: 2 hours ago",
      "Session: online as bot@example.org/1",
      "Nodes: they follow the content",
      "Last round: 1 minute ago: 2 published, 1 retracted",
      `Rooms: ${ROOM}: I am in`,
    ]);
  });

  test("tells how far what is carried out now is", async () => {
    panel.state.progress = { done: 3, total: 12 };
    expect((await run(`node="panel/status"`)).text).toContain("At work: 3 of 12 done");
  });

  test("tells operators alone why a round failed", async () => {
    panel.state.past = { at: new Date(), error: "the folder /srv/secret is not there" };
    expect((await run(`node="panel/status"`)).text).toContain("That failed: the folder /srv/secret");
    const forMembers = (await run(`node="panel/status"`, { from: MEMBER })).text;
    expect(forMembers).toContain("that failed");
    expect(forMembers).not.toContain("secret");
  });
});

test("status tells operators alone where the bot is a guest", async () => {
  panel.state.rooms.push({ room: "private@rooms.example.org", isIn: true, invitedBy: "ana@example.org" });
  expect((await run(`node="panel/status"`)).text).toContain("private@rooms.example.org: I am in");
  const forMembers = (await run(`node="panel/status"`, { from: MEMBER })).text;
  expect(forMembers).toContain(`${ROOM}: I am in`);
  expect(forMembers).not.toContain("private@");
});

describe("publish", () => {
  test("shows what it would do, and does that after a yes", async () => {
    panel.state.archive = panel.archiveOf(panel.issue("04"), panel.issue("05"), panel.issue("06"));
    const first = await run(`node="panel/publish"`);
    expect(first).toMatchObject({ status: "executing", default: "complete", kind: "warn" });
    expect(first.text).toContain("+ 2024-06-05-news");
    expect(held()).toEqual(["2024-04-05-news", "2024-05-05-news"]);
    const last = await run(`node="panel/publish" sessionid="${first.id}" action="complete"`);
    expect(last).toMatchObject({ status: "completed", note: "Done: 1 published" });
    expect(held()).toContain("2024-06-05-news");
    expect(panel.state.rounds).toBe(1);
    expect(panel.logged).toContain("info: ana@example.org has confirmed publish: it is carried out");
  });

  test("changes nothing when it is cancelled", async () => {
    panel.state.archive = panel.archiveOf(panel.issue("04"), panel.issue("05"), panel.issue("06"));
    const { id } = await run(`node="panel/publish"`);
    expect((await run(`node="panel/publish" sessionid="${id}" action="cancel"`)).status).toBe("canceled");
    expect((await run(`node="panel/publish" sessionid="${id}" action="complete"`)).error).toBe("not-allowed");
    expect(held()).toEqual(["2024-04-05-news", "2024-05-05-news"]);
  });

  test("is shown again when there is something else to do than what was agreed to", async () => {
    const [april, may, june] = [panel.issue("04"), panel.issue("05"), panel.issue("06")];
    panel.state.archive = panel.archiveOf(april, may, june);
    const first = await run(`node="panel/publish"`);
    panel.state.archive = panel.archiveOf(april, may, june, panel.issue("03"));
    const again = await run(`node="panel/publish" sessionid="${first.id}"`);
    expect(again).toMatchObject({ status: "executing", default: "complete" });
    expect(again.note).toContain("something else to do");
    expect(again.text).toContain("+ 2024-03-05-news");
    expect(held()).toHaveLength(2);
    expect(await run(`node="panel/publish" sessionid="${first.id}"`)).toMatchObject({
      status: "completed",
      note: "Done: 2 published",
    });
  });

  test("is over at once when there is nothing to do", async () => {
    expect(await run(`node="panel/publish"`)).toMatchObject({
      status: "completed",
      note: "There is nothing to do.",
    });
  });

  test("is refused when too much would be retracted", async () => {
    panel.state.archive = panel.archiveOf(panel.issue("05"));
    const refused = await run(`node="panel/publish"`);
    expect(refused).toMatchObject({ status: "completed", kind: "error" });
    expect(refused.text).toContain("- 2024-04-05-news");
    expect(held()).toHaveLength(2);
  });

  test("without a session says so", async () => {
    panel.state.failure = new SessionError("the session was lost", { lost: true });
    expect(await run(`node="panel/publish"`)).toMatchObject({
      status: "completed",
      kind: "error",
      note: "I cannot work on the nodes now: there is no session, or somebody else works on them.",
    });
  });
});

test("plan shows members what publish would do", async () => {
  panel.state.archive = panel.archiveOf(panel.issue("04"), panel.issue("05"), panel.issue("06"));
  const plan = await run(`node="panel/plan"`, { from: MEMBER });
  expect(plan).toMatchObject({ status: "completed", default: undefined });
  expect(plan.text).toContain("+ 2024-06-05-news");
  expect(plan.text).toContain("1 to publish");
});

test("a plan speaks the language of whoever asks, also where it was made for somebody else", async () => {
  panel.state.archive = panel.archiveOf(panel.issue("04"), panel.issue("05"), panel.issue("06"));
  const plans = await Promise.all([
    run(`node="panel/plan"`),
    run(`node="panel/plan" xml:lang="fr"`, { from: MEMBER }),
    run(`node="panel/publish" xml:lang="de"`),
  ]);
  const [, ...others] = plans.map(({ text }) => text);
  expect(others).toEqual([
    expect.stringContaining("1 à publier"),
    expect.stringContaining("1 zu veröffentlichen"),
  ]);
});

test("a plan is made once for all who wait for it, and anew for those who come later", async () => {
  const asked = Array.from({ length: 15 }, () => run(`node="panel/plan"`, { from: MEMBER }));
  const plans = await Promise.all([...asked, run(`node="panel/plan"`)]);
  expect(new Set(plans.map(({ text }) => text)).size).toBe(1);
  expect(panel.state.tasks).toBe(1);
  await run(`node="panel/plan"`);
  expect(panel.state.tasks).toBe(2);
  panel.state.failure = new Error("no such node");
  expect((await run(`node="panel/plan"`)).note).toBe("That failed: no such node");
  expect(panel.logged).toContain("warn: what ana@example.org asked for at the panel failed: no such node");
  // Why may name what is nobody else's business.
  expect((await run(`node="panel/plan"`, { from: MEMBER })).note).not.toContain("no such node");
  panel.state.failure = undefined;
  expect((await run(`node="panel/plan"`)).text).toContain("nothing to do");
});

test("a plan of thousands of lines is cut", async () => {
  const [first] = [panel.issue("04")];
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...first,
    id: `2024-01-01-${at}`,
    file: `${at}.md`,
  }));
  panel.state.archive = panel.archiveOf(first, panel.issue("05"), ...many);
  const { text } = await run(`node="panel/plan"`);
  expect(text.length).toBeLessThan(8_000);
  expect(text).toMatch(/… and \d+ more lines$/u);
});

test("what the service rejects is named", async () => {
  panel.state.archive = panel.archiveOf(panel.issue("04"), panel.issue("05"), panel.issue("06"));
  const { id } = await run(`node="panel/publish"`);
  panel.state.rejection = "the node is read-only";
  const last = await run(`node="panel/publish" sessionid="${id}"`);
  expect(last).toMatchObject({ status: "completed", kind: "warn", note: "Done: 1 rejected" });
  expect(last.text).toContain("2024-06-05-news: ");
});

describe("retract", () => {
  test("asks which issues, shows what goes, and takes it away after a yes", async () => {
    const first = await run(`node="panel/retract"`);
    expect(first).toMatchObject({ status: "executing", default: "next" });
    expect(first.options).toEqual(["2024-05-05-news", "2024-04-05-news"]);
    const chosen = { fields: { issues: "2024-05-05-news" } };
    const second = await run(`node="panel/retract" sessionid="${first.id}"`, chosen);
    expect(second).toMatchObject({ status: "executing", default: "complete" });
    expect(second.text).toContain("- 2024-05-05-news");
    expect(second.note).toContain("Still in the content: 2024-05-05-news.md.");
    expect(held()).toHaveLength(2);
    const last = await run(`node="panel/retract" sessionid="${first.id}"`);
    expect(last).toMatchObject({ status: "completed", note: "Done: 1 retracted" });
    expect(held()).toEqual(["2024-04-05-news"]);
  });

  test("names a few of the files that are still there, however many there are", async () => {
    const many = ["01", "02", "03", "04", "05", "06"].map((month) => panel.issue(month));
    panel.state.archive = panel.archiveOf(...many);
    const { id, options } = await run(`node="panel/retract"`);
    const issues = options.filter((option) => option !== null);
    const { note = "" } = await run(`node="panel/retract" sessionid="${id}"`, { fields: { issues } });
    expect(note.match(/\.md/gu)).toHaveLength(5);
    expect(note).toContain(".md, …. I publish");
  });

  test("takes nothing that was not offered", async () => {
    const { id } = await run(`node="panel/retract"`);
    const chosen = { fields: { issues: "../../etc" } };
    expect((await run(`node="panel/retract" sessionid="${id}"`, chosen)).error).toBe("bad-request");
  });
});

test("repair shows what others did, and mends it after a yes", async () => {
  const news = panel.world.nodes.get("news");
  news?.delete("2024-04-05-news");
  const first = await run(`node="panel/repair"`);
  expect(first.text).toContain("+ 2024-04-05-news");
  expect(held()).toEqual(["2024-05-05-news"]);
  const last = await run(`node="panel/repair" sessionid="${first.id}"`);
  expect(last).toMatchObject({ status: "completed", note: "Done: 1 published" });
  expect(held()).toContain("2024-04-05-news");
});

test("reload reads the content again, and the log says for whom", async () => {
  expect((await run(`node="panel/reload"`)).status).toBe("completed");
  expect(panel.state.reloads).toBe(1);
  expect(panel.logged).toContain("info: the content is read again, since ana@example.org asked for it");
});

describe("rooms", () => {
  const choose = async (action: string) => {
    const first = await run(`node="panel/rooms"`);
    expect(first.text).toContain(`${ROOM}: I am in`);
    const second = await run(`node="panel/rooms" sessionid="${first.id}"`, { fields: { action } });
    return { id: first.id, options: second.options };
  };
  const answer = (id: string, room: string) =>
    run(`node="panel/rooms" sessionid="${id}"`, { fields: { room } });

  test("the bot enters one more, and remembers it", async () => {
    const { id } = await choose("join");
    expect((await answer(id, "Tea@Rooms.example.org")).note).toBe("I am on my way to tea@rooms.example.org.");
    expect(panel.state.rooms.map(({ room }) => room)).toEqual([ROOM, "tea@rooms.example.org"]);
    expect(panel.state.remembered.get("tea@rooms.example.org")).toEqual({ by: "ana@example.org" });
  });

  test("what is no room is asked for again", async () => {
    const { id } = await choose("join");
    expect(await answer(id, "nowhere")).toMatchObject({ status: "executing", kind: "error" });
    expect((await answer(id, "tea@rooms.example.org/nick")).status).toBe("executing");
    expect((await answer(id, "tea@rooms.example.org")).status).toBe("completed");
  });

  test("the bot leaves one of its own", async () => {
    const { id, options } = await choose("leave");
    expect(options).toEqual([ROOM]);
    expect((await answer(id, ROOM)).note).toContain("at my next start I come back");
    expect(panel.state.rooms).toEqual([]);
  });

  test("to one of the configuration it comes back as what it was: no bookmark is needed for it", async () => {
    const { id } = await choose("leave");
    await answer(id, ROOM);
    const again = await run(`node="panel/rooms"`);
    await run(`node="panel/rooms" sessionid="${again.id}"`, { fields: { action: "join" } });
    expect((await answer(again.id, ROOM)).note).toBe(`I am on my way to ${ROOM}.`);
    expect(panel.state.remembered.size).toBe(0);
  });

  test("the bot is quiet in one, and talks again", async () => {
    const silent = await choose("beQuiet");
    expect((await answer(silent.id, ROOM)).note).toBe(`I am quiet in ${ROOM} from now on.`);
    expect([...panel.state.quiet]).toEqual([ROOM]);
    expect((await run(`node="panel/status"`)).text).toContain(`${ROOM}: I am in, and quiet`);
    const first = await run(`node="panel/rooms"`);
    await run(`node="panel/rooms" sessionid="${first.id}"`, { fields: { action: "talk" } });
    expect((await answer(first.id, ROOM)).note).toBe(`I talk in ${ROOM} again.`);
    expect(panel.state.quiet.size).toBe(0);
  });
});
