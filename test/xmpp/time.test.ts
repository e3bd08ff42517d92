/** XEP-0202: entity time. */

import { expect, test } from "vitest";
import * as time from "../../src/xmpp/time.ts";

test("the time is told in UTC", () => {
  expect(time.toElement(new Date("2024-02-29T12:00:00Z")).toString()).toBe(
    `<time xmlns="urn:xmpp:time"><tzo>+00:00</tzo><utc>2024-02-29T12:00:00.000Z</utc></time>`,
  );
});
