/** New issues are sent to subscribers: each once, whatever fails in between. */

import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Issue } from "../../src/newsletter/issue.ts";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { ENGLISH, LOST, makePost, makeWorld, people, type Post, type World } from "./post.ts";
import { issueOf, NOW } from "./room.ts";

const OLD = issueOf(10);
const NEW = issueOf(20);
const NEWS = parseIssue(
  "2026-11-20-news.md",
  "---\ntitle: News of 2026-11-20\ndate: 2026-11-20\n---\n## Servers\n\n- [Pot](https://pot.example/) boils.\n",
);

/** A bot that has been there before the issue came out, with some readers of English issues. */
async function begun(count: number, world: World = makeWorld()): Promise<{ world: World; post: Post }> {
  const post = makePost(world);
  await Promise.all(people(count).map((jid) => post.subscribers.add(jid, [ENGLISH])));
  await post.delivery.look([OLD]);
  expect(world.arrived).toEqual([]);
  return { world, post };
}

const addressees = ({ arrived }: World): readonly string[] =>
  arrived.map(({ attrs }) => attrs["to"] ?? "").toSorted();
const all = (count: number): readonly string[] => people(count).toSorted();

describe("an issue that is new", () => {
  test("is sent to each subscriber once, as a chat message with the same id in both places", async () => {
    const { world, post } = await begun(35);
    await post.delivery.look([OLD, NEW]);
    await post.delivery.look([OLD, NEW]);
    expect(addressees(world)).toEqual(all(35));
    const [message] = world.arrived;
    expect(message?.attrs).toMatchObject({ type: "chat", "xml:lang": "en" });
    expect(message?.getChild("origin-id")?.attrs["id"]).toBe(message?.attrs["id"]);
    expect(message?.getChildText("body")).toContain(`https://example.org/${NEW.id}/`);
    expect(new Set(world.arrived.map(({ attrs }) => attrs["id"])).size).toBe(35);
    expect(post.logged).toContain(`info: ${NEW.id} was sent to its subscribers, messages: 35`);
  });

  test("is what the list is read for: a start with nothing to send leaves it alone", async () => {
    const { world } = await begun(5);
    for (const each of world.list) each.breaks(new Error("the list was read"));
    const again = makePost(world);
    await again.delivery.look([OLD]);
    expect(again.logged).toEqual([]);
  });

  test("is not sent again by a bot that is started again", async () => {
    const { world, post } = await begun(5);
    await post.delivery.look([OLD, NEW]);
    await makePost(world).delivery.look([OLD, NEW]);
    expect(addressees(world)).toEqual(all(5));
  });

  test("is sent to those who read its language, and its news to those who asked for these, nothing twice", async () => {
    const world = makeWorld();
    const post = makePost(world);
    await post.subscribers.add("both@chat.example", ["items:servers", ENGLISH]);
    await post.subscribers.add("german@chat.example", ["issues:de"]);
    await post.subscribers.add("servers@chat.example", ["items:servers", "items:clients"]);
    await post.delivery.look([OLD]);
    await post.delivery.look([OLD, NEWS]);
    expect(post.letters().toSorted()).toEqual([
      "both@chat.example: *News of 2026-11-20*",
      "servers@chat.example: *News of 2026-11-20: Servers*",
    ]);
  });

  test("is not sent to somebody any more who was told that they are unsubscribed", async () => {
    const { world, post } = await begun(40);
    const late: string[] = [];
    const gone = new Set<string>();
    post.onSend(({ attrs: { to = "" } }) => {
      if (gone.has(to)) late.push(to);
      if (world.arrived.length > 0) return;
      for (const jid of people(40)) void post.subscribers.remove(jid).then(() => gone.add(jid));
    });
    await post.delivery.look([OLD, NEW]);
    await post.subscribers.load();
    expect(gone.size).toBe(40);
    expect(late).toEqual([]);
    expect(world.arrived.length).toBeLessThan(40);
  });

  test("is not sent twice to somebody who subscribes, or subscribes again, meanwhile", async () => {
    const { world, post } = await begun(40);
    const pending: Promise<unknown>[] = [];
    post.onSend(({ attrs: { to = "" } }) => {
      if (pending.length > 20) return;
      pending.push(post.subscribers.remove(to), post.subscribers.add(to, ["items:servers", ENGLISH]));
      pending.push(post.subscribers.add(`new-${to}`, [ENGLISH]));
    });
    await post.delivery.look([OLD, NEWS]);
    await Promise.all(pending);
    await post.delivery.look([OLD, NEWS]);
    expect(addressees(world)).toEqual([...new Set(addressees(world))]);
  });
});

