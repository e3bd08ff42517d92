/** Questions and their answers. */

import { expect, test } from "vitest";
import { createQuestions, PATIENCE } from "./questions.ts";

const ROOM = "team@rooms.example.org";

/** Questions at a time that the test sets. */
function at(start: number) {
  const clock = { now: start };
  return { clock, questions: createQuestions(() => clock.now) };
}

/** What the bot says to a question. */
const answerTo = (question: string): string => `I know no XEP called “${question.slice("!xep ".length)}”.`;

test("an answer counts for the question that it quotes, in the room where it was asked", () => {
  const { questions } = at(0);
  const [first, second] = [questions.ask(ROOM, true), questions.ask(ROOM, true)];
  expect(questions.hear("lobby@rooms.example.org", answerTo(first))).toBe(false);
  expect(questions.hear(ROOM, answerTo(second))).toBe(true);
  expect(questions.hear(ROOM, "something else")).toBe(false);
  expect(questions.tally()).toMatchObject({ asked: 2, answered: 1, doubled: [] });
  expect(questions.since(0)).toEqual({ asked: 2, answered: 1 });
  expect(questions.open()).toBe(1);
});

test("a second answer is a doubled one, however late it comes", () => {
  const { clock, questions } = at(0);
  const question = questions.ask(ROOM, false);
  questions.hear(ROOM, answerTo(question));
  clock.now = 1_000_000;
  questions.hear(ROOM, answerTo(question));
  expect(questions.tally().doubled).toEqual([`zq1zq in ${ROOM}`]);
});

test("a question in calm that nobody answers in time is lost; one asked during a fault is not", () => {
  const { clock, questions } = at(0);
  questions.ask(ROOM, true);
  questions.ask(ROOM, false);
  clock.now = PATIENCE - 1;
  expect(questions.tally().lost).toEqual([]);
  clock.now = PATIENCE;
  expect(questions.tally().lost).toEqual([`zq1zq in ${ROOM}`]);
});

test("a fault excuses what was asked just before it, and nothing older", () => {
  const { clock, questions } = at(0);
  questions.ask(ROOM, true);
  clock.now = PATIENCE;
  questions.ask(ROOM, true);
  questions.disturb();
  clock.now = 10 * PATIENCE;
  expect(questions.tally().lost).toEqual([`zq1zq in ${ROOM}`]);
});

test("only what was asked after the fault shows that the bot is back", () => {
  const { clock, questions } = at(0);
  const early = questions.ask(ROOM, false);
  clock.now = 1_000;
  const late = questions.ask(ROOM, false);
  questions.hear(ROOM, answerTo(early));
  expect(questions.isAnswered(ROOM, 500)).toBe(false);
  questions.hear(ROOM, answerTo(late));
  expect(questions.isAnswered(ROOM, 500)).toBe(true);
});

test("what was asked in vain is counted until an answer comes", () => {
  const { questions } = at(0);
  questions.ask(ROOM, false);
  const question = questions.ask(ROOM, false);
  expect(questions.inVain(ROOM)).toBe(2);
  questions.hear(ROOM, answerTo(question));
  expect(questions.inVain(ROOM)).toBe(0);
});
