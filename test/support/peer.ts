/** A scripted XMPP server: it behaves, but for the steps that a test replaces, and says whatever a test wants it to say. */

import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Element } from "../../src/xmpp/stanza.ts";
import { type PeerOptions, type Scene, type Step, stepOf, stepOfHeader, tell, usually } from "./peer/acts.ts";
import { certificate } from "./peer/certificate.ts";
import type { Remembered } from "./peer/memory.ts";
import { type Transport, transport } from "./peer/transport.ts";
import { DOMAIN, streamError } from "./peer/words.ts";

/** A connection of a client, and what the client said on it: elements of its streams, without their headers. */
export interface Line extends Pick<
  Transport,
  "say" | "spell" | "together" | "cut" | "end" | "freeze" | "isOpen"
> {
  readonly heard: readonly Element[];
  /** Sends a stanza that counts for stream management, and is sent again where a session is resumed without it. */
  send(stanza: string): void;
  /** The session on it, where stream management is on. */
  session(): Remembered | undefined;
}

/** What is done at a step instead of the usual, which can be done as well, now or later. */
export type Act = (line: Line, usual: () => void, heard: Element | undefined) => void;

export interface Peer extends AsyncDisposable {
  readonly port: number;
  /** Every connection so far. */
  readonly lines: readonly Line[];
  /** The newest connection. Throws while there is none. */
  line(): Line;
  /** Replaces what is done at a step, from now on. */
  at(step: Step, act: Act): void;
  /** Replaces what is done at a step, the next time only. */
  once(step: Step, act: Act): void;
  /** How often a step was come to. */
  count(step: Step): number;
  /** Everything that was heard so far, on all connections. */
  heard(): readonly Element[];
  /** Forgets the sessions that could be resumed, as a server does that was restarted. */
  forget(): void;
  /** Drops what was heard on connections that are gone. */
  tidy(): void;
}

/** Says nothing at all. */
export const silence: Act = () => {};
export const cut: Act = (line) => line.cut();

const USUAL: Required<PeerOptions> = {
  tls: "starttls",
  names: [DOMAIN],
  mechanisms: ["SCRAM-SHA-256"],
  password: "secret",
  lies: {},
  management: true,
  sasl2: false,
};

/** Listens on a free port of 127.0.0.1. */
export async function startPeer(given: PeerOptions = {}): Promise<Peer> {
  const options = { ...USUAL, ...given };
  // Made before anybody is in a hurry.
  certificate(...options.names);
  const acts = new Map<Step, Act[]>();
  const counts = new Map<Step, number>();
  const lines: Line[] = [];
  const sessions = new Map<string, Remembered>();

  const play = (step: Step, line: Line, scene: Scene, heard: Element | undefined): void => {
    counts.set(step, (counts.get(step) ?? 0) + 1);
    const usual = () => usually(step, scene, heard);
    const [act, ...others] = acts.get(step) ?? [];
    if (act === undefined) return usual();
    if (others.length > 0) acts.set(step, others);
    act(line, usual, heard);
  };

  const server = createServer((socket) => {
    const { line, scene } = receive(socket, options, sessions, play);
    lines.push(line);
    play("connect", line, scene, undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");

  return {
    port: address.port,
    lines,
    line() {
      const newest = lines.at(-1);
      if (newest === undefined) throw new Error("Nobody has connected to the peer yet.");
      return newest;
    },
    at: (step, act) => void acts.set(step, [act]),
    once: (step, act) => void acts.set(step, [act, ...(acts.get(step) ?? [(_, usual) => usual()])]),
    count: (step) => counts.get(step) ?? 0,
    heard: () => lines.flatMap(({ heard }) => heard),
    forget: () => sessions.clear(),
    tidy: () => void lines.splice(0, lines.length, ...lines.filter((line) => line.isOpen())),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const line of lines) line.cut();
      await once(server, "close");
    },
  };
}

/** Takes a connection: what is heard on it is kept, counted, and played. */
function receive(
  socket: Socket,
  options: Required<PeerOptions>,
  sessions: Map<string, Remembered>,
  play: (step: Step, line: Line, scene: Scene, heard: Element | undefined) => void,
): { readonly line: Line; readonly scene: Scene } {
  const heard: Element[] = [];
  const made = transport(socket, {
    opened: (header) => play(stepOfHeader(scene), line, scene, header),
    heard(element) {
      heard.push(element);
      if (["iq", "message", "presence"].includes(element.name)) scene.session?.handle();
      try {
        if (element.name === "a") scene.session?.acknowledge(Number(element.attrs["h"]));
        const step = stepOf(element);
        if (step !== undefined) play(step, line, scene, element);
      } catch (error) {
        // Both common servers end the stream of a client that acknowledges what was not sent.
        made.say(streamError("undefined-condition", String(error)));
        made.end();
      }
    },
    closed: () => play("end", line, scene, undefined),
    broken: (error) => made.say(streamError("not-well-formed", error.message)),
  });
  const scene: Scene = {
    transport: made,
    options,
    sessions,
    exchange: undefined,
    request: undefined,
    authenticated: false,
    jid: undefined,
    session: undefined,
  };
  const line: Line = {
    ...made,
    heard,
    session: () => scene.session,
    send: (stanza) => tell(scene, stanza),
  };
  return { line, scene };
}
