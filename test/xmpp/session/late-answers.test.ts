/** Answers that take a while. */

import { beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../../src/xmpp/answers.ts";
import { SessionError } from "../../../src/xmpp/failure.ts";
import { createLateAnswers } from "../../../src/xmpp/session/late-answers.ts";
import { element } from "../../support/xml.ts";

let sent: string[];
let trouble: string[];
let isOnline: boolean;

beforeEach(() => {
  [sent, trouble, isOnline] = [[], [], true];
});

function start(patience?: number) {
  return createLateAnswers({
    send(stanza) {
      if (!isOnline) throw new SessionError("there is no session", { lost: true });
      const text = stanza.toString();
      if (text.includes("huge")) throw new Error("too large");
      sent.push(text);
    },
    trouble: (error) => trouble.push(error.message),
    ...(patience !== undefined && { patience }),
  });
}

const request = (id: string) => element(`<iq type="get" from="a@b/c" id="${id}"><q xmlns="urn:q"/></iq>`);
const result = (name: string): Answer => ({ result: element(`<${name} xmlns="urn:q"/>`) });
const idOf = (text: string) => element(text).attrs["id"];

test("each goes out when it is there, and none waits for another", async () => {
  const late = start();
  const slow = Promise.withResolvers<Answer>();
  late.wait(request("1"), slow.promise);
  late.wait(request("2"), Promise.resolve(result("quick")));
  await expect.poll(() => sent.map(idOf)).toEqual(["2"]);
  slow.resolve(result("slow"));
  await expect.poll(() => sent.map(idOf)).toEqual(["2", "1"]);
});

test("what is there during an interruption goes out in order when the session goes on", async () => {
  const late = start();
  isOnline = false;
  late.wait(request("1"), Promise.resolve(result("a")));
  late.wait(request("2"), Promise.resolve(result("b")));
  const third = Promise.withResolvers<Answer>();
  late.wait(request("3"), third.promise);
  await Promise.resolve().then(() => vi.waitFor(() => expect(sent).toEqual([])));
  isOnline = true;
  await new Promise(setImmediate);
  late.open("resumed");
  expect(sent.map(idOf)).toEqual(["1", "2"]);
  third.resolve(result("c"));
  await expect.poll(() => sent.map(idOf)).toEqual(["1", "2", "3"]);
  late.open("resumed");
  expect(sent).toHaveLength(3);
});

test("a new session has nothing to say to those who asked the one before", async () => {
  const late = start();
  const slow = Promise.withResolvers<Answer>();
  late.wait(request("1"), slow.promise);
  isOnline = false;
  late.wait(request("2"), Promise.resolve(result("a")));
  await new Promise(setImmediate);
  isOnline = true;
  late.open("fresh");
  slow.resolve(result("b"));
  late.wait(request("3"), Promise.resolve(result("c")));
  await expect.poll(() => sent.map(idOf)).toEqual(["3"]);
});

test("an answer that fails is an error, and told as trouble", async () => {
  start().wait(request("1"), Promise.reject(new Error("no disk")));
  await expect.poll(() => sent).toHaveLength(1);
  expect(
    element(sent[0] ?? "")
      .getChild("error")
      ?.getChild("internal-server-error"),
  ).toBeDefined();
  expect(trouble).toEqual(["no disk"]);
});

test("an answer that never comes is an error in the end", async () => {
  start(5).wait(request("1"), new Promise(() => {}));
  await expect.poll(() => sent).toHaveLength(1);
  const error = element(sent[0] ?? "").getChild("error");
  expect([error?.attrs["type"], error?.getChild("resource-constraint")?.name]).toEqual([
    "wait",
    "resource-constraint",
  ]);
});

test("an answer that cannot be sent is an error", async () => {
  start().wait(request("1"), Promise.resolve(result("huge")));
  await expect.poll(() => sent).toHaveLength(1);
  expect(element(sent[0] ?? "").attrs["type"]).toBe("error");
  expect(trouble).toEqual(["too large"]);
});
