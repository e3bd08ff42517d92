/** RFC 6120, section 8.2.3: IQs. */

import { parse } from "ltx";
import { expect, test } from "vitest";
import { createRequests } from "../../../src/xmpp/session/requests.ts";
import { type Element, xml } from "../../../src/xmpp/stanza.ts";
import { element } from "../../support/conversation.ts";

const OWN = "bot@example.org/res";
const SERVICE = "pubsub.example.org";
const payload = () => xml("pubsub", { xmlns: "urn:p" }, xml("publish", { node: "news" }));

/** Requests with one on its way, and the stanza that was sent. */
function asked(to: string | undefined = SERVICE, size = 0) {
  let now = 0;
  let sent: Element | undefined;
  const requests = createRequests(() => now);
  const answer = requests.ask("set", payload(), to, (iq) => {
    sent = iq;
    return size;
  });
  const id = sent?.attrs["id"] ?? "";
  const take = (attributes: string, inside = "") =>
    requests.take(element(`<iq id="${id}" ${attributes}>${inside}</iq>`), OWN);
  return { requests, answer, take, sent, later: (ms: number) => (now += ms) };
}

test("a result is matched by id and sender, and gives its payload", async () => {
  const { answer, take, sent } = asked();
  expect(sent?.attrs).toMatchObject({ type: "set", to: SERVICE });
  expect(take(`type="result" from="${SERVICE}"`, `<a xmlns="urn:a"/>`)).toBe(true);
  expect((await answer)?.getName()).toBe("a");
});

test("an answer of somebody else is none", async () => {
  const { answer, take } = asked();
  expect(take(`type="result" from="evil@example.org/x"`)).toBe(false);
  expect(take(`type="result"`)).toBe(false);
  expect(take(`type="get" from="${SERVICE}"`)).toBe(false);
  expect(take(`type="result" from="${SERVICE}"`)).toBe(true);
  expect(take(`type="result" from="${SERVICE}"`)).toBe(false);
  expect(await answer).toBeUndefined();
});

test.each(["", `from="bot@example.org"`, `from="example.org"`, `from="${OWN}"`])(
  "the server answers for the account with %j",
  async (from) => {
    const { answer, take } = asked("bot@example.org");
    expect(take(`type="result" ${from}`)).toBe(true);
    await answer;
  },
);

test("a refusal says who refused what", async () => {
  const { answer, take } = asked();
  take(
    `type="error" from="${SERVICE}"`,
    `<error type="auth"><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`,
  );
  await expect(answer).rejects.toThrow(
    "pubsub.example.org refused to set pubsub publish on the node news: forbidden",
  );
});

test("a refusal that gives no reason is one all the same", async () => {
  const { answer, take } = asked();
  expect(take(`type="error" from="${SERVICE}"`)).toBe(true);
  await expect(answer).rejects.toThrow("pubsub.example.org refused to set pubsub publish on the node news");
});

test("an answer whose payload is nested 10,000 times is one all the same", async () => {
  const { requests, answer, sent } = asked();
  const deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
  const id = sent?.attrs["id"];
  requests.take(parse(`<iq type="result" id="${id}" from="${SERVICE}">${deep}</iq>`), OWN);
  expect((await answer)?.getName()).toBe("a");
});

test("a request is given up after a minute without an answer", async () => {
  const { requests, answer } = asked();
  requests.expire(59_999);
  requests.expire(60_000);
  await expect(answer).rejects.toThrow(
    "pubsub.example.org did not answer within 60 s when asked to set pubsub publish on the node news",
  );
});

test("a request waits as long as a slow server needs to read it", async () => {
  const { requests, answer, take } = asked(SERVICE, 240_000);
  requests.expire(179_000);
  take(`type="result" from="${SERVICE}"`);
  expect(await answer).toBeUndefined();
});

test("a request waits while others are answered, but not for ever", async () => {
  let now = 0;
  const requests = createRequests(() => now);
  const silent = requests.ask("get", payload(), SERVICE, () => 0);
  const outcome = silent.catch((error: unknown) => String(error));
  for (now = 0; now < 600_000; now += 30_000) {
    let id = "";
    const other = requests.ask("get", payload(), SERVICE, (iq) => {
      id = iq.attrs["id"] ?? "";
      return 0;
    });
    requests.take(element(`<iq type="result" id="${id}" from="${SERVICE}"/>`), OWN);
    await other;
    requests.expire(now);
  }
  requests.expire(600_000);
  expect(await outcome).toContain("did not answer within 600 s");
});

test("an outage is not held against whoever was asked before it", async () => {
  const { requests, answer, later } = asked();
  later(3_600_000);
  requests.renew();
  requests.expire(3_659_999);
  expect(requests.first()).toHaveLength(1);
  requests.expire(3_660_000);
  await expect(answer).rejects.toThrow("did not answer within 60 s");
});

test("a lost session fails what was asked", async () => {
  const { requests, answer } = asked();
  requests.fail("the session was lost");
  await expect(answer).rejects.toThrow("the session was lost before pubsub.example.org answered");
});

test("a request that cannot be sent fails at once and is forgotten", async () => {
  const requests = createRequests();
  const answer = requests.ask("get", payload(), undefined, () => {
    throw new Error("no session");
  });
  await expect(answer).rejects.toThrow("no session");
});
