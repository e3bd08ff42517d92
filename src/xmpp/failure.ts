/** Why a connection failed, as a sentence for the operator, and what to do about it. */

import { addressOf, type Service } from "./srv.ts";

/**
 * What a failure asks for. `retry`: it may pass by itself. `slow`: an operator has to act, so ask again at long
 * intervals. `credentials`: the password is wrong; the account would be locked by asking for ever. `stop`: another
 * session took this one's place, and would be thrown out in turn.
 */
export type Remedy = "retry" | "slow" | "credentials" | "stop";

/** How far a connection got: looking up the address, TCP, encryption, logging in, binding a resource, or all of it. */
export type Step = "DNS" | "connect" | "TLS" | "SASL" | "bind" | "session";

export interface Failure {
  readonly sentence: string;
  readonly remedy: Remedy;
  /** The server ended the stream because a stanza was larger than it takes; it does not tell how large that is. */
  readonly tooLarge?: boolean;
}

/** RFC 6120, section 4.9.3: stream errors that are about the server or the link, not about what was sent. */
const PASSING = new Set(["connection-timeout", "reset", "system-shutdown"]);

/** Section 4.9.3: stream errors that are about what was sent last. */
const CAUSED = new Set([
  "bad-format",
  "bad-namespace-prefix",
  "invalid-namespace",
  "invalid-xml",
  "not-well-formed",
  "policy-violation",
  "restricted-xml",
  "unsupported-encoding",
  "unsupported-stanza-type",
  "xml-not-well-formed",
]);

/** Whether the session may be taken up again after this end of a connection. */
export function isResumable(reason: Error | undefined): boolean {
  if (reason?.name === "DeafnessError") return false;
  return reason?.name !== "StreamError" || PASSING.has(property(reason, "condition") ?? "");
}

/** Both common servers say it in these words (section 4.9.3.14). */
const TOO_LARGE = /too (?:big|large)/iu;

/** Whether the server ended the stream because of the size of something. */
export function isTooLarge(reason: Error | undefined): boolean {
  return reason?.name === "StreamError" && TOO_LARGE.test(reason.message);
}

/** Whether something that was sent made the server end the stream, and would make it do so again. */
export function isCaused(reason: Error | undefined): boolean {
  // ejabberd says `policy-violation` also to those that an admin throws out, and to slow ones.
  if (reason?.name !== "StreamError" || /kicked|unacked/iu.test(reason.message)) return false;
  return CAUSED.has(property(reason, "condition") ?? "");
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

/**
 * Says what went wrong with a connection to a domain, and how far it had come. `service` is where it was tried, once that
 * is known.
 */
export function explain(
  error: Error | undefined,
  domain: string,
  step: Step = "session",
  service?: Service,
): Failure {
  const where = service === undefined ? domain : addressOf(service);
  const at = step === "session" ? "" : ` (${step})`;
  if (error === undefined) return { sentence: `${where} closed the connection${at}`, remedy: "retry" };
  const code = property(error, "code");
  const condition = property(error, "condition");
  if (code !== undefined) return explainCode(code, error, { domain, where, step });
  switch (error.name) {
    case "SASLError":
      return explainSasl(condition ?? "", error, where);
    case "StreamError":
      return explainStream(condition ?? error.message, error.message, { domain, where, step });
    case "AuthenticationError":
    case "ScramError":
      return { sentence: `${where} (SASL): ${error.message}`, remedy: "slow" };
    case "StanzaError":
      return {
        sentence: `${where} gives the account no session (bind): ${error.message}; look at the server's log`,
        remedy: condition === "not-allowed" ? "slow" : "retry",
      };
    case "DeafnessError":
      return {
        sentence: `${where} does not hear the session any more: it is given up for a new one`,
        remedy: "retry",
      };
    case "TimeoutError":
      return { sentence: `${where} ${SILENCE[step]}`, remedy: "retry" };
    default:
      return { sentence: `${where}${at}: ${error.message}`, remedy: "retry" };
  }
}

/** What silence means, by the step in which it fell. */
const SILENCE: Readonly<Record<Step, string>> = {
  DNS: "cannot be looked up (DNS): the resolver does not answer; NEWSSTAND_SERVICE can name a host",
  connect: "does not answer (connect); is it up, and does a firewall let the port through?",
  TLS:
    "accepts the connection but starts no encryption (TLS); " +
    "is it the port of an XMPP server, and xmpp:// or xmpps:// the right one?",
  SASL: "stopped answering during the login (SASL); look at the server's log",
  bind: "stopped answering while the session was set up (bind); look at the server's log",
  session: "gives no sign of life: the link or the server is gone",
};

interface Circumstances {
  readonly domain: string;
  readonly where: string;
  readonly step: Step;
}

/** What an operator may look at, by the system's code of a connection that could not be made. */
const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "; is the server running, and is this its port?",
  ETIMEDOUT: "; is it up, and does a firewall let the port through?",
  EHOSTUNREACH: "; is there a route to it?",
  ENETUNREACH: "; is there a network?",
};

