/** How the nodes are configured: feeds that keep every entry (XEP-0472, section 4), and the comments on one (XEP-0277). */

import * as disco from "../xmpp/disco.ts";
import type { Fields } from "../xmpp/forms.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import type { Requester } from "../xmpp/stanza.ts";
import type { Role } from "./roles.ts";

export { ensureNode, type NodeState } from "../xmpp/node.ts";
export { type Drift, inspectNode, type NodeInspection } from "../xmpp/node/inspect.ts";
export { NodeRightsError } from "../xmpp/node/rights.ts";

/** What an operator says of the nodes. */
export interface NodeOptions {
  /** The name of the newsletter. */
  readonly title: string;
  readonly description: string;
  /** The main language (BCP 47). */
  readonly language: string;
  readonly deliverPayloads: boolean;
  /** `normal` also reaches subscribers who were offline. */
  readonly notificationType: "normal" | "headline";
}

const FEED = "urn:xmpp:pubsub-social-feed:1";
const CONFIG_NODE_MAX = `${pubsub.NS}#config-node-max`;

/** What feeds and comments have in common: everybody may read them, and nothing is lost, repeated or left standing. */
const LASTING = {
  "pubsub#access_model": "open",
  "pubsub#persist_items": "1",
  "pubsub#send_last_published_item": "never",
  "pubsub#notify_retract": "1",
  // Without it a service may hide who published an item, and clients then show no author.
  "pubsub#itemreply": "publisher",
};

/** The configuration of a node to which this goes. */
export function configurationOf(role: Role, options: NodeOptions): Fields {
  const [language, ...others] = role.languages;
  return fields({
    "pubsub#type": FEED,
    "pubsub#title": titleOf(role, options),
    "pubsub#description": options.description,
    ...(language !== undefined && others.length === 0 && { "pubsub#language": language }),
    ...LASTING,
    "pubsub#publish_model": "publishers",
    "pubsub#deliver_payloads": options.deliverPayloads ? "1" : "0",
    "pubsub#notification_type": options.notificationType,
    "pubsub#include_body": "1",
  });
}

/** The configuration of the node of an issue's comments (XEP-0277, section 3). */
export function commentsConfiguration(title: string): Fields {
  return fields({
    "pubsub#title": title,
    ...LASTING,
    "pubsub#publish_model": "open",
    "pubsub#notification_type": "normal",
  });
}

/** `Newsletter 2031 (Deutsch): servers`: the name of the newsletter, and what sets this node apart from the others. */
function titleOf(
  { kinds, languages, concepts, years }: Role,
  { title, language: main }: NodeOptions,
): string {
  const year = only(years);
  const language = only(languages);
  const whole = kinds.includes("issue");
  return [
    title,
    year === undefined ? "" : ` ${year}`,
    language === undefined || language === main ? "" : ` (${ownName(language)})`,
    whole ? "" : `: ${only(concepts) ?? "items"}`,
  ].join("");
}

/** What a language calls itself: `Deutsch`, `português, Brasil`. */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.replace(/ \((.*)\)$/u, ", $1");
}

function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Asks a service what it can do. Throws a `StanzaError` when it cannot be asked. */
export async function hasMax(xmpp: Requester, service: string): Promise<boolean> {
  const { features } = await disco.describe(xmpp, service);
  return features.includes(CONFIG_NODE_MAX);
}

function fields(values: Readonly<Record<string, string>>): Fields {
  return new Map(Object.entries(values).map(([name, value]) => [name, [value]]));
}
