/** The list of XEPs as xmpp.org publishes it (`xeplist.xml`) → XEPs. It comes from outside and is believed only as a whole. */

import { isDay, type Xep, XepListError, xepLabel } from "./xep.ts";
import { parseXml, XmlError, type XmlElement } from "./xml.ts";

/** The longest list that is read, in bytes or characters; ten times what the list has today. */
export const LONGEST_LIST = 4 * 1024 * 1024;
/** The part of what is known that a list must have to be believed. */
const LEAST_KNOWN = 0.9;
const LONGEST_TEXT = 500;

/**
 * Reads the list, by number. Proposals that have no number yet are left out. XEPs that are `known` and not in the list are
 * kept, since a number is never given back; a list that lacks more than a tenth of them is refused.
 *
 * @throws XepListError
 */
export function parseList(xml: string, known: readonly Xep[] = []): Xep[] {
  const listed = new Map<number, Xep>();
  for (const element of readRoot(xml).children) {
    if (element.name !== "xep" || element.attributes.get("accepted") !== "true") continue;
    const xep = toXep(element);
    if (listed.has(xep.number)) throw refusal(`${xepLabel(xep.number)} is in it twice`);
    listed.set(xep.number, xep);
  }
  if (listed.size === 0) throw refusal("there is no XEP in it");
  const missing = known.filter(({ number }) => !listed.has(number));
  if (known.length - missing.length < LEAST_KNOWN * known.length) {
    throw refusal(`it lacks ${missing.length} of the ${known.length} XEPs that are known`);
  }
  return [...listed.values(), ...missing].toSorted((a, b) => a.number - b.number);
}

function readRoot(xml: string): XmlElement {
  if (xml.length > LONGEST_LIST) throw refusal(`it is longer than ${LONGEST_LIST} characters`);
  const start = xml.slice(0, 1000).trim().toLowerCase();
  if (start === "" && xml.trim() === "") throw refusal("it is empty");
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) throw refusal("it is an HTML page");
  try {
    const root = parseXml(xml);
    if (root.name !== "xep-infos")
      throw refusal(`it begins with <${root.name.slice(0, 40)}>, not with <xep-infos>`);
    return root;
  } catch (error) {
    if (error instanceof XmlError) throw refusal(`it ${error.message}`, error);
    throw error;
  }
}

function toXep(element: XmlElement): Xep {
  const digits = text(element, "number") ?? "";
  if (!/^\d{1,4}$/u.test(digits) || Number(digits) === 0) {
    throw refusal(`a XEP in it has the number "${digits.slice(0, 20)}"`);
  }
  const number = Number(digits);
  const needed = (parent: XmlElement | undefined, name: string): string => {
    const value = text(parent, name);
    if (value === undefined) throw refusal(`${xepLabel(number)} has no <${name}>`);
    if (value.length > LONGEST_TEXT) throw refusal(`the <${name}> of ${xepLabel(number)} is too long`);
    return value;
  };
  const revision = child(element, "last-revision");
  const date = needed(revision, "date");
  if (!isDay(date)) throw refusal(`${xepLabel(number)} has the date "${date.slice(0, 20)}"`);
  const status = needed(element, "status");
  return {
    number,
    title: needed(element, "title"),
    shortName:
      child(element, "shortname") && text(element, "shortname") ? needed(element, "shortname") : undefined,
    status: status === "Draft" ? "Stable" : status,
    type: needed(element, "type"),
    version: needed(revision, "version"),
    date,
    supersededBy: supersededBy(element),
    lastCall: lastCall(element),
  };
}

/** Only XEPs: what the list names beside them (RFCs, Unicode) has no number. */
function supersededBy(element: XmlElement): number[] {
  const specifications = child(element, "supersededby")?.children ?? [];
  return specifications.flatMap((specification) => {
    const digits = /^XEP-(\d{1,4})$/u.exec(specification.text.trim())?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/** The newest of them; what is no day is none, since nothing else depends on it. */
function lastCall(element: XmlElement): string | undefined {
  const days = element.children.filter(({ name }) => name === "lastcall").map((each) => each.text.trim());
  return days.filter(isDay).toSorted().at(-1);
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((element) => element.name === name);
}

/** The text of a child on one line, or nothing when there is none. */
function text(parent: XmlElement | undefined, name: string): string | undefined {
  const found = child(parent, name)
    ?.text.replace(/[\s\u007f-\u009f]+/gu, " ")
    .trim();
  return found === "" ? undefined : found;
}

function refusal(reason: string, cause?: Error): XepListError {
  return new XepListError(`The list of XEPs is not believed: ${reason}.`, { cause });
}