function explainCode(code: string, error: Error, { domain, where, step }: Circumstances): Failure {
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
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const when = code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet";
    return {
      sentence: `the certificate of ${where} ${when} (TLS, ${code}); it has to be renewed, or a clock is wrong`,
      remedy: "slow",
    };
  }
  if (code.startsWith("ERR_TLS") || code.startsWith("CERT_") || code.startsWith("ERR_SSL")) {
    return {
      sentence: `${where} shows a certificate that does not hold for ${domain} (TLS): ${error.message}`,
      remedy: "slow",
    };
  }
  if (step === "connect") {
    return { sentence: `no connection to ${where} (connect, ${code})${HINTS[code] ?? ""}`, remedy: "retry" };
  }
  const at = step === "session" ? code : `${step}, ${code}`;
  return { sentence: `the connection to ${where} broke (${at})`, remedy: "retry" };
}

function explainSasl(condition: string, error: Error, where: string): Failure {
  const hint = property(error, "hint");
  if (condition === "not-authorized" || condition === "malformed-request") {
    return {
      sentence:
        `${where} does not accept the account and its password (SASL); ` +
        `check NEWSSTAND_JID and NEWSSTAND_PASSWORD${hint === undefined ? "" : `; or ${hint}`}`,
      remedy: "credentials",
    };
  }
  const remedy = condition === "temporary-auth-failure" ? "retry" : "slow";
  return {
    sentence: `${where} refused to authenticate the account (SASL): ${condition || error.message}`,
    remedy,
  };
}

function explainStream(condition: string, message: string, { domain, where, step }: Circumstances): Failure {
  const at = step === "session" ? "" : ` (${step})`;
  switch (condition) {
    case "conflict":
      return explainConflict(message, where, step);
    case "see-other-host":
      return {
        sentence: `${where} asks to connect to another host, which is not followed; NEWSSTAND_SERVICE can name it`,
        remedy: "slow",
      };
    case "policy-violation":
      return {
        sentence: `${where} ended the stream${at}: ${message}`,
        remedy: "retry",
        tooLarge: TOO_LARGE.test(message),
      };
    case "host-unknown":
      return {
        sentence: `${where} does not serve the domain ${domain}; check NEWSSTAND_JID`,
        remedy: "slow",
      };
    default:
      return { sentence: `${where} ended the stream${at}: ${message}`, remedy: "retry" };
  }
}

/** An admin may end a session with a conflict as well: then the text has a reason of its own. */
function explainConflict(message: string, where: string, step: Step): Failure {
  if (step !== "session" || !/^conflict$|replaced/iu.test(message)) {
    return { sentence: `${where} ended the session: ${message}; it is tried again slowly`, remedy: "slow" };
  }
  return {
    sentence:
      `${where} ended the session: another one of the account has taken its place (conflict); ` +
      `only one newsstand may run with it`,
    remedy: "stop",
  };
}

function property(error: Error, name: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
  return typeof value === "string" ? value : undefined;
}
