/** What servers say on a stream: headers, features and errors, as text. */

export const NS = {
  bind: "urn:ietf:params:xml:ns:xmpp-bind",
  bind2: "urn:xmpp:bind:0",
  sasl: "urn:ietf:params:xml:ns:xmpp-sasl",
  sasl2: "urn:xmpp:sasl:2",
  sm: "urn:xmpp:sm:3",
  streams: "urn:ietf:params:xml:ns:xmpp-streams",
  tls: "urn:ietf:params:xml:ns:xmpp-tls",
} as const;

export const DOMAIN = "example.org";

/** How a server opens a stream. */
export const STREAM =
  `<?xml version="1.0"?><stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams"` +
  ` id="1" from="${DOMAIN}" version="1.0">`;

export const END = "</stream:stream>";
export const STARTTLS = `<starttls xmlns="${NS.tls}"/>`;
export const BIND = `<bind xmlns="${NS.bind}"/>`;
export const SM = `<sm xmlns="${NS.sm}"/>`;

export const features = (...inside: readonly string[]): string =>
  `<stream:features>${inside.join("")}</stream:features>`;

export const mechanisms = (...names: readonly string[]): string =>
  `<mechanisms xmlns="${NS.sasl}">${each(names)}</mechanisms>`;

/** SASL2 with Bind 2 and stream management inline (XEP-0388, XEP-0386, XEP-0198). */
export const sasl2 = (...names: readonly string[]): string =>
  `<authentication xmlns="${NS.sasl2}">${each(names)}<inline>${SM}<bind xmlns="${NS.bind2}"><inline>` +
  `<feature var="${NS.sm}"/></inline></bind></inline></authentication>`;

/** RFC 6120, section 4.9: the stream ends. */
export const streamError = (condition: string, text = ""): string => {
  const words = text === "" ? "" : `<text xmlns="${NS.streams}">${text}</text>`;
  return `<stream:error><${condition} xmlns="${NS.streams}"/>${words}</stream:error>${END}`;
};

const each = (names: readonly string[]) => names.map((name) => `<mechanism>${name}</mechanism>`).join("");
