/** Why a connection failed, in sentences. */

import { expect, test } from "vitest";
import { explain, isCaused, isResumable, type Step } from "../../src/xmpp/failure.ts";

const service = { host: "xmpp.example.org", port: 5222, tls: "starttls" as const };
const error = (name: string, properties: object, message = "boom") =>
  Object.assign(new Error(message), { name, ...properties });
const failure = (
  step: Step,
  name: string,
  properties: { condition?: string; code?: string; syscall?: string },
  message?: string,
) => explain(error(name, properties, message ?? properties.condition), "example.org", step, service);

test.each<[string, Step, string, string]>([
  [
    "ECONNREFUSED",
    "connect",
    "retry",
    "no connection to xmpp.example.org:5222 (connect, ECONNREFUSED); is the server running",
  ],
  ["ENETUNREACH", "connect", "retry", "(connect, ENETUNREACH); is there a network?"],
  ["EPERM", "connect", "retry", "no connection to xmpp.example.org:5222 (connect, EPERM)"],
  ["ECONNRESET", "SASL", "retry", "the connection to xmpp.example.org:5222 broke (SASL, ECONNRESET)"],
  ["ECONNRESET", "session", "retry", "the connection to xmpp.example.org:5222 broke (ECONNRESET)"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "TLS", "slow", "name it in NEWSSTAND_CA_FILE"],
  [
    "CERT_HAS_EXPIRED",
    "TLS",
    "slow",
    "the certificate of xmpp.example.org:5222 has expired (TLS, CERT_HAS_EXPIRED); it has to be renewed",
  ],
  ["CERT_NOT_YET_VALID", "TLS", "slow", "is not valid yet (TLS, CERT_NOT_YET_VALID)"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "TLS", "slow", "does not hold for example.org (TLS)"],
])("%s at the step %s asks to %s and says what to do", (code, step, remedy, words) => {
  const explained = failure(step, "Error", { code });
  expect(explained.remedy).toBe(remedy);
  expect(explained.sentence).toContain(words);
});

test.each([
  ["getaddrinfo", "ENOTFOUND"],
  ["querySrv", "ECONNREFUSED"],
])("%s that fails with %s is a failure of DNS", (syscall, code) => {
  expect(failure("connect", "Error", { code, syscall })).toEqual({
    sentence: `the address of xmpp.example.org:5222 cannot be found (DNS, ${code}); NEWSSTAND_SERVICE can name a host`,
    remedy: "retry",
  });
});

test("a wrong password names the settings, and must not be tried for ever", () => {
  expect(failure("SASL", "SASLError", { condition: "not-authorized" })).toEqual({
    sentence:
      "xmpp.example.org:5222 does not accept the account and its password (SASL); " +
      "check NEWSSTAND_JID and NEWSSTAND_PASSWORD",
    remedy: "credentials",
  });
});

test.each<[Step, string, { condition?: string }, string]>([
  ["SASL", "SASLError", { condition: "temporary-auth-failure" }, "retry"],
  ["SASL", "SASLError", { condition: "account-disabled" }, "slow"],
  ["SASL", "AuthenticationError", {}, "slow"],
  ["SASL", "ScramError", {}, "slow"],
  ["bind", "StanzaError", { condition: "resource-constraint" }, "retry"],
  ["bind", "StanzaError", { condition: "not-allowed" }, "slow"],
  ["bind", "StreamError", { condition: "conflict" }, "slow"],
  ["session", "StreamError", { condition: "conflict" }, "stop"],
  ["TLS", "StreamError", { condition: "host-unknown" }, "slow"],
  ["TLS", "StreamError", { condition: "see-other-host" }, "slow"],
  ["session", "StreamError", { condition: "policy-violation" }, "retry"],
  ["session", "StreamError", { condition: "system-shutdown" }, "retry"],
  ["session", "Error", {}, "retry"],
])("at the step %s, %s %j asks to %s", (step, name, properties, remedy) => {
  expect(failure(step, name, properties).remedy).toBe(remedy);
});

test.each([
  ["conflict (Replaced by new connection)", "stop", "only one newsstand may run with it"],
  ["conflict (maintenance)", "slow", "ended the session: conflict (maintenance); it is tried again slowly"],
])("%s asks to %s: not every conflict is one", (message, remedy, words) => {
  const explained = failure("session", "StreamError", { condition: "conflict" }, message);
  expect(explained.remedy).toBe(remedy);
  expect(explained.sentence).toContain(words);
});

test.each(["policy-violation (has been kicked)", "policy-violation (Too many unacked stanzas)"])(
  "%s is about nothing that was sent",
  (message) => {
    expect(isCaused(error("StreamError", { condition: "policy-violation" }, message))).toBe(false);
  },
);

test.each<[Step, string]>([
  ["DNS", "cannot be looked up (DNS)"],
  ["connect", "does not answer (connect)"],
  ["TLS", "accepts the connection but starts no encryption (TLS)"],
  ["SASL", "stopped answering during the login (SASL)"],
  ["bind", "stopped answering while the session was set up (bind)"],
  ["session", "gives no sign of life"],
])("silence at the step %s is told from silence at others", (step, words) => {
  expect(failure(step, "TimeoutError", {})).toEqual({
    sentence: expect.stringContaining(`xmpp.example.org:5222 ${words}`),
    remedy: "retry",
  });
});

test("a stream that a large stanza ended is told from other violations", () => {
  const violation = { condition: "policy-violation" };
  const large = failure("session", "StreamError", violation, "policy-violation (XML stanza is too big)");
  expect(large).toEqual({
    sentence: "xmpp.example.org:5222 ended the stream: policy-violation (XML stanza is too big)",
    remedy: "retry",
    tooLarge: true,
  });
  const other = failure("session", "StreamError", violation, "policy-violation (too many requests)");
  expect(other.tooLarge).toBe(false);
});

test("a connection that just ended is tried again, and the step is named when there was no session yet", () => {
  expect(explain(undefined, "example.org").sentence).toBe("example.org closed the connection");
  expect(explain(undefined, "example.org", "TLS", service)).toEqual({
    sentence: "xmpp.example.org:5222 closed the connection (TLS)",
    remedy: "retry",
  });
});

test.each([
  ["not-well-formed", false, true],
  ["policy-violation", false, true],
  ["conflict", false, false],
  ["system-shutdown", true, false],
  ["connection-timeout", true, false],
])(
  "after %s the session may be resumed: %s; something that was sent was the cause: %s",
  (condition, resumable, caused) => {
    const reason = error("StreamError", { condition });
    expect([isResumable(reason), isCaused(reason)]).toEqual([resumable, caused]);
  },
);

test("a broken link is nobody's fault, and the session may be resumed", () => {
  const reason = error("Error", { code: "ECONNRESET" });
  expect([isResumable(reason), isCaused(reason)]).toEqual([true, false]);
  expect([isResumable(undefined), isCaused(undefined)]).toEqual([true, false]);
});
