/** XEP-0249: Direct MUC Invitations. */

import { expect, test } from "vitest";
import { invitedTo } from "../../src/xmpp/invitation.ts";
import { element } from "../support/conversation.ts";

test("an invitation names the room", () => {
  const invitation = `<message from="ana@example.org/desk"><x xmlns="jabber:x:conference" jid="Room@rooms.example.org" reason="come"/></message>`;
  expect(invitedTo(element(invitation))).toBe("room@rooms.example.org");
});

test.each([
  ["a message without one", `<message from="a@b"><body>x</body></message>`],
  ["one that names no room", `<message from="a@b"><x xmlns="jabber:x:conference"/></message>`],
  ["one to what is no JID", `<message from="a@b"><x xmlns="jabber:x:conference" jid="@"/></message>`],
  [
    "a presence",
    `<presence from="a@b"><x xmlns="jabber:x:conference" jid="room@rooms.example.org"/></presence>`,
  ],
])("%s gives nothing", (_, xml) => {
  expect(invitedTo(element(xml))).toBeUndefined();
});
