/** Why a connection failed, in sentences. */

import { expect, test } from "vitest";
import { explain } from "../../src/xmpp/failure.ts";

const service = { host: "xmpp.example.org", port: 5222, tls: "starttls" as const };
const failure = (name: string, properties: object, message = "boom") =>
  explain(Object.assign(new Error(message), { name, ...properties }), "example.org", service);

test.each([
  ["ECONNREFUSED", "retry", "no connection to xmpp.example.org:5222 (ECONNREFUSED)"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "slow", "name it in NEWSSTAND_CA_FILE"],
  ["CERT_HAS_EXPIRED", "slow", "a certificate that does not hold for example.org (TLS): boom"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "slow", "does not hold for example.org"],
])("%s asks to %s and says what to do", (code, remedy, words) => {
  const explained = failure("Error", { code });
  expect(explained.remedy).toBe(remedy);
  expect(explained.sentence).toContain(words);
});

test.each([
  ["getaddrinfo", "ENOTFOUND"],
  ["querySrv", "ECONNREFUSED"],
])("%s that fails with %s is a failure of DNS", (syscall, code) => {
  expect(failure("Error", { code, syscall })).toEqual({
    sentence: `the address of xmpp.example.org:5222 cannot be found (DNS, ${code}); NEWSSTAND_SERVICE can name a host`,
    remedy: "retry",
  });
});

test("a wrong password names the settings, and must not be tried for ever", () => {
  expect(failure("SASLError", { condition: "not-authorized" })).toEqual({
    sentence:
      "xmpp.example.org:5222 does not accept the account and its password; check NEWSSTAND_JID and NEWSSTAND_PASSWORD",
    remedy: "credentials",
  });
});

test.each([
  ["SASLError", { condition: "temporary-auth-failure" }, "retry"],
  ["SASLError", { condition: "account-disabled" }, "slow"],
  ["StreamError", { condition: "conflict" }, "slow"],
  ["StreamError", { condition: "host-unknown" }, "slow"],
  ["StreamError", { condition: "see-other-host" }, "slow"],
  ["StreamError", { condition: "policy-violation" }, "retry"],
  ["StreamError", { condition: "system-shutdown" }, "retry"],
  ["AuthenticationError", {}, "slow"],
  ["TimeoutError", {}, "retry"],
  ["Error", {}, "retry"],
])("%s %j asks to %s", (name, properties, remedy) => {
  expect(failure(name, properties).remedy).toBe(remedy);
});

test("a stream that a large stanza ended is told from other violations", () => {
  const violation = { condition: "policy-violation" };
  const large = failure("StreamError", violation, "policy-violation (XML stanza is too big)");
  expect(large).toEqual({
    sentence: "xmpp.example.org:5222 ended the stream: policy-violation (XML stanza is too big)",
    remedy: "retry",
    tooLarge: true,
  });
  expect(failure("StreamError", violation, "policy-violation (too many requests)").tooLarge).toBe(false);
});

test("a connection that just ended is tried again", () => {
  expect(explain(undefined, "example.org")).toEqual({
    sentence: "example.org closed the connection",
    remedy: "retry",
  });
});
