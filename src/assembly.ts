/** Configuration → the parts of the bot that every command of the command line needs. */

import { createHash, randomBytes } from "node:crypto";
import tls from "node:tls";
import type { AccountConfig, Config } from "./config.ts";
import type { IssueOptions } from "./newsletter/issue.ts";
import type { Edition } from "./publish/desired.ts";
import type { Masthead } from "./publish/entry.ts";
import type { NodeOptions } from "./publish/node.ts";
import type { Places } from "./publish/places.ts";
import type { Profile } from "./publish/profile.ts";
import type { Picture } from "./xmpp/avatar.ts";
import { createSession, type Session, type SessionEvents } from "./xmpp/session.ts";
import type { Timing } from "./xmpp/timing.ts";
import { followUri } from "./xmpp/uri.ts";

/** Where entries go when nobody has said so: `render` needs addresses, and these belong to no one (RFC 2606). */
const NOBODY = { publisher: "newsstand@example.org", service: "pubsub.example.org" };

/** The rooms that the configuration wants the bot in, for whatever reason, by bare JID. */
export function roomsOf({ rooms, announceRooms, editorsRoom }: Config): readonly string[] {
  const named = [...rooms, ...announceRooms].map(({ room }) => room);
  return [...new Set(editorsRoom === undefined ? named : [...named, editorsRoom])];
}

/** The languages (BCP 47) of rooms, by bare JID: those of the answers, else those of the issues that they are told of. */
export function languagesOf({ rooms, announceRooms }: Config): ReadonlyMap<string, string> {
  const chosen = [...announceRooms, ...rooms].flatMap(({ room, language }) =>
    language === undefined ? [] : [[room, language] as const],
  );
  return new Map(chosen);
}

/** Whether entries would carry the addresses of an example. */
export function isNobodys({ jid }: Config): boolean {
  return jid === undefined;
}

export function toMasthead({ jid, pubsub, node, site, language, author, rights }: Config): Masthead {
  return {
    at: { service: pubsub ?? NOBODY.service, node },
    publisher: jid ?? NOBODY.publisher,
    site,
    language,
    author,
    rights,
  };
}

/** The names of the nodes, as templates. */
export function toPlaces({ pubsub, node, translationsNode, itemsNode, language }: Config): Places {
  const service = pubsub ?? NOBODY.service;
  return { service, issues: node, translations: translationsNode, items: itemsNode, language };
}

/** What entries say of themselves, and where they go. */
export function toEdition(config: Config): Edition {
  return { masthead: toMasthead(config), places: toPlaces(config) };
}

/** What reading the issues needs to know: that they point to the node they are published to. */
export function toIssueOptions({ at, language }: Masthead): IssueOptions {
  return { language, follow: followUri(at) };
}

export function toNodeOptions({
  nodeTitle,
  nodeDescription,
  language,
  deliverPayloads,
  notificationType,
}: Config): NodeOptions {
  return { title: nodeTitle, description: nodeDescription, language, deliverPayloads, notificationType };
}

/** What the account says of itself. */
export function toProfile({ nick, nodeDescription, site }: Config, picture: Picture | undefined): Profile {
  return { nick, description: nodeDescription, url: site.href, picture };
}

/** Makes the session of the account. The operator's certificates are trusted beside those that Node trusts. */
export function toSession(config: AccountConfig, events: SessionEvents, timing?: Timing): Session {
  const { jid, service, ca, allowPlain, debugXml } = config;
  if (ca !== undefined) trust(ca);
  return createSession(
    {
      jid,
      service,
      // A name of its own for every process: two of one account must not throw each other out.
      resource: `newsstand.${randomBytes(3).toString("hex")}`,
      credentials: {
        username: jid.slice(0, jid.indexOf("@")),
        password: config.password(),
        allowPlain,
        userAgentId: userAgentId(jid),
      },
      debug: debugXml,
      ...(timing && { timing }),
    },
    events,
  );
}

/** In addition to what Node trusts, once. */
function trust(certificates: string): void {
  const trusted = tls.getCACertificates("default");
  if (!trusted.some((each) => each.trim() === certificates.trim()))
    tls.setDefaultCACertificates([...trusted, certificates]);
}

/** The same for every start of this account (XEP-0388, section 2.2): a UUID made from its name. */
function userAgentId(jid: string): string {
  const hex = createHash("sha256").update(`newsstand ${jid}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
