/** The conversation in rooms of real servers, and what its start costs. */

import { burst } from "./burst.ts";
import { apart } from "./apart.ts";
import type { Part } from "./report.ts";
import { ACCOUNTS, setStage } from "./room.ts";
import { roundTrip } from "./round-trip.ts";
import { SERVERS } from "./servers.ts";

/** The asker is somebody else in each, with an allowance of answers in each. */
const QUIET = 20;
/** So many rooms allow five hundred answers at once. */
const LIVELY = 5;
/** What one room allows at once (`src/conversation/limits.ts`). */
const ALLOWED = 100;

export async function* conversation(): AsyncGenerator<Part> {
  yield* await apart("startup.ts");
  for (const [name, { start }] of Object.entries(SERVERS)) {
    await using server = await start({ accounts: ACCOUNTS });
    const named = (what: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, at) => `${what}${at}@${server.rooms}`);
    const [quiet, lively, crowded] = [named("quiet", QUIET), named("lively", LIVELY), named("crowded", 1)];
    await using stage = await setStage(server, [...quiet, ...lively, ...crowded]);
    yield await roundTrip(name, stage, quiet);
    yield await burst(name, stage, { rooms: lively, least: LIVELY * ALLOWED });
    yield await burst(name, stage, { rooms: crowded, least: ALLOWED });
  }
}
