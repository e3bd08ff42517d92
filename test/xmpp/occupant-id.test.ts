/** XEP-0421: ids of occupants. */

import { expect, test } from "vitest";
import { occupantIdOf } from "../../src/xmpp/occupant-id.ts";
import { element } from "../support/conversation.ts";

test.each([
  ["a", `<message><occupant-id xmlns="urn:xmpp:occupant-id:0" id="a"/></message>`],
  ["a", `<presence><occupant-id xmlns="urn:xmpp:occupant-id:0" id="a"/></presence>`],
  [undefined, `<message><occupant-id xmlns="urn:xmpp:occupant-id:0"/></message>`],
  [undefined, `<message><occupant-id xmlns="urn:x" id="a"/></message>`],
])("%s sent %s", (id, stanza) => {
  expect(occupantIdOf(element(stanza))).toBe(id);
});
