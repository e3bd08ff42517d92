/** Why a connection failed, as a sentence for the operator, and what to do about it. */

import type { Service } from "./srv.ts";

/**
 * What a failure asks for. `retry`: it may pass by itself. `slow`: an operator has to act, so ask again at long
 * intervals. `credentials`: the password is wrong; the account would be locked by asking for ever.
 */
export type Remedy = "retry" | "slow" | "credentials";

export interface Failure {
  readonly sentence: string;
  readonly remedy: Remedy;
  /** The server ended the stream because a stanza was larger than it takes; it does not tell how large that is. */
  readonly tooLarge?: boolean;
}

/** RFC 6120, section 4.9.3: stream errors that are about the server or the link, not about what was sent. */
const PASSING = new Set(["connection-timeout", "reset", "system-shutdown"]);

/** Whether the session may be taken up again after this end of a connection. */
export function isResumable(reason: Error | undefined): boolean {
  return reason?.name !== "StreamError" || PASSING.has(property(reason, "condition") ?? "");
}

/**
 * The session cannot carry a request: there is none, the answer did not come in time, or the session was lost before it
 * came (`lost`): then the next one can ask again.
 */
export class SessionError extends Error {
  override readonly name = "SessionError";
  readonly lost: boolean;

  constructor(sentence: string, { lost = false }: { readonly lost?: boolean } = {}) {
    super(sentence);
    this.lost = lost;
  }
}

const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);
/** System calls that ask a resolver: `querySrv`, `getaddrinfo`. */
const RESOLVING = /^(?:query|getaddrinfo)/u;

/** Says what went wrong with a connection to a domain. `service` is where it was tried, once that is known. */
export function explain(error: Error | undefined, domain: string, service?: Service): Failure {
  const where = service === undefined ? domain : `${service.host}:${service.port}`;
  if (error === undefined) return { sentence: `${where} closed the connection`, remedy: "retry" };
  const code = property(error, "code");
  const condition = property(error, "condition");
  if (code !== undefined) return explainCode(code, error, domain, where);
  switch (error.name) {
    case "SASLError":
      return explainSasl(condition ?? "", error, where);
    case "StreamError":
      return explainStream(condition ?? error.message, error.message, domain, where);
    case "AuthenticationError":
    case "ScramError":
      return { sentence: `${where} (authentication): ${error.message}`, remedy: "slow" };
    case "TimeoutError":
      return { sentence: `${where} stopped answering while the session was set up`, remedy: "retry" };
    default:
      return { sentence: `${where}: ${error.message}`, remedy: "retry" };
  }
}

function explainCode(code: string, error: Error, domain: string, where: string): Failure {
  if (RESOLVING.test(property(error, "syscall") ?? "")) {
    return {
      sentence: `the address of ${where} cannot be found (DNS, ${code}); NEWSSTAND_SERVICE can name a host`,
      remedy: "retry",
    };
  }
  if (UNTRUSTED.has(code)) {
    return {
      sentence:
        `${where} shows a certificate for ${domain} that nothing here trusts (TLS, ${code}); ` +
        `if it is a private one, name it in NEWSSTAND_CA_FILE`,
      remedy: "slow",
    };
  }
  if (code.startsWith("ERR_TLS") || code.startsWith("CERT_") || code.startsWith("ERR_SSL")) {
    return {
      sentence: `${where} shows a certificate that does not hold for ${domain} (TLS): ${error.message}`,
      remedy: "slow",
    };
  }
  return { sentence: `no connection to ${where} (${code})`, remedy: "retry" };
}

function explainSasl(condition: string, error: Error, where: string): Failure {
  if (condition === "not-authorized" || condition === "malformed-request") {
    return {
      sentence: `${where} does not accept the account and its password; check NEWSSTAND_JID and NEWSSTAND_PASSWORD`,
      remedy: "credentials",
    };
  }
  const remedy = condition === "temporary-auth-failure" ? "retry" : "slow";
  return { sentence: `${where} refused to authenticate the account: ${condition || error.message}`, remedy };
}

function explainStream(condition: string, message: string, domain: string, where: string): Failure {
  switch (condition) {
    case "conflict":
      return {
        sentence: `${where} ended the session: another one has taken its place (conflict)`,
        remedy: "slow",
      };
    case "see-other-host":
      return {
        sentence: `${where} asks to connect to another host, which is not followed; NEWSSTAND_SERVICE can name it`,
        remedy: "slow",
      };
    case "policy-violation":
      // Both common servers say it in these words (section 4.9.3.14).
      return {
        sentence: `${where} ended the stream: ${message}`,
        remedy: "retry",
        tooLarge: /too (?:big|large)/iu.test(message),
      };
    case "host-unknown":
      return {
        sentence: `${where} does not serve the domain ${domain}; check NEWSSTAND_JID`,
        remedy: "slow",
      };
    default:
      return { sentence: `${where} ended the stream: ${message}`, remedy: "retry" };
  }
}

function property(error: Error, name: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
  return typeof value === "string" ? value : undefined;
}
