/** The least that publishing can cost: stanzas made beforehand, on a bare TLS socket that does nothing but to wait for answers. */

import { once } from "node:events";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Server } from "../test/support/server.ts";

export interface RawClient {
  /** Sends what is answered by its id, so many at a time, and waits for the last answer. Throws for a refusal. */
  send(stanzas: readonly Stanza[], atATime: number): Promise<void>;
  close(): void;
}

/** An IQ as it goes over the wire. */
export interface Stanza {
  readonly id: string;
  readonly text: string;
}

/** The bot asks for an acknowledgement as often. */
const ACK_EVERY = 16;
const HEADER =
  `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' ` +
  `xmlns:stream='http://etherx.jabber.org/streams'>`;
const ANSWER = /<iq\b[^>]*>|<r xmlns=['"]urn:xmpp:sm:3['"]\/>/gu;

/** What it takes to log in. */
export interface Login extends Pick<Server, "host" | "directPort" | "domain" | "certificate"> {
  readonly account: string;
  readonly password: string;
}

/** Logs in, and speaks for itself from then on. */
export async function connectRaw(server: Server, account: string): Promise<RawClient> {
  return speak(await logIn(toLogin(server, account)));
}

export function toLogin(server: Server, account: string): Login {
  const { host, directPort, domain, certificate } = server;
  return { host, directPort, domain, certificate, account, password: server.password(account) };
}

/** Logs in on the port for direct TLS (SASL PLAIN), binds, and enables stream management. */
export async function logIn(login: Login): Promise<TLSSocket> {
  const { host, directPort: port = 0, domain, certificate: ca, account, password } = login;
  const socket = connectTls({ host, port, ca, servername: domain, ALPNProtocols: ["xmpp-client"] });
  socket.setEncoding("utf8").setNoDelay(true);
  await once(socket, "secureConnect");
  const hears = listen(socket);
  const say = async (text: string, answer: string): Promise<void> => {
    socket.write(text);
    await hears(answer);
  };
  await say(HEADER, "</stream:features>");
  const secret = Buffer.from(`\0${account}\0${password}`).toString("base64");
  const auth = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${secret}</auth>`;
  await say(auth, "<success");
  await say(HEADER, "</stream:features>");
  await say(`<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`, "</iq>");
  await say(`<enable xmlns='urn:xmpp:sm:3' resume='true'/>`, "<enabled");
  return socket.removeAllListeners("data");
}

/** Gives a function that waits until a text has arrived, after what was waited for before. */
function listen(socket: TLSSocket): (text: string) => Promise<void> {
  let heard = "";
  socket.on("data", (chunk) => void (heard += String(chunk)));
  return async (text) => {
    while (!heard.includes(text)) await once(socket, "data");
    heard = heard.slice(heard.indexOf(text) + text.length);
  };
}

function speak(socket: TLSSocket): RawClient {
  let rest = "";
  let received = 0;
  let sent = 0;
  let answered: (id: string, tag: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  socket.on("data", (chunk) => {
    rest += String(chunk);
    let end = 0;
    for (const match of rest.matchAll(ANSWER)) {
      const [tag] = match;
      end = match.index + tag.length;
      if (tag.startsWith("<r")) {
        socket.write(`<a xmlns='urn:xmpp:sm:3' h='${received}'/>`);
        continue;
      }
      received += 1;
      answered(/ id=['"]([^'"]*)['"]/u.exec(tag)?.[1] ?? "", tag);
    }
    rest = rest.slice(Math.max(end, rest.lastIndexOf("<")));
  });
  socket.on("close", () => fail(new Error("the server closed the connection")));
  return {
    send(stanzas, atATime) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      let next = 0;
      let left = stanzas.length;
      const one = (): void => {
        const stanza = stanzas[next];
        next += 1;
        if (stanza === undefined) return;
        sent += 1;
        socket.write(sent % ACK_EVERY === 0 ? `${stanza.text}<r xmlns='urn:xmpp:sm:3'/>` : stanza.text);
      };
      fail = reject;
      answered = (id, tag) => {
        if (!tag.includes("result")) reject(new Error(`${id} was refused: ${tag}`));
        left -= 1;
        if (left === 0) resolve();
        else one();
      };
      for (let at = 0; at < atATime; at += 1) one();
      return promise;
    },
    close: () => void socket.destroy(),
  };
}