describe("nothing is sent", () => {
  test("of what is out when the bot is started for the first time, or has lost its memory", async () => {
    const world = makeWorld();
    const post = makePost(world);
    await post.subscribers.add("ana@chat.example", [ENGLISH]);
    await post.delivery.look([OLD, NEW]);
    expect(world.arrived).toEqual([]);
    world.delivered.items.clear();
    await makePost(world).delivery.look([OLD, NEW]);
    expect(world.arrived).toEqual([]);
  });

  test("of issues that come in bulk, which is told once", async () => {
    const { world, post } = await begun(3);
    const bulk = [12, 13, 14, 15].map((day) => issueOf(day));
    await post.delivery.look([OLD, ...bulk]);
    await post.delivery.look([OLD, ...bulk]);
    expect(world.arrived).toEqual([]);
    expect(post.logged.filter((line) => line.includes("back-fill"))).toHaveLength(1);
  });

  test("of an issue that is older than the days it is new, also when its date is corrected", async () => {
    const { world, post } = await begun(3);
    const late = issueOf("2026-10-01");
    await post.delivery.look([late, OLD]);
    const corrected: Issue = { ...late, date: NOW };
    await post.delivery.look([OLD, corrected]);
    expect(world.arrived).toEqual([]);
  });

  test("of an issue that was edited, or retracted before its turn", async () => {
    const { world, post } = await begun(1);
    await post.delivery.look([OLD, NEW]);
    await post.delivery.look([OLD, { ...NEW, title: "Corrected", lastmod: NOW }]);
    expect(world.arrived).toHaveLength(1);
  });

  test("of what is out, also when the session was there before the issues were known", async () => {
    const world = makeWorld();
    const post = makePost(world);
    await post.subscribers.add("ana@chat.example", [ENGLISH]);
    post.delivery.restart();
    await setImmediate();
    await post.delivery.look([OLD, NEW]);
    expect(world.arrived).toEqual([]);
  });
});

describe("an interruption", () => {
  const COUNT = 25;
  /** At which message or note, the first being 0, what goes wrong. */
  const faults = {
    "behind a message that was taken": (post: Post, at: number) => {
      let sent = 0;
      post.onSend(() => void (sent++ === at && post.lose()));
    },
    "behind a message that vanished": (post: Post, at: number) => {
      let sent = 0;
      post.onSend(() => {
        if (sent++ !== at) return undefined;
        post.lose();
        return "vanishes";
      });
    },
    "before a note": (post: Post, at: number) => {
      let noted = 0;
      post.onNote((when) => {
        if (when !== "before" || noted++ !== at) return;
        post.lose();
        throw LOST;
      });
    },
    "behind a note": (post: Post, at: number) => {
      let noted = 0;
      post.onNote((when) => {
        if (when !== "behind" || noted++ !== at) return;
        post.lose();
        throw LOST;
      });
    },
  };
  const each = Object.entries(faults);

  /** Breaks off, and goes on in a new session or a new process. Gives who was sent the issue, and what was logged. */
  const interrupted = async (
    breakOff: (post: Post, at: number) => void,
    { at, again, keepsArchive }: { at: number; again: "session" | "process"; keepsArchive: boolean },
  ) => {
    const { world, post } = await begun(COUNT, makeWorld(keepsArchive));
    breakOff(post, at);
    await post.delivery.look([OLD, NEW]);
    let last = post;
    if (again === "session") {
      post.onSend(() => {});
      post.onNote(() => {});
      post.regain();
    } else {
      for (const memory of [...world.list, world.delivered]) memory.breaks(undefined);
      last = makePost(world);
    }
    await last.delivery.look([OLD, NEW]);
    return { got: addressees(world), logged: last.logged };
  };

  for (const again of ["session", "process"] as const) {
    test.each(each)(
      `%s costs nobody anything and gives nobody it twice, in a new ${again}`,
      async (_, breakOff) => {
        for (let at = 0; at <= COUNT; at += 1) {
          const { got } = await interrupted(breakOff, { at, again, keepsArchive: true });
          expect(got, `at ${at}`).toEqual(all(COUNT));
        }
      },
    );

    test.each(each)(
      `%s gives nobody it twice in a new ${again} without an archive, and costs ten at most`,
      async (_, breakOff) => {
        for (let at = 0; at <= COUNT; at += 1) {
          const { got, logged } = await interrupted(breakOff, { at, again, keepsArchive: false });
          expect(got, `at ${at}`).toEqual([...new Set(got)]);
          expect(got.length, `at ${at}`).toBeGreaterThanOrEqual(COUNT - 10);
          const told = logged.filter((line) => line.includes("nobody is sent an issue twice"));
          expect(told.length === 1 || (told.length === 0 && got.length === COUNT), `at ${at}`).toBe(true);
        }
      },
    );
  }

  test("behind a note that was stored costs nobody anything in a new session, also without an archive", async () => {
    for (let at = 0; at <= COUNT; at += 1) {
      const breakOff = faults["behind a note"];
      const { got } = await interrupted(breakOff, { at, again: "session", keepsArchive: false });
      expect(got, `at ${at}`).toEqual(all(COUNT));
    }
  });

  test("of which the server has acknowledged the messages leaves nothing in doubt", async () => {
    const { world, post } = await begun(5, makeWorld(false));
    post.onSend((message) => {
      post.delivery.taken(message);
      if (world.arrived.length === 2) post.lose();
    });
    await post.delivery.look([OLD, NEW]);
    post.onSend(() => {});
    post.regain();
    await post.delivery.look([OLD, NEW]);
    expect(addressees(world)).toEqual(all(5));
    expect(post.logged.join()).not.toContain("twice");
  });

  test("that outlasts the days an issue is new ends its delivery, which is told", async () => {
    const { world, post } = await begun(25);
    post.onSend(() => void (world.arrived.length === 12 && post.lose()));
    await post.delivery.look([OLD, NEW]);
    for (const memory of [...world.list, world.delivered]) memory.breaks(undefined);
    const later = makePost(world, { now: () => new Date("2026-12-20T10:00:00Z") });
    await later.delivery.look([OLD, NEW]);
    expect(world.arrived).toHaveLength(13);
    expect(later.logged.join()).toContain("it is not sent to the rest of the subscribers");
  });

  test("after which nobody knows how far it came sends nobody anything, which is told", async () => {
    const { world, post } = await begun(25);
    post.onSend(() => void (world.arrived.length === 12 && post.lose()));
    await post.delivery.look([OLD, NEW]);
    for (const memory of [...world.list, world.delivered]) memory.breaks(undefined);
    world.delivered.items.delete("passage");
    const again = makePost(world);
    await again.delivery.look([OLD, NEW]);
    expect(world.arrived).toHaveLength(13);
    expect(again.logged.join()).toContain("nobody knows any more");
  });
});

