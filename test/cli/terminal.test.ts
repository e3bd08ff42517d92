/** A person is asked only where there is one. */

import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openTerminal } from "../../src/cli/terminal.ts";

function streams({ isTTY }: { readonly isTTY: boolean }) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { stdin, stdout, stderr, env: {} };
}

function attended() {
  const given = streams({ isTTY: true });
  const stopping = new AbortController();
  const { ask } = openTerminal(given, stopping.signal);
  if (ask === undefined) throw new Error("there is somebody to ask");
  return { ...given, ask, stopping };
}

test.each([
  ["y\n", true],
  ["Yes\n", true],
  ["\n", false],
  ["no\n", false],
  ["yesterday\n", false],
])("%j is %s", async (typed, answer) => {
  const { stdin, stderr, ask } = attended();
  stdin.write(typed);
  expect(await ask("Retract it?")).toBe(answer);
  expect(String(stderr.read())).toBe("Retract it? [y/N] ");
});

test("the end of the input is a no", async () => {
  const { stdin, ask } = attended();
  stdin.end();
  expect(await ask("Retract it?")).toBe(false);
});

test("who is told to stop asks no more", async () => {
  const { ask, stopping } = attended();
  const asked = ask("Retract it?");
  stopping.abort();
  await expect(asked).rejects.toThrow("stopped before it was done");
});

test("nobody is asked, and nothing coloured, where there is no terminal", () => {
  const terminal = openTerminal(streams({ isTTY: false }), new AbortController().signal);
  expect(terminal).toMatchObject({ ask: undefined, hasColours: false, isTTY: false });
});
