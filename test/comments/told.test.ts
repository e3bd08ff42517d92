/** What is remembered of the comments that were told. */

import { describe, expect, test } from "vitest";
import { createTold } from "../../src/comments/told.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { element } from "../support/conversation.ts";
import { memoryOf } from "./memory.ts";

const silent = (sentence: string): never => expect.fail(sentence);

test("what was told is known, also by the next process once it was kept", async () => {
  const memory = memoryOf();
  const told = createTold(memory, silent);
  await told.load();
  expect(told.has("june", "c1")).toBe(false);
  told.add("june", "c1");
  const keep = told.keeping("june");
  told.add("june", "c2");
  await keep();
  expect([told.has("june", "c1"), told.has("june", "c2"), told.has("may", "c1")]).toEqual([
    true,
    true,
    false,
  ]);

  const next = createTold(memory, silent);
  await next.load();
  expect([next.has("june", "c1"), next.has("june", "c2")]).toEqual([true, false]);
});

test("an issue without comments is remembered too, until it is forgotten", async () => {
  const memory = memoryOf();
  const told = createTold(memory, silent);
  await told.keeping("june")();
  expect([...told.issues()]).toEqual(["june"]);
  const next = createTold(memory, silent);
  await next.load();
  expect([...next.issues()]).toEqual(["june"]);
  await next.forget("june");
  expect(next.issues().size + memory.items.size).toBe(0);
});

test("what another process kept is added when it is loaded again", async () => {
  const memory = memoryOf();
  const told = createTold(memory, silent);
  told.add("june", "mine");
  const other = createTold(memory, silent);
  other.add("june", "theirs");
  await other.keeping("june")();
  await told.load();
  expect([told.has("june", "mine"), told.has("june", "theirs")]).toEqual([true, true]);
});

test("an item stays small, whatever ids people choose and however many there are", async () => {
  const memory = memoryOf();
  const told = createTold(memory, silent);
  for (let count = 0; count < 500; count++) told.add("june", `${count} ${"long ".repeat(1000)}`);
  await told.keeping("june")();
  expect(memory.items.get("june")?.toString().length).toBeLessThan(1000);
  expect(told.has("june", `499 ${"long ".repeat(1000)}`)).toBe(true);
});

test("what is of another form counts as nothing", async () => {
  const told = createTold(memoryOf({ june: element("<x>a b c</x>"), may: element("<y/>") }), silent);
  await told.load();
  expect(told.has("june", "a")).toBe(false);
});

describe("an account without private nodes", () => {
  const refuses = (): Promise<never> =>
    Promise.reject(new StanzaError({ condition: "not-allowed", type: "cancel" }));

  test("is named, and what was told is known all the same", async () => {
    const sentences: string[] = [];
    const memory = { read: refuses, write: refuses, forget: refuses };
    const told = createTold(memory, (sentence) => sentences.push(sentence));
    await told.load();
    told.add("june", "c1");
    await told.keeping("june")();
    await told.forget("may");
    expect(told.has("june", "c1")).toBe(true);
    expect(sentences).toHaveLength(3);
    expect(sentences[0]).toBe(
      "which comments were told is not remembered over restarts: the server refused a request: not-allowed",
    );
  });

  test("is not what a lost session is taken for", async () => {
    const memory = { ...memoryOf(), read: () => Promise.reject(new SessionError("lost", { lost: true })) };
    await expect(createTold(memory, silent).load()).rejects.toThrow(SessionError);
  });
});
