/** XEP-0092: software version. */

import { expect, test } from "vitest";
import * as version from "../../src/xmpp/version.ts";

test("the software tells its name and version", () => {
  expect(version.toElement("newsstand", "1.2.3").toString()).toBe(
    `<query xmlns="jabber:iq:version"><name>newsstand</name><version>1.2.3</version></query>`,
  );
});
