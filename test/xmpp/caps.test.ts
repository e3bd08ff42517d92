/** XEP-0115: entity capabilities. */

import { expect, test } from "vitest";
import * as caps from "../../src/xmpp/caps.ts";

const exodus = {
  identities: [{ category: "client", type: "pc", name: "Exodus 0.9.1" }],
  features: [
    "http://jabber.org/protocol/disco#items",
    "http://jabber.org/protocol/muc",
    "http://jabber.org/protocol/caps",
    "http://jabber.org/protocol/disco#info",
  ],
};

test("the verification string is that of the example in section 5.2", () => {
  expect(caps.verification(exodus)).toBe("QgayPKawpkPSDYmwT/WM94uAlu0=");
});

test("presence carries the hash, its algorithm and the software", () => {
  expect(caps.toElement(exodus, "urn:example").attrs).toEqual({
    xmlns: "http://jabber.org/protocol/caps",
    hash: "sha-1",
    node: "urn:example",
    ver: "QgayPKawpkPSDYmwT/WM94uAlu0=",
  });
});
