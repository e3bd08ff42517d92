/** Conversations about the configuration of a node, as steps: created, read, described, changed. */

import type { Step } from "./conversation.ts";

const NS = "http://jabber.org/protocol/pubsub";

/** Values by the name of their field, without `pubsub#`. */
export type Values = Readonly<Record<string, string>>;

export const refusal = (condition: string, text = "", type = "cancel"): string => `
  <error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>
    <text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">${text}</text></error>`;

/** The steps of one node. */
export function nodeSteps(service: string, node: string) {
  const form = (type: string, kind: string, values: Values): string => `
    <x xmlns="jabber:x:data" type="${type}">
      <field var="FORM_TYPE" type="hidden"><value>${NS}#${kind}</value></field>
      ${Object.entries(values)
        .map(([name, value]) => `<field var="pubsub#${name}"><value>${value}</value></field>`)
        .join("")}
    </x>`;
  const owner = (inside: string): string =>
    `<pubsub xmlns="${NS}#owner"><configure node="${node}">${inside}</configure></pubsub>`;
  const creates: Step = {
    to: service,
    type: "set",
    sends: `<pubsub xmlns="${NS}"><create node="${node}"/></pubsub>`,
  };
  const asks: Step = { to: service, type: "get", sends: owner("") };
  return {
    creates,
    createsWith: (values: Values, more: Partial<Step> = {}): Step => ({
      ...creates,
      sends: `<pubsub xmlns="${NS}"><create node="${node}"/><configure>${form("submit", "node_config", values)}</configure></pubsub>`,
      ...more,
    }),
    exists: { ...creates, fails: refusal("conflict") },
    asks,
    reads: (values: Values): Step => ({ ...asks, receives: owner(form("form", "node_config", values)) }),
    sets: (values: Values, more: Partial<Step> = {}): Step => ({
      to: service,
      type: "set",
      sends: owner(form("submit", "node_config", values)),
      ...more,
    }),
    describes: (values: Values): Step => ({
      to: service,
      type: "get",
      sends: `<query xmlns="http://jabber.org/protocol/disco#info" node="${node}"/>`,
      receives: `
        <query xmlns="http://jabber.org/protocol/disco#info" node="${node}">${form("result", "meta-data", values)}</query>`,
    }),
    /** Asks for our own affiliation. */
    asksAffiliation: {
      to: service,
      type: "get",
      sends: `<pubsub xmlns="${NS}"><affiliations node="${node}"/></pubsub>`,
    } satisfies Step,
    /** Asks for everybody's affiliation. */
    asksAffiliations: {
      to: service,
      type: "get",
      sends: `<pubsub xmlns="${NS}#owner"><affiliations node="${node}"/></pubsub>`,
    } satisfies Step,
    deletes: {
      to: service,
      type: "set",
      sends: `<pubsub xmlns="${NS}#owner"><delete node="${node}"/></pubsub>`,
    } satisfies Step,
    publishes: (id: string, payload: string, options?: Values): Step => ({
      to: service,
      type: "set",
      sends: `
        <pubsub xmlns="${NS}">
          <publish node="${node}"><item id="${id}">${payload}</item></publish>
          ${options === undefined ? "" : `<publish-options>${form("submit", "publish-options", options)}</publish-options>`}
        </pubsub>`,
    }),
    /** Reads items by their ids, or the newest ones. */
    asksItems: (wanted: readonly string[] | number): Step => ({
      to: service,
      type: "get",
      sends:
        typeof wanted === "number"
          ? `<pubsub xmlns="${NS}"><items node="${node}" max_items="${wanted}"/></pubsub>`
          : `<pubsub xmlns="${NS}"><items node="${node}">${wanted.map((id) => `<item id="${id}"/>`).join("")}</items></pubsub>`,
    }),
    holds: (items: Values): string => `
      <pubsub xmlns="${NS}"><items node="${node}">
        ${Object.entries(items)
          .map(([id, payload]) => `<item id="${id}">${payload}</item>`)
          .join("")}
      </items></pubsub>`,
  };
}
