/** What only the bot that acts may do. */

import { expect, test } from "vitest";
import { onlyWhile } from "../src/acting.ts";
import type { Session } from "../src/xmpp/session.ts";
import { xml } from "../src/xmpp/stanza.ts";

const sent: string[] = [];
const session: Session = {
  jid: () => "bot@example.org/one",
  isOnline: () => true,
  isAlive: () => true,
  limit: () => undefined,
  get: () => Promise.resolve(xml("got")),
  set: () => Promise.resolve(xml("done")),
  send: (stanza) => void sent.push(stanza.name),
  start: () => {},
  stop: () => Promise.resolve(),
  reset: () => {},
  hurry: () => {},
};

test("a bot that acts speaks; once it stands by, what is under way ends as with its session", async () => {
  let acts = true;
  const acting = onlyWhile(() => acts, session);
  const speak = (): void => acting.send(xml("presence"));
  speak();
  expect(acting.isOnline()).toBe(true);
  expect((await acting.get(xml("query")))?.name).toBe("got");
  expect((await acting.set(xml("query")))?.name).toBe("done");

  acts = false;
  expect(acting.isOnline()).toBe(false);
  await expect(acting.get(xml("query"))).rejects.toMatchObject({ lost: true });
  await expect(acting.set(xml("query"))).rejects.toMatchObject({ lost: true });
  expect(speak).toThrow("another newsstand acts for this account");
  expect(sent).toEqual(["presence"]);
});
