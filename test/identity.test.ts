/** What the bot says of itself. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answerRequest, capabilities, VERSION } from "../src/identity.ts";
import { verification } from "../src/xmpp/caps.ts";
import { fromForm } from "../src/xmpp/forms.ts";
import { element } from "./support/conversation.ts";

const answerTo = (payload: string, type = "get") => {
  const iq = element(`<iq type="${type}" from="a@b/c" id="1">${payload}</iq>`);
  const [inside = iq] = iq.getChildElements();
  return answerRequest(iq, inside);
};
/** The payload of the result. */
const ask = (payload: string) => {
  const answer = answerTo(payload);
  return answer !== undefined && "result" in answer ? answer.result : undefined;
};
const INFO = "http://jabber.org/protocol/disco#info";

test("it is a bot, and reads and writes social feeds", () => {
  const info = ask(`<query xmlns="${INFO}"/>`);
  expect(info?.getChild("identity")?.attrs).toMatchObject({
    category: "client",
    type: "bot",
    name: "newsstand",
  });
  const features = info?.getChildren("feature").map(({ attrs }) => attrs["var"]);
  expect(features).toContain("urn:xmpp:pubsub-social-feed:1");
  expect(features).toContain(INFO);
  expect(features).toContain("http://jabber.org/protocol/commands");
  // XEP-0249, section 3: who takes direct invitations has to say so.
  expect(features).toContain("jabber:x:conference");
});

test("the hash in its presence is that of what it answers, and the node of the hash is answered", () => {
  const info = ask(`<query xmlns="${INFO}"/>`);
  const described = {
    identities: [{ category: "client", type: "bot", name: "newsstand" }],
    features: info?.getChildren("feature").map(({ attrs }) => attrs["var"] ?? "") ?? [],
  };
  const { ver = "", node = "" } = capabilities().attrs;
  expect(ver).toBe(verification(described));
  expect(ask(`<query xmlns="${INFO}" node="${node}#${ver}"/>`)?.attrs["node"]).toBe(`${node}#${ver}`);
  expect(fromForm(info).size).toBe(0);
});

test("a node that it does not have is not found", () => {
  expect(answerTo(`<query xmlns="${INFO}" node="other"/>`)).toEqual({
    condition: "item-not-found",
    type: "cancel",
  });
});

test("its version is that of the package", () => {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  expect(VERSION).toBe(version);
  expect(ask(`<query xmlns="jabber:iq:version"/>`)?.getChildText("version")).toBe(version);
});

test("a ping is answered with nothing", () => {
  expect(answerTo(`<ping xmlns="urn:xmpp:ping"/>`)).toEqual({ result: undefined });
});

test("it tells the time, and has no items", () => {
  expect(ask(`<time xmlns="urn:xmpp:time"/>`)?.getChildText("tzo")).toBe("+00:00");
  expect(ask(`<query xmlns="http://jabber.org/protocol/disco#items"/>`)?.getChildElements()).toEqual([]);
});

test("what it does not serve, and what would change something, is left to be refused", () => {
  expect(answerTo(`<query xmlns="jabber:iq:roster"/>`)).toBeUndefined();
  expect(answerTo(`<query xmlns="jabber:iq:version"/>`, "set")).toBeUndefined();
});
