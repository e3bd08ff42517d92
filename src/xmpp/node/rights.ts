/** What the account may do with a node that it cannot configure, in sentences for who can change it. */

import * as disco from "../disco.ts";
import * as pubsub from "../pubsub.ts";
import { isStanzaError, StanzaError } from "../stanza-error.ts";
import type { Requester } from "../stanza.ts";

/** The account may not create the node, or not publish to it; the message says who can change that, and how. */
export class NodeRightsError extends StanzaError {
  constructor(sentence: string, refusal: StanzaError) {
    super(refusal);
    this.message = sentence;
  }
}

/** Whether a service refuses something because of who asks. */
export function isAboutRights(error: unknown): error is StanzaError {
  return isStanzaError(error, "forbidden", "not-allowed", "not-authorized");
}

export interface Standing {
  readonly exists: boolean;
  readonly mayPublish: boolean;
  /** What is not as it should be. */
  readonly sentence: string;
}

/**
 * Finds out what is left to an account that may not read the configuration of a node. Prosody refuses with `forbidden`
 * whether there is such a node or not; ejabberd shows an affiliation, Prosody does not, but lets publishers read.
 */
export async function standing(xmpp: Requester, at: pubsub.Node): Promise<Standing> {
  const { service, node } = at;
  const affiliation = await orUndefined(pubsub.affiliation(xmpp, at));
  const publishes = affiliation !== undefined && ["owner", "publisher", "publish-only"].includes(affiliation);
  const described = publishes ? undefined : await describe(xmpp, at);
  if (publishes || described === "open") {
    const sentence = `the account may publish to the node ${node} at ${service} but is not its owner: how it is configured is for its owner to see to`;
    return { exists: true, mayPublish: true, sentence };
  }
  if (described === "missing") return { exists: false, mayPublish: false, sentence: mayNotCreate(at) };
  const sentence =
    described === "closed"
      ? `the node ${node} at ${service} belongs to somebody else, and the account may not publish there: its owner must make ` +
        `the account an owner of it, or a publisher at least`
      : `${service} does not show its nodes to the account: name a PubSub service where it may create nodes, or the ` +
        `account itself, with pubsub (NEWSSTAND_PUBSUB)`;
  return { exists: described === "closed", mayPublish: false, sentence };
}

/** There is no such node, and the account may not make one. */
export function mayNotCreate({ service, node }: pubsub.Node): string {
  return (
    `there is no node ${node} at ${service}, and the account may not create it: let it (Prosody: admins of that component, ` +
    `ejabberd: access_createnode of mod_pubsub), or create the node and make the account its owner`
  );
}

/** What a stranger is told of a node: that anybody may publish there, that it is there, that it is not, or nothing. */
async function describe(xmpp: Requester, at: pubsub.Node): Promise<"open" | "closed" | "missing" | "hidden"> {
  try {
    const { forms = [] } = await disco.describe(xmpp, at.service, at.node);
    return forms.some((form) => form.get("pubsub#publish_model")?.[0] === "open") ? "open" : "closed";
  } catch (error) {
    if (!isStanzaError(error)) throw error;
    return isStanzaError(error, "item-not-found") ? "missing" : "hidden";
  }
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isStanzaError(error)) return undefined;
    throw error;
  }
}
