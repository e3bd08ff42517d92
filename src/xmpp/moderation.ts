/** XEP-0425: Moderated Message Retraction (0.3.0, partial): it is heard, none is asked for. */

import type { Retraction } from "./retraction.ts";

/** With the version before, which both stood on XEP-0422. */
const NAMESPACES = ["urn:xmpp:message-moderate:1", "urn:xmpp:message-moderate:0"];

/** Whether a retraction says that a moderator did it. It counts only where the room itself says so. */
export function isModerated({ inside }: Retraction): boolean {
  return NAMESPACES.some((namespace) => inside.getChild("moderated", namespace) !== undefined);
}
