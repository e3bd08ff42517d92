/** What the bot says of itself to whoever asks: disco, caps, version, time and ping. */

import { readFileSync } from "node:fs";
import type { Answer } from "./xmpp/answers.ts";
import * as adHoc from "./xmpp/ad-hoc.ts";
import * as caps from "./xmpp/caps.ts";
import * as disco from "./xmpp/disco.ts";
import * as forms from "./xmpp/forms.ts";
import * as invitation from "./xmpp/invitation.ts";
import * as ping from "./xmpp/ping.ts";
import { type Element, xml } from "./xmpp/stanza.ts";
import * as time from "./xmpp/time.ts";
import * as version from "./xmpp/version.ts";

export const NAME = "newsstand";
export const VERSION = versionOf(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
/** Names the software in caps; it is no address to be fetched. */
const URI = "urn:x-newsstand:bot";

export const description: disco.Description = {
  identities: [{ category: "client", type: "bot", name: NAME }],
  features: [
    disco.NS,
    disco.NS_ITEMS,
    caps.NS,
    ping.NS,
    time.NS,
    version.NS,
    adHoc.NS,
    forms.NS,
    invitation.NS,
    "http://jabber.org/protocol/muc",
    "http://jabber.org/protocol/chatstates",
    "urn:xmpp:fallback:0",
    "urn:xmpp:mentions:0",
    "urn:xmpp:message-correct:0",
    "urn:xmpp:message-retract:1",
    "urn:xmpp:receipts",
    "urn:xmpp:reference:0",
    "urn:xmpp:reply:0",
    "urn:xmpp:sid:0",
    // XEP-0472: who publishes or reads a feed says so.
    "urn:xmpp:pubsub-social-feed:1",
  ],
};

/** What goes along with every presence. */
export function capabilities(): Element {
  return caps.toElement(description, URI);
}

/** Answers a request (`iq` and its payload), or gives `undefined` for one that the bot does not serve. */
export function answerRequest(iq: Element, payload: Element): Answer {
  if (iq.attrs["type"] !== "get") return undefined;
  const node = payload.attrs["node"];
  if (payload.is("query", disco.NS)) {
    return isOwnNode(node)
      ? { result: disco.toElement(description, node) }
      : { condition: "item-not-found", type: "cancel" };
  }
  if (payload.is("query", disco.NS_ITEMS)) return { result: xml("query", { xmlns: disco.NS_ITEMS, node }) };
  if (payload.is("query", version.NS)) return { result: version.toElement(NAME, VERSION) };
  if (payload.is("time", time.NS)) return { result: time.toElement(new Date()) };
  return payload.is("ping", ping.NS) ? { result: undefined } : undefined;
}

function isOwnNode(node: string | undefined): boolean {
  return node === undefined || node === `${URI}#${caps.verification(description)}`;
}

function versionOf(text: string): string {
  const parsed: unknown = JSON.parse(text);
  const known =
    typeof parsed === "object" && parsed !== null && "version" in parsed ? parsed.version : undefined;
  return typeof known === "string" ? known : "0";
}
