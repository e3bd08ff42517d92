/** RFC 5802, RFC 7677: SCRAM, by the examples of the texts and by what a hostile server may send. */

import { describe, expect, test } from "vitest";
import { exchange, ScramError } from "../../../src/xmpp/session/scram.ts";

const account = { username: "user", password: "pencil" };
const sha1 = {
  nonce: "fyko+d2lbbFgONRv9qkxdawL",
  challenge: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
  final: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
  proof: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
};
const start = () => exchange("SCRAM-SHA-1", account, { nonce: sha1.nonce });

test("SCRAM-SHA-1 follows the example of RFC 5802, section 5", async () => {
  const scram = start();
  expect(scram.first()).toBe(`n,,n=user,r=${sha1.nonce}`);
  expect(await scram.final(sha1.challenge)).toBe(sha1.final);
  expect(scram.isVerified()).toBe(false);
  scram.verify(sha1.proof);
  expect(scram.isVerified()).toBe(true);
});

test("SCRAM-SHA-256 follows the example of RFC 7677, section 3", async () => {
  const nonce = "rOprNGfwEbeRWgbNEkqO";
  const combined = `${nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0`;
  const scram = exchange("SCRAM-SHA-256", account, { nonce });
  expect(await scram.final(`r=${combined},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`)).toBe(
    `c=biws,r=${combined},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`,
  );
  scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
});

test("the header and what the connection is bound by are in what is signed", async () => {
  const binding = { header: "p=tls-exporter,,", bytes: Buffer.from("exported") } as const;
  const scram = exchange("SCRAM-SHA-1", account, { nonce: sha1.nonce, binding });
  expect(scram.first()).toBe(`p=tls-exporter,,n=user,r=${sha1.nonce}`);
  const [c, , p] = (await scram.final(sha1.challenge)).split(",");
  expect(Buffer.from(c?.slice(2) ?? "", "base64").toString()).toBe("p=tls-exporter,,exported");
  expect(p).not.toBe(sha1.final.split(",")[2]);
  expect(() => scram.verify(sha1.proof)).toThrow(ScramError);
});

describe("a name or password", () => {
  test("has its comma and equals sign escaped in a name", () => {
    const scram = exchange("SCRAM-SHA-1", { ...account, username: "a=b,c" }, { nonce: "x" });
    expect(scram.first()).toBe("n,,n=a=3Db=2Cc,r=x");
  });

  test("outside ASCII is the same however it is composed, and proves the same", async () => {
    const proof = (password: string) =>
      exchange("SCRAM-SHA-1", { ...account, password }, { nonce: sha1.nonce }).final(sha1.challenge);
    expect(await proof("pen\u0063\u0327il")).toBe(await proof("pen\u00e7il"));
    expect(await proof("pencil")).toBe(sha1.final);
    expect(await proof("p\u00ade\u200dncil")).toBe(sha1.final);
    expect(await proof("pençil")).not.toBe(sha1.final);
  });

  test.each(["", "\u00ad", "pencil\n", "a\u0000b", "\ufffd", "\u202eabc", "\ue000", "\ud800"])(
    "that RFC 4013 prohibits (%j) is refused with a sentence that does not tell it",
    (password) => {
      expect(() => exchange("SCRAM-SHA-1", { ...account, password })).toThrow(
        new ScramError("the password is empty, or has a character that no login may have (RFC 4013)"),
      );
      expect(() => exchange("SCRAM-SHA-1", { ...account, username: password })).toThrow(
        /^the name of the account is empty/u,
      );
    },
  );
});

test("every exchange has a nonce of its own", () => {
  expect(exchange("SCRAM-SHA-256", account).first()).not.toBe(exchange("SCRAM-SHA-256", account).first());
});

test.each([
  ["a nonce that is not ours", sha1.challenge.replace("r=fyko", "r=evil"), "a nonce that is not ours"],
  ["our nonce and no more", `r=${sha1.nonce},s=QSXCR+Q6sek8bf92,i=4096`, "a nonce that is not ours"],
  ["too few iterations", sha1.challenge.replace("i=4096", "i=1"), "asks for 1 iterations; 4096 to 1000000"],
  ["too many iterations", sha1.challenge.replace("i=4096", "i=2000000000"), "asks for 2000000000 iterations"],
  ["iterations that are no number", sha1.challenge.replace("i=4096", "i=1e5 x"), "asks for 1e5?x iterations"],
  ["no iterations", sha1.challenge.replace(",i=4096", ""), "asks for no iterations"],
  ["an empty salt", sha1.challenge.replace("s=QSXCR+Q6sek8bf92", "s="), "sent no salt"],
  ["no salt", sha1.challenge.replace("s=QSXCR+Q6sek8bf92,", ""), "sent no salt"],
  ["a salt that is no base64", sha1.challenge.replace("s=QSXC", "s=!!!!"), "sent no salt"],
  ["an extension that must be understood", `m=x,${sha1.challenge}`, "an unknown SCRAM extension"],
  ["a refusal", "e=other-error", "the server refused the login: other-error"],
  ["nothing", "", "a nonce that is not ours"],
])("a challenge with %s is refused", async (_, challenge, words) => {
  const refused = start().final(challenge);
  await expect(refused).rejects.toThrow(ScramError);
  await expect(refused).rejects.toThrow(words);
});

test("a second challenge is refused: one exchange gives one proof", async () => {
  const scram = start();
  await scram.final(sha1.challenge);
  await expect(scram.final(sha1.challenge)).rejects.toThrow("the server asked for a second proof");
});

test.each([
  ["v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "did not prove that it knows the password"],
  ["v=", "did not prove"],
  ["v=!", "did not prove"],
  ["", "did not prove"],
  ["e=invalid-proof", "the server refused the login: invalid-proof"],
  ["e=\u001b[31m", "the server refused the login: ??31m"],
])("a server that ends with %j did not prove itself", async (last, words) => {
  const scram = start();
  await scram.final(sha1.challenge);
  expect(() => scram.verify(last)).toThrow(words);
  expect(scram.isVerified()).toBe(false);
});

test("nothing is proven before the challenge", () => {
  expect(() => exchange("SCRAM-SHA-1", account).verify("v=")).toThrow(ScramError);
});
