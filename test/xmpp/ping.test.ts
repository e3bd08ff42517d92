/** XEP-0199: pings. */

import { expect, test } from "vitest";
import * as ping from "../../src/xmpp/ping.ts";

test("every ping to the server has an id of its own", () => {
  const [one, other] = [ping.toElement(), ping.toElement()];
  expect(one.getChild("ping", "urn:xmpp:ping")).toBeDefined();
  expect(one.attrs).toMatchObject({ type: "get" });
  expect(one.attrs["id"]).not.toBe(other.attrs["id"]);
});
