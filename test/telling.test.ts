/** Who is told of what, and when that goes on after an interruption. */

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { toEdition } from "../src/assembly.ts";
import { readConfig, requireAccount } from "../src/config.ts";
import { parseIssue } from "../src/newsletter/issue.ts";
import { createWindow } from "../src/publish/pace.ts";
import { createTelling } from "../src/telling.ts";
import { SessionError } from "../src/xmpp/failure.ts";
import type { Outbox } from "../src/xmpp/outbox.ts";
import type { Session } from "../src/xmpp/session.ts";
import { memoryOf } from "./comments/memory.ts";
import { fakeRooms, logTo } from "./support/rooms.ts";

const ISSUE = parseIssue("2026-05-05-news.md", "---\ntitle: News\ndate: 2026-05-05\n---\nWords.\n");

test("comments that an interruption kept from being looked at are looked at when the session goes on", async () => {
  const env = {
    NEWSSTAND_JID: "bot@example.org",
    NEWSSTAND_PASSWORD: "secret",
    NEWSSTAND_EDITORS_ROOM: "editors@rooms.example.org",
    NEWSSTAND_CHAT_SUBSCRIPTIONS: "false",
  };
  const config = requireAccount(await readConfig({ env }));
  let asked = 0;
  const session: Session = {
    jid: () => "bot@example.org/x",
    isOnline: () => true,
    isAlive: () => true,
    limit: () => undefined,
    get() {
      asked += 1;
      const lost = new SessionError("the session was lost", { lost: true });
      return asked === 1 ? Promise.reject(lost) : Promise.resolve(undefined);
    },
    set: () => Promise.resolve(undefined),
    send: () => {},
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  const telling = createTelling({
    config,
    edition: toEdition(config),
    session,
    rooms: fakeRooms,
    outbox: (): Outbox => expect.fail("nothing is posted"),
    window: createWindow(),
    archive: () => ({ issues: [ISSUE], broken: [] }),
    memoryOf: () => memoryOf(),
    log: logTo(() => {}),
  });
  telling.resumed();
  await setImmediate();
  expect(asked).toBe(0);
  telling.followed([ISSUE]);
  await setImmediate();
  expect(asked).toBe(1);
  telling.resumed();
  await setImmediate();
  expect(asked).toBe(2);
  await telling.stop(0);
});
