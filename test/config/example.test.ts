import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseConfig, readConfig } from "../../src/config.ts";
import { names, settings } from "../../src/config/settings.ts";
import { fromEnv } from "./reading.ts";

/** A setting's default as an operator would write it. */
const defaults = names.map((setting) => {
  const value = Object.entries(settings.entries).find(([key]) => key === setting.key)?.[1].default;
  const written = typeof value === "string" ? value || '""' : value && "[]";
  return { ...setting, written };
});

test.each(defaults)("the example has $name with its default, and the variable above it", async (setting) => {
  const lines = (await readFile("config/newsstand.yaml", "utf8")).split("\n");
  const at = lines.findIndex((line) => line.startsWith(`# ${setting.name}: `));
  const example = lines[at] ?? "";
  expect(example).toBe(`# ${setting.name}: ${setting.written ?? example.split(": ").slice(1).join(": ")}`);
  const above = lines.slice(0, at).join("\n").split("\n\n").at(-1);
  expect(above).toMatch(new RegExp(`^# ${setting.variable}: `, "u"));
});

test("the example without its comment marks is a configuration", async () => {
  const text = await readFile("config/newsstand.yaml", "utf8");
  const config = parseConfig(text.replaceAll(/^# (?=[a-z_]+: \S+)/gmu, ""), "newsstand.yaml", {});
  expect(config.jid).toBe("newsstand@example.org");
  expect(config.site).toEqual(new URL("https://xmpp.org/"));
});

test("the example as it is changes nothing", async () => {
  const config = await readConfig({ env: {}, file: "config/newsstand.yaml" });
  expect(JSON.stringify(config)).toBe(JSON.stringify(fromEnv({})));
});

test.each(defaults)("the documentation has $name, its variable and its default", async (setting) => {
  const rows = (await readFile("config/README.md", "utf8")).split("\n");
  const row = rows.find((line) => line.startsWith(`| \`${setting.name}\` `)) ?? "";
  const [, , variable = "", shown = ""] = row.split("|").map((cell) => cell.trim());
  expect(variable).toBe(`\`${setting.variable}\``);
  const empty = setting.written === "[]" || setting.written === '""';
  expect(shown).toMatch(empty ? /^empty/u : (setting.written && `\`${setting.written}\``) || /none|domain/u);
});
