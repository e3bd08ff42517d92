/** Nothing is taken away without a yes. */

import { expect, test } from "vitest";
import { refusalOf } from "../../src/cli/confirm.ts";

async function asked(yes: boolean, answer?: boolean) {
  const questions: string[] = [];
  let said = "";
  const ask = (question: string): Promise<boolean> => {
    questions.push(question);
    return Promise.resolve(answer === true);
  };
  const terminal = {
    ask: answer === undefined ? undefined : ask,
    err: (text: string) => void (said += text),
  };
  return { refusal: await refusalOf("Retract it?", { yes }, terminal), questions, said };
}

test("--yes is a yes, and nobody is asked", async () => {
  expect(await asked(true, false)).toEqual({ refusal: undefined, questions: [], said: "" });
  expect(await asked(true)).toMatchObject({ refusal: undefined });
});

test("on a terminal a person decides", async () => {
  expect(await asked(false, true)).toEqual({ refusal: undefined, questions: ["Retract it?"], said: "" });
  expect(await asked(false, false)).toMatchObject({ refusal: 1, said: "nothing was changed\n" });
});

test("where nobody can be asked, nothing is done, and it says what is missing", async () => {
  expect(await asked(false)).toEqual({
    refusal: 2,
    questions: [],
    said: "nothing was changed: where nobody can be asked, --yes has to be given\n",
  });
});
