/** SASL and SASL2 with a scripted server: what is chosen and asked for, and what a login may not end with. */

import { describe, expect, test } from "vitest";
import { type PeerOptions } from "../../support/peer/acts.ts";
import {
  BIND,
  DOMAIN,
  features,
  mechanisms,
  NS,
  SM,
  sasl2 as offerSasl2,
  STREAM,
} from "../../support/peer/words.ts";
import { startPeer } from "../../support/peer.ts";
import { eventually, playSession } from "../../support/playing.ts";
import { xml } from "../../../src/xmpp/stanza.ts";

const FAST = `<fast xmlns="urn:xmpp:fast:0"><mechanism>HT-SHA-256-NONE</mechanism></fast>`;
const TOKEN = `<token xmlns="urn:xmpp:fast:0" token="secret" expiry="2999-01-01T00:00:00Z"/>`;

/** The first sentence of a session with this peer. */
async function sentence(peer: { readonly port: number }, options: { readonly password?: string } = {}) {
  await using played = playSession({ port: peer.port, ...options });
  await eventually("the session to be offline", () => played.offline.length > 0, played);
  expect(played.online).toEqual([]);
  return played.offline[0];
}

describe("FAST", () => {
  test("is not used where it is offered: no token is asked for, now or after a token that came unasked", async () => {
    await using peer = await startPeer({ sasl2: true });
    peer.at("login", (line) => {
      line.say(STREAM + features(offerSasl2("SCRAM-SHA-256").replace("<inline>", `<inline>${FAST}`)));
    });
    peer.at("response", (line, usual) => {
      line.together(() => {
        usual();
        line.say(TOKEN);
      });
    });
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.forget();
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played);
    const logins = peer.heard().filter(({ name }) => name === "authenticate");
    expect(logins.map(({ attrs }) => attrs["mechanism"])).toEqual(["SCRAM-SHA-256", "SCRAM-SHA-256"]);
    expect(logins.map(String).join("")).not.toMatch(/fast|token/u);
  });

  test("that is all a server offers is not enough", async () => {
    await using peer = await startPeer({ sasl2: true });
    peer.at("login", (line) =>
      line.say(STREAM + features(offerSasl2().replace("<inline>", `<inline>${FAST}`))),
    );
    expect(await sentence(peer)).toContain("the server offers no way to authenticate");
  });
});

describe("a session that Bind 2 has bound", () => {
  const BOUND = `<success xmlns="${NS.sasl2}"><authorization-identifier>bot@${DOMAIN}/played.1</authorization-identifier><bound xmlns="${NS.bind2}"/></success>`;
  const options: PeerOptions = { sasl2: true, mechanisms: ["PLAIN"] };

  test.each([
    ["with stream management, waits until that is on", [BIND, SM], ["authenticate", "enable", "presence"]],
    ["without stream management, speaks at once", [BIND], ["authenticate", "presence"]],
    ["and is offered nothing more, speaks at once", [], ["authenticate", "presence"]],
  ])("%s, and binds nothing more", async (_, after, heard) => {
    await using peer = await startPeer(options);
    peer.at("login", (line) => {
      line.say(
        STREAM +
          features(
            offerSasl2("PLAIN")
              .replaceAll(SM, "")
              .replace(/<feature [^>]*>/u, ""),
          ),
      );
    });
    peer.at("auth", (line) => {
      line.say(BOUND);
      // Long enough for the library to say that it is online.
      setTimeout(() => line.say(features(...after)), 20);
    });
    await using played = playSession({
      port: peer.port,
      allowPlain: true,
      events: { online: (): void => played.session.send(xml("presence")) },
    });
    await eventually("its presence", () => peer.heard().some(({ name }) => name === "presence"), played);
    const names = peer.heard().map(({ name }) => name);
    expect(names.filter((name) => name !== "starttls")).toEqual(heard);
    expect(played.offline).toEqual([]);
  });
});

describe.each([
  ["SASL", false],
  ["SASL2", true],
] as const)("over %s", (_, sasl2) => {
  const xmlns = sasl2 ? NS.sasl2 : NS.sasl;
  const success = `<success xmlns="${xmlns}"/>`;
  const offer = sasl2 ? offerSasl2 : mechanisms;

  test("a server that offers nothing we know is told by the names of what it offers", async () => {
    await using peer = await startPeer({ sasl2, mechanisms: ["DIGEST-MD5", "X-OAUTH2", "<b>"].slice(0, 2) });
    const said = await sentence(peer);
    expect(said).toContain("the server offers no SCRAM mechanism (it offers: DIGEST-MD5, X-OAUTH2)");
    expect(said).not.toContain("allow_plain");
  });

  test("PLAIN, where it is allowed, carries any password", async () => {
    const password = "pässwörd 日本";
    await using peer = await startPeer({ sasl2, mechanisms: ["PLAIN"], password });
    await using played = playSession({ port: peer.port, password, allowPlain: true });
    await played.isOnline();
    expect(peer.count("auth")).toBe(1);
  });

  test("a password that no login may have is refused before anything is said", async () => {
    await using peer = await startPeer({ sasl2 });
    expect(await sentence(peer, { password: "line\nbreak" })).toContain(
      "the password is empty, or has a character that no login may have (RFC 4013)",
    );
    expect(peer.count("auth")).toBe(0);
  });

  test.each([
    ["before the features", "login", () => success + features(offer("SCRAM-SHA-256"))],
    ["instead of the features", "login", () => success + features(BIND)],
  ] as const)("a success that comes %s is not believed", async (__, step, words) => {
    await using peer = await startPeer({ sasl2 });
    peer.at(step, (line) => line.say(STREAM + words()));
    expect(await sentence(peer)).toContain("the server ended the login before it began");
    expect(peer.heard().some(({ name }) => name === "iq")).toBe(false);
  });

  test("a success that comes before the challenge is not believed", async () => {
    await using peer = await startPeer({ sasl2 });
    peer.at("auth", (line) => line.say(success));
    expect(await sentence(peer)).toContain("did not prove that it knows the password");
  });

  test.each([
    [
      "a challenge that is no base64",
      `<challenge xmlns="${xmlns}">&#228;&#246;</challenge>`,
      "cannot be read (base64)",
    ],
    ["an empty challenge", `<challenge xmlns="${xmlns}"/>`, "a nonce that is not ours"],
    ["a challenge of no length", `<challenge xmlns="${xmlns}">=</challenge>`, ""],
    ["a challenge without salt", `<challenge xmlns="${xmlns}">${btoa("r=x,i=4096")}</challenge>`, "not ours"],
    [
      "a refusal of SCRAM",
      `<challenge xmlns="${xmlns}">${btoa("e=other-error")}</challenge>`,
      "refused the login: other-error",
    ],
  ])("%s is the end of the login, with a sentence", async (__, words, said) => {
    await using peer = await startPeer({ sasl2 });
    peer.at("auth", (line) => line.say(words));
    expect(await sentence(peer)).toContain(said);
    expect(peer.count("response")).toBe(0);
  });

  test.each([
    ["not-authorized", "does not accept the account and its password"],
    ["account-disabled", "refused to authenticate the account (SASL): account-disabled"],
    ["temporary-auth-failure", "refused to authenticate the account (SASL): temporary-auth-failure"],
  ])("a failure with %s is told as what it is", async (condition, said) => {
    await using peer = await startPeer({ sasl2 });
    const failure = `<failure xmlns="${xmlns}"><${condition} xmlns="${NS.sasl}"/></failure>`;
    peer.at("response", (line) => line.say(failure));
    expect(await sentence(peer)).toContain(said);
  });
});