test("a bot that is stopped leaves nothing in doubt, and the next one goes on", async () => {
  const { world, post } = await begun(25, makeWorld(false));
  let stopped: Promise<void> | undefined;
  post.onSend(() => void (stopped ??= post.delivery.stop()));
  await post.delivery.look([OLD, NEW]);
  await stopped;
  expect(world.arrived.length).toBeLessThan(25);
  const again = makePost(world);
  await again.delivery.look([OLD, NEW]);
  expect(addressees(world)).toEqual(all(25));
  expect(again.logged.join()).not.toContain("twice");
});

test("a message that no stream may carry is left out, and the others go on", async () => {
  const { world, post } = await begun(5);
  post.onSend(({ attrs }) => {
    if (attrs["to"] === "reader3@chat.example") throw new UnsendableError("the stanza is not well-formed");
  });
  await post.delivery.look([OLD, NEW]);
  expect(addressees(world)).toEqual(all(5).filter((jid) => jid !== "reader3@chat.example"));
});

test("a server that refuses to remember is told of, and nothing is sent", async () => {
  const { world, post } = await begun(5);
  world.delivered.breaks(new StanzaError({ condition: "resource-constraint", type: "wait" }));
  await post.delivery.look([OLD, NEW]);
  await post.delivery.look([OLD, NEW]);
  expect(world.arrived).toEqual([]);
  expect(post.logged.filter((line) => line.startsWith("warn"))).toEqual([
    expect.stringContaining("it is tried again: the server refused a request: resource-constraint"),
  ]);
  await post.delivery.stop();
});

describe("messages that come back", () => {
  const [ANA = ""] = people(1);
  const DAYS = [17, 18, 19, 20];

  const lastly = async (condition: string, type?: string): Promise<Post> => {
    const { post } = await begun(1);
    for (const at of DAYS.keys()) {
      await post.delivery.look([OLD, ...DAYS.slice(0, at + 1).map((day) => issueOf(day))]);
      post.bounce(ANA, condition, type);
    }
    return post;
  };

  test.each(["item-not-found", "remote-server-not-found", "service-unavailable"])(
    "%s three times in a row end a subscription",
    async (condition) => {
      const post = await lastly(condition);
      expect(post.letters()).toHaveLength(3);
      expect(post.subscribers.find(ANA)).toBeUndefined();
      await post.delivery.stop();
    },
  );

  test("gone ends it at once", async () => {
    const post = await lastly("gone");
    expect(post.letters()).toHaveLength(1);
    await post.delivery.stop();
  });

  test.each([
    ["remote-server-timeout", "wait"],
    ["resource-constraint", "wait"],
    ["not-allowed", "cancel"],
    ["forbidden", "auth"],
  ])("%s of type %s end nothing", async (condition, type) => {
    const post = await lastly(condition, type);
    expect(post.letters()).toHaveLength(4);
    await post.delivery.stop();
  });

  test("that the bot never sent, or that are about somebody else, end nothing", async () => {
    const { post } = await begun(2);
    await post.delivery.look([OLD, NEW]);
    post.bounce("stranger@chat.example", "gone");
    post.bounce(`${ANA}x`, "gone");
    expect(post.subscribers.count()).toBe(2);
    await post.delivery.stop();
  });
});
