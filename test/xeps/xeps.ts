/** XEPs for the tests: facts of a few that exist, and one to vary. */

import type { Xeps } from "../../src/xeps/desk.ts";
import type { XepDocument } from "../../src/xeps/document.ts";
import { createRegistry } from "../../src/xeps/registry.ts";
import type { Xep } from "../../src/xeps/xep.ts";

export function xepOf(facts: Partial<Xep> & { readonly number: number }): Xep {
  return {
    title: "Tea",
    shortName: undefined,
    status: "Stable",
    type: "Standards Track",
    version: "1.0",
    date: "2020-01-02",
    supersededBy: [],
    lastCall: undefined,
    ...facts,
  };
}

export const mam = xepOf({
  number: 313,
  title: "Message Archive Management",
  shortName: "mam",
  version: "1.1.3",
  date: "2025-04-09",
});

export const xeps: readonly Xep[] = [
  xepOf({ number: 45, title: "Multi-User Chat", shortName: "muc", version: "1.35.3" }),
  xepOf({ number: 60, title: "Publish-Subscribe", shortName: "pubsub" }),
  xepOf({ number: 87, title: "Stream Initiation", shortName: "si", status: "Retracted", supersededBy: [95] }),
  xepOf({ number: 95, title: "Stream Initiation", shortName: "si", status: "Deprecated" }),
  xepOf({ number: 114, title: "Jabber Component Protocol", shortName: "component", status: "Active" }),
  xepOf({
    number: 136,
    title: "Message Archiving",
    shortName: "archive",
    status: "Deprecated",
    version: "1.3.1",
    date: "2021-03-04",
    supersededBy: [313],
  }),
  xepOf({ number: 225, title: "Component Connections", shortName: "component", status: "Deferred" }),
  xepOf({ number: 241, title: "Encryption of Archived Messages", status: "Deferred" }),
  mam,
  xepOf({ number: 363, title: "HTTP File Upload" }),
  xepOf({ number: 384, title: "OMEMO Encryption", shortName: "OMEMO", status: "Experimental" }),
  xepOf({
    number: 441,
    title: "Message Archive Management Preferences",
    shortName: "mamprefs",
    status: "Experimental",
  }),
  xepOf({ number: 479, title: "XMPP Compliance Suites 2023", shortName: "CS2023" }),
];

/** What commands may ask about these XEPs; the texts that are given can be had. */
export function deskOf(list: readonly Xep[], documents: Readonly<Record<number, XepDocument>> = {}): Xeps {
  return { ...createRegistry(list), document: (number) => Promise.resolve(documents[number]) };
}
