/** Cures for faults of `@xmpp/client` 0.14 in stream management (XEP-0198): what is counted, and when the gate opens. */

import type { Entity, StreamManagement } from "./library.ts";
import { SASL2 } from "./login.ts";
import type { Element } from "../stanza.ts";

export const NS_SM = "urn:xmpp:sm:3";
const NS_STREAM = "http://etherx.jabber.org/streams";
const NS_BIND2 = "urn:xmpp:bind:0";

/** What outlives a connection so that the next one can resume its session (XEP-0198). */
export interface Resumption {
  readonly jid: string;
  readonly management: Pick<StreamManagement, "id" | "inbound" | "outbound" | "outbound_q">;
}

/** Carries a session over from the connection before, and opens the gate only when stanzas are counted rightly. */
export function cureManagement(
  entity: Entity,
  resume: Resumption | undefined,
  { fresh, resumed }: { readonly fresh: () => void; readonly resumed: () => void },
): StreamManagement {
  const management = entity.streamManagement;
  // Its timers are pushed back by traffic, and take a rate limit for a dead server: the session has its own.
  management.timeout = 0;
  management.requestAckInterval = 0;
  if (resume !== undefined) {
    // A copy: the connection before may still be asked what is left of its session.
    Object.assign(management, resume.management, {
      outbound_q: [...resume.management.outbound_q],
    });
    entity._jid(resume.jid);
  }
  let offered = false;
  // With SASL2 the session is there before the features that offer stream management to it.
  let awaited = false;
  // `online` fires before `<enabled/>`, and a stanza sent in between is miscounted: Prosody ends the stream then.
  const judge = () =>
    setImmediate(() => {
      if (management.enabled || !(offered || awaited)) fresh();
    });
  countInbound(entity, resume?.management.inbound ?? 0);
  management.on("resumed", resumed);
  entity.on("nonza", (nonza) => {
    if (nonza.is("success")) awaited = true;
    if (nonza.is("features", NS_STREAM)) {
      [offered, awaited] = [nonza.getChild("sm", NS_SM) !== undefined, false];
      if (entity.status === "online") judge();
    }
    const failed = outcome(nonza, "failed");
    if (failed !== undefined && entity.status !== "online") takeHandled(management, failed);
    // The library's own listener for this element may run after this one.
    if ((nonza.is("enabled", NS_SM) || nonza.is("failed", NS_SM)) && entity.status === "online") {
      setImmediate(fresh);
    }
  });
  entity.on("online", judge);
  return management;
}

/**
 * Counts what comes in from the very element behind `<enabled/>` or `<resumed/>`: the library begins some time after it, and
 * counts nothing that is kept from it. What the server acknowledges but was never sent ends the session for good: the queue
 * would be in disorder (section 4).
 */
function countInbound(entity: Entity, before: number): void {
  const management = entity.streamManagement;
  let inbound = before;
  let counting = false;
  Object.defineProperty(management, "inbound", {
    get: () => inbound,
    set: () => {},
  });
  const onElement = entity._onElement.bind(entity);
  entity._onElement = (element) => {
    const acknowledged = element.is("a", NS_SM) ? element : outcome(element, "resumed");
    if (Number(acknowledged?.attrs["h"]) > management.outbound + management.outbound_q.length) {
      management.id = "";
      entity.emit("error", disorder());
      return;
    }
    if (counting && isStanza(element)) inbound += 1;
    if (!counting && outcome(element, "enabled") !== undefined) inbound = 0;
    counting ||= beginsManagement(element);
    onElement(element);
  };
}

/** Keeps a stanza that is about to be written until the server acknowledges it, as the library does with what it sends. */
export function countOutbound({ enabled, outbound_q: queue }: StreamManagement, stanza: Element): void {
  if (enabled && isStanza(stanza)) queue.push({ stanza, stamp: new Date().toISOString() });
}

function disorder(): Error {
  const message = "the server acknowledged stanzas that were never sent";
  return Object.assign(new Error(message), { name: "XMLError" });
}

/** Whether what follows an element is counted. */
export function beginsManagement(element: Element): boolean {
  return outcome(element, "enabled") !== undefined || outcome(element, "resumed") !== undefined;
}

/** How enabling or resuming ended; with SASL2 and Bind 2 that is inside the success. */
function outcome(element: Element, name: "enabled" | "resumed" | "failed"): Element | undefined {
  if (element.is(name, NS_SM)) return element;
  if (!element.is("success", SASL2)) return undefined;
  return element.getChild(name, NS_SM) ?? element.getChild("bound", NS_BIND2)?.getChild(name, NS_SM);
}

/** A server that forgot a session may still know what it took of it (XEP-0198, section 5): the library does not ask. */
function takeHandled(management: StreamManagement, { attrs }: Element): void {
  const handled = Number(attrs["h"] ?? NaN) - management.outbound;
  if (!(handled <= management.outbound_q.length)) return;
  for (const { stanza } of management.outbound_q.splice(0, handled)) management.emit("ack", stanza);
}

export const isStanza = ({ name }: Element): boolean =>
  name === "iq" || name === "message" || name === "presence";
