/** Certificates for servers in tests: self-signed, or of an authority that nobody trusts who does not name it. */

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { workplace } from "./guarded.ts";

const run = promisify(execFile);

/** A certificate and its key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface IssueOptions {
  /** The domains that it is for. */
  readonly names: readonly string[];
  /** From when to when it is valid, in days from now. By default yesterday to tomorrow. */
  readonly days?: readonly [from: number, to: number];
}

export interface Authority extends AsyncDisposable {
  /** Its own certificate: the file, and the text (PEM). */
  readonly caFile: string;
  readonly certificate: string;
  issue(options: IssueOptions): Promise<Identity>;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** A certificate for these domains that is its own authority, good for two days. */
export async function selfSigned(names: readonly string[]): Promise<Identity> {
  const subject = ["-subj", `/CN=${names[0]}`, "-addext", `subjectAltName=${alternatives(names)}`];
  const { stdout } = await run("openssl", ["req", "-x509", ...KEY, ...subject, "-days", "2", "-keyout", "-"]);
  const at = stdout.indexOf("-----BEGIN CERTIFICATE");
  return { key: stdout.slice(0, at), certificate: stdout.slice(at) };
}

export async function makeAuthority(): Promise<Authority> {
  const work = workplace("newsstand-authority-", undefined);
  const file = (name: string): string => join(work.folder, name);
  const openssl = (...args: readonly string[]) => run("openssl", args, { cwd: work.folder });
  let issued = 0;
  await openssl(
    "req",
    "-x509",
    ...KEY,
    "-subj",
    "/CN=Test",
    "-days",
    "9",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
  );
  await writeFile(file("index"), "");
  return {
    caFile: file("ca.pem"),
    certificate: await readFile(file("ca.pem"), "utf8"),
    async issue({ names, days: [from, to] = [-1, 1] }) {
      const name = `issued-${(issued += 1)}`;
      await writeFile(file(`${name}.cnf`), configuration(names));
      await openssl(
        "req",
        ...KEY,
        "-subj",
        `/CN=${names[0]}`,
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.csr`,
      );
      const dates = ["-startdate", inDays(from), "-enddate", inDays(to)];
      const signer = ["-config", `${name}.cnf`, "-cert", "ca.pem", "-keyfile", "ca.key"];
      await openssl(
        "ca",
        "-batch",
        "-notext",
        ...signer,
        ...dates,
        "-in",
        `${name}.csr`,
        "-out",
        `${name}.pem`,
      );
      const [key, certificate] = await Promise.all(
        [`${name}.key`, `${name}.pem`].map((each) => readFile(file(each), "utf8")),
      );
      return { key: key ?? "", certificate: certificate ?? "" };
    },
    [Symbol.asyncDispose]: () => work.leave(),
  };
}

/** Only `openssl ca` sets dates, and it wants a configuration. */
const configuration = (names: readonly string[]): string => `
[ca]
default_ca = authority
[authority]
database = index
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
subjectAltName = ${alternatives(names)}
`;

const alternatives = (names: readonly string[]): string => names.map((name) => `DNS:${name}`).join();

/** `20240131235959Z`. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/gu, "");
}
