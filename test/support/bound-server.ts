/** A server for logins that are bound to their TLS connection (RFC 9266), which no packaged server can do yet. */

import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import type { Element } from "../../src/xmpp/stanza.ts";
import { certificate } from "./peer/certificate.ts";
import { serverExchange, type ServerExchange } from "./peer/scram.ts";
import { readStream } from "./peer/stream.ts";
import * as words from "./peer/words.ts";
import { DOMAIN, NS } from "./peer/words.ts";

export interface BoundServerOptions {
  readonly mechanisms: readonly string[];
  /** The types of channel binding that it says it has (XEP-0440). */
  readonly bindings?: readonly string[];
  readonly sasl2?: boolean;
  readonly password?: string;
  /** How it refuses a login of another connection: what is in its failure. */
  readonly mismatch?: string;
  /** It can bind, but the client is not to see that: somebody takes it out of the offer. */
  readonly stripped?: boolean;
}

export interface BoundServer extends AsyncDisposable {
  /** Where it speaks TLS from the first byte, for example.org. */
  readonly port: number;
  /** The mechanism and the GS2 header of each login. */
  readonly logins: readonly { readonly mechanism: string; readonly header: string }[];
}

const MALFORMED = `<malformed-request xmlns="${NS.sasl}"/>`;

export async function startBoundServer(options: BoundServerOptions): Promise<BoundServer> {
  const logins: { mechanism: string; header: string }[] = [];
  const secureContext = certificate(DOMAIN);
  return listen(
    (raw) => serve(new TLSSocket(raw, { isServer: true, secureContext }), options, logins),
    logins,
  );
}

/** Something that ends TLS on the way, with a certificate that is trusted, and reads along. */
export async function startInterceptor(port: number): Promise<BoundServer> {
  const secureContext = certificate(DOMAIN);
  return listen((raw) => {
    const client = new TLSSocket(raw, { isServer: true, secureContext });
    const upstream = connectTls({ socket: connect(port, "127.0.0.1"), servername: DOMAIN });
    for (const socket of [client, upstream]) socket.on("error", () => raw.destroy());
    client.pipe(upstream).pipe(client);
  }, []);
}

async function listen(
  onConnection: (socket: Socket) => void,
  logins: BoundServer["logins"],
): Promise<BoundServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    onConnection(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!isAddress(address)) throw new Error("The server has no port.");
  return {
    port: address.port,
    logins,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === "object" && address !== null;

function serve(
  socket: TLSSocket,
  options: BoundServerOptions,
  logins: BoundServer["logins"][number][],
): void {
  const { sasl2 = false, password = "secret", mismatch = MALFORMED, stripped = false } = options;
  const xmlns = sasl2 ? NS.sasl2 : NS.sasl;
  let authenticated = false;
  let exchange: ServerExchange | undefined;
  let header = "";
  const say = (text: string) => void socket.write(text);
  const fail = (inside: string) => say(`<failure xmlns="${xmlns}">${inside}</failure>`);

  const begin = (auth: Element): void => {
    const mechanism = auth.attrs["mechanism"] ?? "";
    const first = decode(auth.getChildText("initial-response") ?? auth.getText());
    header = /^[^,]*,[^,]*,/u.exec(first)?.[0] ?? "";
    logins.push({ mechanism, header });
    if (stripped && header === "y,,") return fail(MALFORMED);
    exchange = serverExchange(mechanism.replace("-PLUS", ""), password);
    say(`<challenge xmlns="${xmlns}">${encode(exchange.challenge(first))}</challenge>`);
  };

  const prove = (message: string): void => {
    if (/^c=([^,]*)/u.exec(message)?.[1] !== bound(socket, header)) return fail(mismatch);
    const final = exchange?.verify(message);
    if (final === undefined) return fail(`<not-authorized xmlns="${NS.sasl}"/>`);
    authenticated = true;
    if (!sasl2) return say(`<success xmlns="${xmlns}">${encode(final)}</success>`);
    const who = `<authorization-identifier>bot@${DOMAIN}</authorization-identifier>`;
    say(`<success xmlns="${xmlns}"><additional-data>${encode(final)}</additional-data>${who}</success>`);
    say(words.features(words.BIND));
  };

  const listener = {
    opened: () => say(words.STREAM + words.features(authenticated ? words.BIND : offer(options))),
    heard(element: Element) {
      if (element.name === "auth" || element.name === "authenticate") begin(element);
      else if (element.name === "response") prove(decode(element.getText()));
      else if (element.name === "iq") say(bind(element.attrs["id"] ?? ""));
      if (authenticated && element.name === "response" && !sasl2) take = readStream(listener);
    },
    closed: () => void socket.end(words.END),
    broken: () => void socket.destroy(),
  };
  let take = readStream(listener);
  socket.on("error", () => {});
  socket.setEncoding("utf8").on("data", (text: string) => take(text));
}

function offer({ mechanisms, bindings = [], sasl2 = false }: BoundServerOptions): string {
  const types = bindings.map((type) => `<channel-binding type="${type}"/>`).join("");
  const list = sasl2
    ? words
        .mechanisms(...mechanisms)
        .replaceAll("mechanisms", "authentication")
        .replace(NS.sasl, NS.sasl2)
    : words.mechanisms(...mechanisms);
  return types === ""
    ? list
    : `${list}<sasl-channel-binding xmlns="urn:xmpp:sasl-cb:0">${types}</sasl-channel-binding>`;
}

/** What the `c` of a login has to be on this connection. */
function bound(socket: TLSSocket, header: string): string {
  const exported = socket.exportKeyingMaterial(32, "EXPORTER-Channel-Binding", Buffer.alloc(0));
  return Buffer.concat([Buffer.from(header), header.startsWith("p=") ? exported : Buffer.alloc(0)]).toString(
    "base64",
  );
}

const bind = (id: string): string =>
  `<iq type="result" id="${id}"><bind xmlns="${NS.bind}"><jid>bot@${DOMAIN}/bound</jid></bind></iq>`;
const encode = (text: string): string => Buffer.from(text).toString("base64");
const decode = (text: string): string => Buffer.from(text, "base64").toString();
