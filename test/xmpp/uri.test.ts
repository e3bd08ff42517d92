/** RFC 5122: `xmpp:` URIs. */

import { expect, test } from "vitest";
import { chatUri, followUri, itemUri, jidUri, nodeUri } from "../../src/xmpp/uri.ts";

const at = { service: "pubsub.example.org", node: "news letter;ä" };

test("nodes and items are percent-encoded", () => {
  expect(itemUri(at, "2023-06-05")).toBe(
    "xmpp:pubsub.example.org?;node=news%20letter%3B%C3%A4;item=2023-06-05",
  );
  expect(followUri(at)).toBe("xmpp:pubsub.example.org?pubsub;action=subscribe;node=news%20letter%3B%C3%A4");
});

test("the colons and slashes of a comments node are encoded, as clients expect", () => {
  expect(nodeUri({ service: "pubsub.example.org", node: "urn:xmpp:microblog:0:comments/x" })).toBe(
    "xmpp:pubsub.example.org?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fx",
  );
});

test("an account's address is kept readable", () => {
  expect(jidUri("bot@example.org")).toBe("xmpp:bot@example.org");
  expect(jidUri("b?t@example.org")).toBe("xmpp:b%3Ft@example.org");
});

test("words for a chat stand in a message that styles nothing of them", () => {
  expect(chatUri("bot@example.org", "say *_~`!'; a=b ✓")).toBe(
    "xmpp:bot@example.org?message;body=say%20%2A%5F%7E%60%21%27%3B%20a%3Db%20%E2%9C%93",
  );
});
