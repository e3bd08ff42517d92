/** A self-signed certificate for a scripted server, made once for each list of names and never written to a disk. */

import { execFileSync } from "node:child_process";
import {
  createSecureContext,
  getCACertificates,
  type SecureContext,
  setDefaultCACertificates,
} from "node:tls";

const made = new Map<string, SecureContext>();

/** The certificate for these domains, which this process trusts from now on. */
export function certificate(...names: readonly string[]): SecureContext {
  const subject = names.map((name) => `DNS:${name}`).join();
  const known = made.get(subject);
  if (known !== undefined) return known;
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const extension = ["-subj", `/CN=${names[0]}`, "-addext", `subjectAltName=${subject}`, "-days", "2"];
  const pem = execFileSync("openssl", ["req", "-x509", ...curve, ...extension, "-keyout", "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  setDefaultCACertificates([...getCACertificates("default"), pem.slice(pem.indexOf("-----BEGIN CERT"))]);
  const context = createSecureContext({ key: pem, cert: pem });
  made.set(subject, context);
  return context;
}
