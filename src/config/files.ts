/** What the configuration points to: text files, the password, the trusted certificates. */

import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Text, or why there is none, as the end of a sentence that begins with the file's name or setting. */
export type Reading = { readonly text: string } | { readonly problem: string };

/** No file of a configuration is larger. */
const LARGEST = 262_144;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  EISDIR: "is a folder, not a file",
  ERR_ENCODING_INVALID_ENCODED_DATA: "is not UTF-8 text",
};

export async function readText(path: string): Promise<Reading> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > LARGEST) return { problem: "is larger than 256 KiB, which no configuration needs" };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    return { problem: toReason(error) };
  }
}

function toReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return REASONS[code] ?? `cannot be read (${code})`;
}

/** The password a file holds: its only line. */
export function toPassword(text: string): Reading {
  const password = text.replace(/\r?\n$/u, "");
  if (password === "") return { problem: "is empty" };
  if (/[\r\n]/u.test(password)) return { problem: "has more than one line" };
  return { text: password };
}

/** The certificates of a PEM file, without what else it holds. */
export function toCertificates(text: string): Reading {
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0)
    return { problem: "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)" };
  return blocks.every(isCertificate)
    ? { text: `${blocks.join("\n")}\n` }
    : { problem: "holds a certificate that is damaged" };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
