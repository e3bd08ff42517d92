/** A session of an account with a real server, and nothing around it. */

import tls from "node:tls";
import { createSession, type Session } from "../../src/xmpp/session.ts";
import type { Server } from "./server.ts";

export interface LoggedIn extends Session, AsyncDisposable {}

/** Logs in; fails with the sentence that says why it cannot. */
export async function login(server: Server, account: string): Promise<LoggedIn> {
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
  const online = Promise.withResolvers<undefined>();
  const fail = (sentence: string): void => online.reject(new Error(sentence));
  const session = createSession(
    {
      jid: server.jid(account),
      credentials: {
        username: account,
        password: server.password(account),
        allowPlain: false,
        userAgentId: "d6f4b1a0-1111-4222-8333-444455557777",
      },
      service: { host: server.host, port: server.port, tls: "starttls" },
      debug: false,
    },
    {
      answer: () => undefined,
      online: () => online.resolve(undefined),
      resumed: () => {},
      offline: fail,
      stanza: () => {},
      trouble: (error) => fail(error.message),
      rejected: fail,
    },
  );
  session.start();
  await online.promise;
  return Object.assign(session, { [Symbol.asyncDispose]: () => session.stop() });
}
