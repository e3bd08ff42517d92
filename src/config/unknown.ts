/** Names that are no setting, and what was probably meant. */

import { closest, distance } from "fastest-levenshtein";
import { quoted } from "./document.ts";
import { names } from "./settings.ts";

/** Variables that are no settings: where the file is, and the secret itself. */
export const CONFIG = "NEWSSTAND_CONFIG";
export const PASSWORD = "NEWSSTAND_PASSWORD";

/** What Kubernetes and container links put into the environment for a service that is called newsstand. */
const ORCHESTRATED =
  /^NEWSSTAND_(?:SERVICE_(?:HOST|PORT(?:_.*)?)|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/u;

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as not set: compose files cannot leave one out. */
export function present(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** Why a name in the file is no setting; nothing if it is one. */
export function unknownSetting(name: string): string[] {
  if (names.some((setting) => setting.name === name)) return [];
  if (name === "password") {
    return [
      `a password does not belong in this file: use ${PASSWORD}, or password_file with the path of a file that holds it.`,
    ];
  }
  const word = name.toLowerCase().replaceAll("-", "_");
  const known = names.map((setting) => setting.name);
  return [`${quoted(name)} is no setting.${suggestion(word, known)}`];
}

/** Why a variable is no setting; nothing if it is one, or is not meant for newsstand. Values may be secrets: none is shown. */
export function unknownVariable(variable: string, env: Environment): string[] {
  const known = [CONFIG, PASSWORD, ...names.map((setting) => setting.variable)];
  if (!variable.startsWith("NEWSSTAND_") || present(env[variable]) === undefined) return [];
  if (known.includes(variable)) return [];
  if (/^(?:tcp|udp|sctp):\/\//u.test(env["NEWSSTAND_PORT"] ?? "") && ORCHESTRATED.test(variable)) return [];
  return [`The environment variable ${quoted(variable)} is no setting.${suggestion(variable, known)}`];
}

/** The nearest name if it is likely to be meant: a few letters apart, or the other's beginning. */
function suggestion(word: string, known: readonly string[]): string {
  const short = word.slice(0, 80);
  const nearest = closest(short, known);
  const isNear = distance(short, nearest) <= Math.max(2, nearest.replace("NEWSSTAND_", "").length / 3);
  const begun = known.find((name) => name.startsWith(short) || short.startsWith(name));
  const meant = isNear ? nearest : begun;
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}
