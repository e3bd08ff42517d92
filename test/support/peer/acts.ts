/** What a server usually does at each step of a stream, from the first header to the requests of a session. */

import { Buffer } from "node:buffer";
import type { Element } from "../../../src/xmpp/stanza.ts";
import { certificate } from "./certificate.ts";
import { remember, type Remembered } from "./memory.ts";
import { type ScramLies, type ServerExchange, serverExchange } from "./scram.ts";
import type { Transport } from "./transport.ts";
import * as words from "./words.ts";
import { NS } from "./words.ts";

/**
 * `open`, `login` and `session` are stream headers: in clear, over TLS, and after a login. `auth`, `response`, `bind`,
 * `enable`, `resume`, `r` and `request` (any other IQ that asks) are elements of the client; `end` is the end of its stream.
 */
export type Step =
  | "connect"
  | "open"
  | "starttls"
  | "login"
  | "auth"
  | "response"
  | "session"
  | "bind"
  | "enable"
  | "resume"
  | "r"
  | "request"
  | "end";

export interface PeerOptions {
  readonly tls?: "starttls" | "direct" | "none";
  /** The names of the server's certificate. */
  readonly names?: readonly string[];
  readonly mechanisms?: readonly string[];
  readonly password?: string;
  readonly lies?: ScramLies;
  /** Whether stream management is offered (XEP-0198). */
  readonly management?: boolean;
  /** Whether SASL2 and Bind 2 are offered instead of SASL and the binding of RFC 6120. */
  readonly sasl2?: boolean;
}

/** A connection, what has been agreed on it, and what all connections share. */
export interface Scene {
  readonly transport: Transport;
  readonly options: Required<PeerOptions>;
  readonly sessions: Map<string, Remembered>;
  exchange: ServerExchange | undefined;
  /** The `authenticate` of SASL2, which says what to do after the login. */
  request: Element | undefined;
  authenticated: boolean;
  jid: string | undefined;
  session: Remembered | undefined;
}

/** Which step a client has come to with an element; stanzas that ask nothing are no step. */
export function stepOf(element: Element): Step | undefined {
  switch (element.name) {
    case "starttls":
    case "response":
    case "enable":
    case "resume":
    case "r":
      return element.name;
    case "auth":
    case "authenticate":
      return "auth";
    case "iq":
      if (element.getChild("bind", NS.bind) !== undefined) return "bind";
      return ["get", "set"].includes(element.attrs["type"] ?? "") ? "request" : undefined;
    default:
      return undefined;
  }
}

export function stepOfHeader({ transport, authenticated }: Scene): Step {
  if (authenticated) return "session";
  return transport.isSecure() ? "login" : "open";
}

/** Sends a stanza that counts for stream management. */
export function tell({ transport, session }: Scene, stanza: string): void {
  session?.keep(stanza);
  transport.say(stanza);
}

/** Does what a server usually does. */
export function usually(step: Step, scene: Scene, heard: Element | undefined): void {
  const { transport, options, session } = scene;
  const { say } = transport;
  const id = heard?.attrs["id"] ?? "";
  switch (step) {
    case "connect":
      if (options.tls === "direct") transport.encrypt(certificate(...options.names));
      return;
    case "open":
      return say(words.STREAM + words.features(options.tls === "none" ? offers(options) : words.STARTTLS));
    case "starttls":
      say(`<proceed xmlns="${NS.tls}"/>`);
      return transport.encrypt(certificate(...options.names));
    case "login":
      return say(words.STREAM + words.features(offers(options)));
    case "auth":
      return heard && begin(scene, heard);
    case "response":
      return prove(scene, heard?.getText() ?? "");
    case "session":
      return say(words.STREAM + words.features(words.BIND, options.management ? words.SM : ""));
    case "bind":
      scene.jid = `bot@${words.DOMAIN}/${heard?.getChild("bind")?.getChildText("resource") ?? "made-up"}`;
      return say(`<iq type="result" id="${id}"><bind xmlns="${NS.bind}"><jid>${scene.jid}</jid></bind></iq>`);
    case "enable":
      return say(enable(scene));
    case "resume":
      return heard && say(resume(scene, heard) + (scene.session?.kept() ?? []).join(""));
    case "r":
      return say(`<a xmlns="${NS.sm}" h="${session?.handled() ?? 0}"/>`);
    case "request":
      return tell(scene, `<iq type="result" id="${id}" from="${heard?.attrs["to"] ?? words.DOMAIN}"/>`);
    case "end":
      say(words.END);
      return transport.end();
  }
}

