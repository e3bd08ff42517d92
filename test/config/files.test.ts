import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { parseConfig, readConfig, requireAccount } from "../../src/config.ts";
import { complaint, FIXTURES, fromEnv, fromFile, problems, SECRET } from "./reading.ts";

describe("the password", () => {
  test("comes from its variable, as it is", () => {
    expect(fromEnv({ NEWSSTAND_PASSWORD: ` ${SECRET}` }).password()).toBe(` ${SECRET}`);
  });

  test("comes from a file, without the newline at its end", async () => {
    const env = { NEWSSTAND_PASSWORD_FILE: `${FIXTURES}/password` };
    expect((await readConfig({ env })).password()).toBe("correct horse");
  });

  test("is not printed with the configuration", () => {
    const config = requireAccount(fromEnv({ NEWSSTAND_JID: "bot@example.org", NEWSSTAND_PASSWORD: SECRET }));
    const printed = [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true })].join("\n");
    expect(config.password()).toBe(SECRET);
    expect(printed).not.toContain(SECRET);
  });

  test("is refused in the configuration file", () => {
    const told = problems(() => fromFile(`password: ${SECRET}`));
    expect(told).toEqual([
      "bot.yaml:1: a password does not belong in this file: use NEWSSTAND_PASSWORD, or password_file with the path of a file that holds it.",
    ]);
  });

  test.each([
    ["in the place of its file", { NEWSSTAND_PASSWORD_FILE: SECRET }, ""],
    ["in the place of its file, and no path either", { NEWSSTAND_PASSWORD_FILE: `${SECRET}\u0007` }, ""],
    ["in an address", { NEWSSTAND_SERVICE: `xmpp://bot:${SECRET}@example.org` }, ""],
    ["in a variable that does not exist", { NEWSSTAND_PASSWORT: SECRET }, ""],
    ["in a line that is no YAML", {}, `password: *${SECRET}`],
    ["in a line with a broken quote", {}, `password: "${SECRET}`],
    ["in a line with too many colons", {}, `password: a: ${SECRET}`],
    ["as a tag", {}, `password: !${SECRET} x`],
  ])("is not repeated when it stands %s", async (_, env, text) => {
    const told = problems(() => parseConfig(text, "bot.yaml", env)).join("\n");
    const read = text === "" ? await complaint(env) : told;
    expect(read).not.toBe("");
    expect(told + read).not.toContain(SECRET);
  });

  test.each([
    ["nowhere", "names does not exist"],
    ["empty", "names is empty"],
    ["two-lines", "names has more than one line"],
    ["../config", "names is a folder, not a file"],
  ])("in the file %s is refused with a sentence", async (file, end) => {
    expect(await complaint({ NEWSSTAND_PASSWORD_FILE: `${FIXTURES}/${file}` })).toBe(
      `The file that NEWSSTAND_PASSWORD_FILE ${end}.`,
    );
  });

  test("given twice is refused", async () => {
    const env = { NEWSSTAND_PASSWORD: SECRET };
    expect(await complaint({ ...env, NEWSSTAND_PASSWORD_FILE: `${FIXTURES}/password` })).toBe(
      "NEWSSTAND_PASSWORD_FILE and NEWSSTAND_PASSWORD both give the password: keep one of them.",
    );
    expect(problems(() => parseConfig("password_file: x", "bot.yaml", env))).toEqual([
      "bot.yaml:1: password_file and NEWSSTAND_PASSWORD both give the password: keep one of them.",
    ]);
  });
});

describe("files that settings name", () => {
  test.each([
    ["nowhere", "does not exist"],
    ["password", "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)"],
    ["damaged.pem", "holds a certificate that is damaged"],
  ])("the certificate %s is refused with a sentence", async (file, end) => {
    const told = await complaint({ NEWSSTAND_CA_FILE: `${FIXTURES}/${file}` });
    expect(told).toBe(`The file that NEWSSTAND_CA_FILE names ${end}.`);
  });

  test("what is wrong with files is said together with the rest", async () => {
    const told = await complaint({
      NEWSSTAND_CA_FILE: `${FIXTURES}/nowhere`,
      NEWSSTAND_PASSWORD_FILE: `${FIXTURES}/empty`,
      NEWSSTAND_ROOM: "x",
      NEWSSTAND_LOG: "loud",
    });
    expect(told.split("\n")).toEqual([
      'The environment variable "NEWSSTAND_ROOM" is no setting. Did you mean NEWSSTAND_ROOMS?',
      expect.stringMatching(/^NEWSSTAND_LOG is "loud", but must be/u),
      "The file that NEWSSTAND_PASSWORD_FILE names is empty.",
      "The file that NEWSSTAND_CA_FILE names does not exist.",
    ]);
  });
});
