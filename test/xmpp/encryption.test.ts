/** XEP-0380: what is encrypted. */

import { expect, test } from "vitest";
import { isEncrypted, isKeyTransport } from "../../src/xmpp/encryption.ts";
import { element } from "../support/conversation.ts";

test.each([
  [true, false, `<encryption xmlns="urn:xmpp:eme:0" namespace="urn:x"/>`],
  [true, false, `<encrypted xmlns="eu.siacs.conversations.axolotl"><payload/></encrypted>`],
  [true, true, `<encrypted xmlns="eu.siacs.conversations.axolotl"><header/></encrypted>`],
  [true, false, `<encrypted xmlns="urn:xmpp:omemo:1"><payload/></encrypted>`],
  [true, true, `<encrypted xmlns="urn:xmpp:omemo:2"/><encryption xmlns="urn:xmpp:eme:0"/>`],
  [true, false, `<openpgp xmlns="urn:xmpp:openpgp:0"/>`],
  [true, false, `<x xmlns="jabber:x:encrypted"/>`],
  [false, false, `<encrypted xmlns="urn:x"/>`],
  [false, false, `<body>encrypted</body>`],
])("it is %s that it is encrypted, and %s that it is about keys only: %s", (encrypted, keys, inside) => {
  const message = element(`<message>${inside}</message>`);
  expect(isEncrypted(message)).toBe(encrypted);
  expect(isKeyTransport(message)).toBe(keys);
});