const offers = (options: Required<PeerOptions>) =>
  (options.sasl2 ? words.sasl2 : words.mechanisms)(...options.mechanisms);

function begin(scene: Scene, heard: Element): void {
  const { options } = scene;
  const mechanism = heard.attrs["mechanism"] ?? "";
  scene.request = heard.name === "authenticate" ? heard : undefined;
  const first = decode(scene.request?.getChildText("initial-response") ?? heard.getText());
  if (mechanism === "PLAIN") {
    if (first === `\0bot\0${options.password}`) succeed(scene, "");
    else refuse(scene);
    return;
  }
  scene.exchange = serverExchange(mechanism, options.password, options.lies);
  scene.transport.say(
    `<challenge xmlns="${namespace(scene)}">${encode(scene.exchange.challenge(first))}</challenge>`,
  );
}

function prove(scene: Scene, response: string): void {
  const final = scene.exchange?.verify(decode(response));
  if (final === undefined) refuse(scene);
  else succeed(scene, encode(final));
}

function refuse(scene: Scene): void {
  scene.transport.say(`<failure xmlns="${namespace(scene)}"><not-authorized xmlns="${NS.sasl}"/></failure>`);
}

function succeed(scene: Scene, last: string): void {
  const { transport, request, options } = scene;
  scene.authenticated = true;
  if (request === undefined) {
    transport.say(`<success xmlns="${NS.sasl}">${last}</success>`);
    transport.restart();
    return;
  }
  const previous = request.getChild("resume");
  const outcome = previous === undefined ? "" : resume(scene, previous);
  const kept = scene.session?.kept() ?? [];
  const bound = scene.session === undefined ? bindInline(scene, request) : "";
  transport.say(
    `<success xmlns="${NS.sasl2}"><additional-data>${last}</additional-data><authorization-identifier>` +
      `${scene.jid}</authorization-identifier>${outcome}${bound}</success>` +
      words.features(options.management ? words.SM : "") +
      kept.join(""),
  );
}

function bindInline(scene: Scene, request: Element): string {
  const bind = request.getChild("bind", NS.bind2);
  scene.jid = `bot@${words.DOMAIN}/${bind?.getChildText("tag") ?? ""}.1`;
  const enabled = bind?.getChild("enable") === undefined ? "" : enable(scene);
  return `<bound xmlns="${NS.bind2}">${enabled}</bound>`;
}

function enable(scene: Scene): string {
  scene.session = remember(scene.jid ?? "");
  scene.sessions.set(scene.session.id, scene.session);
  return `<enabled xmlns="${NS.sm}" id="${scene.session.id}" resume="true" max="300"/>`;
}

/** Gives what the server says of it. */
function resume(scene: Scene, { attrs }: Element): string {
  const known = scene.sessions.get(attrs["previd"] ?? "");
  if (known === undefined)
    return `<failed xmlns="${NS.sm}"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></failed>`;
  [scene.session, scene.jid] = [known, known.jid];
  known.acknowledge(Number(attrs["h"]));
  return `<resumed xmlns="${NS.sm}" previd="${known.id}" h="${known.handled()}"/>`;
}

const namespace = ({ request }: Scene) => (request === undefined ? NS.sasl : NS.sasl2);
const encode = (text: string) => Buffer.from(text).toString("base64");
const decode = (text: string) => Buffer.from(text, "base64").toString();
