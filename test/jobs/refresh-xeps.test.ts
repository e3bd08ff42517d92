/** The job that fetches the list of XEPs. */

import { expect, test } from "vitest";
import { jobs } from "../../src/jobs/index.ts";
import type { JobContext } from "../../src/jobs/job.ts";
import { refreshXeps } from "../../src/jobs/refresh-xeps.ts";
import type { FetchedList, ListRequest } from "../../src/xeps/refresh.ts";
import { type Xep, XepListError } from "../../src/xeps/xep.ts";

const xep: Xep = {
  number: 1,
  title: "One",
  shortName: undefined,
  status: "Active",
  type: "Procedural",
  version: "1.0",
  date: "2024-01-01",
  supersededBy: [],
  lastCall: undefined,
};

/** A context whose list comes from these answers, one after another. */
function context(...answers: (FetchedList | "unchanged" | Error)[]) {
  const asked: ListRequest[] = [];
  const said: string[] = [];
  let known: readonly Xep[] = [];
  const made: JobContext = {
    schedules: { check: "7 * * * *", xeps: "17 4 * * *", pull: "0 0 * * *" },
    pull: undefined,
    xepsUrl: new URL("https://xmpp.example/list.xml"),
    check: () => {},
    fetchList(request) {
      asked.push(request);
      const answer = answers.shift() ?? "unchanged";
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    xeps: () => known,
    setXeps: (xeps) => (known = xeps),
    say: (sentence) => said.push(sentence),
    warn: (sentence) => said.push(`warning: ${sentence}`),
  };
  return { made, asked, said, known: () => known };
}
const { signal } = new AbortController();

test("a new list takes the place of the old one, and what it said of itself is asked with the next time", async () => {
  const { made, asked, said, known } = context({ xeps: [xep], etag: '"1"', lastModified: undefined });
  const job = refreshXeps(made);
  await job?.run(signal);
  expect(known()).toEqual([xep]);
  expect(said).toEqual(["the list of XEPs is new: 1 of them"]);
  await job?.run(signal);
  expect(asked[1]).toMatchObject({ etag: '"1"', known: [xep] });
  expect(known()).toEqual([xep]);
});

test("a list that cannot be had keeps what is known, and is told in a sentence", async () => {
  const { made, known, said } = context(
    { xeps: [xep], etag: undefined, lastModified: undefined },
    new XepListError("broken"),
  );
  const job = refreshXeps(made);
  await job?.run(signal);
  await job?.run(signal);
  expect(said.at(-1)).toBe("warning: broken");
  expect(known()).toEqual([xep]);
});

test("where the list is switched off there is no such job", () => {
  const { made } = context();
  expect(jobs(made).map(({ name, when }) => `${name} ${when}`)).toEqual([
    "check-node 7 * * * *",
    "refresh-xeps 17 4 * * *",
  ]);
  expect(jobs({ ...made, xepsUrl: undefined }).map(({ name }) => name)).toEqual(["check-node"]);
});
