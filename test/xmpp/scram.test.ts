/** RFC 5802, RFC 7677: SCRAM, by the examples of the texts and by what a hostile server may send. */

import { expect, test } from "vitest";
import { exchange, ScramError } from "../../src/xmpp/scram.ts";

const account = { username: "user", password: "pencil" };
const sha1 = {
  nonce: "fyko+d2lbbFgONRv9qkxdawL",
  challenge: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
  final: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
  proof: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
};

test("SCRAM-SHA-1 follows the example of RFC 5802, section 5", async () => {
  const scram = exchange("SCRAM-SHA-1", account, sha1.nonce);
  expect(scram.first()).toBe(`n,,n=user,r=${sha1.nonce}`);
  expect(await scram.final(sha1.challenge)).toBe(sha1.final);
  expect(scram.isVerified()).toBe(false);
  scram.verify(sha1.proof);
  expect(scram.isVerified()).toBe(true);
});

test("SCRAM-SHA-256 follows the example of RFC 7677, section 3", async () => {
  const nonce = "rOprNGfwEbeRWgbNEkqO";
  const combined = `${nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0`;
  const scram = exchange("SCRAM-SHA-256", account, nonce);
  expect(await scram.final(`r=${combined},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`)).toBe(
    `c=biws,r=${combined},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`,
  );
  scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
});

test("a comma and an equals sign in a user name are escaped", () => {
  expect(exchange("SCRAM-SHA-1", { ...account, username: "a=b,c" }, "x").first()).toBe("n,,n=a=3Db=2Cc,r=x");
});

test("every exchange has a nonce of its own", () => {
  expect(exchange("SCRAM-SHA-256", account).first()).not.toBe(exchange("SCRAM-SHA-256", account).first());
});

test.each([
  ["a nonce that is not ours", sha1.challenge.replace("r=fyko", "r=evil")],
  ["our nonce and nothing of the server's", `r=${sha1.nonce},s=QSXCR+Q6sek8bf92,i=4096`],
  ["too few iterations", sha1.challenge.replace("i=4096", "i=1")],
  ["too many iterations", sha1.challenge.replace("i=4096", "i=2000000000")],
  ["no iterations", sha1.challenge.replace(",i=4096", "")],
  ["no salt", sha1.challenge.replace("s=QSXCR+Q6sek8bf92", "s=")],
  ["an extension that must be understood", `m=x,${sha1.challenge}`],
])("a challenge with %s is refused", async (_, challenge) => {
  await expect(exchange("SCRAM-SHA-1", account, sha1.nonce).final(challenge)).rejects.toThrow(ScramError);
});

test.each(["v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "v=", "", "e=invalid-proof"])(
  "a server that answers %j did not prove itself",
  async (proof) => {
    const scram = exchange("SCRAM-SHA-1", account, sha1.nonce);
    await scram.final(sha1.challenge);
    expect(() => scram.verify(proof)).toThrow(ScramError);
    expect(scram.isVerified()).toBe(false);
  },
);

test("nothing is proven before the challenge", () => {
  expect(() => exchange("SCRAM-SHA-1", account).verify("v=")).toThrow(ScramError);
});
