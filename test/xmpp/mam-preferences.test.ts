/** What an archive keeps for certain. */

import { expect, test } from "vitest";
import { whoseAreKept } from "../../src/xmpp/mam-preferences.ts";
import { conversation, type Step } from "../support/conversation.ts";

const asked = (answer: Pick<Step, "receives" | "fails">) =>
  whoseAreKept(
    conversation({ sends: `<prefs xmlns="urn:xmpp:mam:2"/>`, to: "bot@example.org", type: "get", ...answer }),
    "bot@example.org",
  );
const prefs = (policy: string, never = "") => ({
  receives: `<prefs xmlns="urn:xmpp:mam:2" default="${policy}"><always/><never>${never}</never></prefs>`,
});
const refusal = (type: string) => ({
  fails: `<error type="${type}"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`,
});

test("an archive that keeps everything keeps what is said to anybody", async () => {
  const isKept = await asked(prefs("always"));
  expect(isKept("ana@chat.example")).toBe(true);
});

test("but to those whom it never keeps", async () => {
  const isKept = await asked(prefs("always", "<jid>Ana@chat.example/phone</jid><jid>bob@chat.example</jid>"));
  expect(["ana@chat.example", "bob@chat.example", "eve@chat.example"].map(isKept)).toEqual([
    false,
    false,
    true,
  ]);
});

test.each(["roster", "never"])("an archive with the policy %s is certain of nobody", async (policy) => {
  const isKept = await asked(prefs(policy));
  expect(isKept("ana@chat.example")).toBe(false);
});

test("without an archive nobody is kept", async () => {
  const isKept = await asked(refusal("cancel"));
  expect(isKept("ana@chat.example")).toBe(false);
});

test("a server that is busy has to be asked again", async () => {
  await expect(asked(refusal("wait"))).rejects.toThrow("service-unavailable");
});
