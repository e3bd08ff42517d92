/** What a subscriber was told. */

import { expect, test } from "vitest";
import { createDeliveries } from "./deliveries.ts";

test("every version of an item may be told once, and retractions do not count", () => {
  const deliveries = createDeliveries();
  deliveries.note("one", "first");
  deliveries.note("one", "second");
  deliveries.note("one", undefined);
  expect(deliveries.tally()).toEqual({ told: 2, doubled: [], forgotten: [] });
  deliveries.note("one", "first");
  expect(deliveries.tally()).toEqual({ told: 3, doubled: ["one “first”"], forgotten: [] });
});

test("what a killed server has forgotten may be told again, once; what it holds may not", () => {
  const deliveries = createDeliveries();
  for (const id of ["kept", "lost", "edited", "retracted"]) deliveries.note(id, "first");
  deliveries.note("edited", "second");
  deliveries.note("retracted", undefined);
  deliveries.forget(
    new Map([
      ["kept", "first"],
      ["edited", "first"],
    ]),
  );
  expect(deliveries.tally().forgotten).toEqual(["lost “first”", "edited “second”"]);
  deliveries.note("lost", "first");
  deliveries.note("edited", "second");
  expect(deliveries.tally().doubled).toEqual([]);
  for (const id of ["lost", "kept"]) deliveries.note(id, "first");
  deliveries.note("edited", "first");
  expect(deliveries.tally().doubled).toEqual(["lost “first”", "kept “first”", "edited “first”"]);
});
