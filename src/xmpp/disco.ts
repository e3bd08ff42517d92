/** XEP-0030: Service Discovery (2.5.0, partial). */

import { type Fields, fromForm, NS as NS_FORMS } from "./forms.ts";
import { type Element, type Requester, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/disco#info";
export const NS_ITEMS = "http://jabber.org/protocol/disco#items";

export interface Identity {
  readonly category: string;
  readonly type: string;
  readonly name?: string | undefined;
  readonly lang?: string | undefined;
}

/** What an entity says that it is and can do. */
export interface Description {
  readonly identities: readonly Identity[];
  readonly features: readonly string[];
  readonly forms?: readonly Fields[];
}

/** Asks an entity, or one of its nodes, what it is and can do. */
export async function describe(xmpp: Requester, to: string, node?: string): Promise<Description> {
  const answer = await xmpp.get(xml("query", { xmlns: NS, node }), to);
  return {
    identities: (answer?.getChildren("identity") ?? []).map(({ attrs }) => ({
      category: attrs["category"] ?? "",
      type: attrs["type"] ?? "",
      name: attrs["name"],
      lang: attrs["xml:lang"],
    })),
    features: (answer?.getChildren("feature") ?? []).map(({ attrs }) => attrs["var"] ?? ""),
    forms: (answer?.getChildren("x", NS_FORMS) ?? []).map(fromForm),
  };
}

/** The answer to such a question; `node` is repeated as it was asked (section 3.2). */
export function toElement({ identities, features }: Description, node?: string): Element {
  return xml(
    "query",
    { xmlns: NS, node },
    ...identities.map(({ category, type, name, lang }) =>
      xml("identity", { category, type, name, "xml:lang": lang }),
    ),
    ...features.map((feature) => xml("feature", { var: feature })),
  );
}
