/** XEP-0122: Data Forms Validation (1.0.2, partial). */

import type { Element } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/xdata-validate";

/** The largest number that a field of the form takes, where the form says one. */
export function maximum(form: Element | undefined, name: string): number | undefined {
  const field = form?.getChildren("field").find(({ attrs }) => attrs["var"] === name);
  const said = field?.getChild("validate", NS)?.getChild("range")?.attrs["max"];
  return said !== undefined && /^\d+$/u.test(said) ? Number(said) : undefined;
}
