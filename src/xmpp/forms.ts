/** XEP-0004: Data Forms (2.13.2, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "jabber:x:data";

/** Values by field name; a field may have none, one or several. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** What a form asks somebody for, or tells them. */
export interface Form {
  readonly type: "form" | "result";
  readonly title: string;
  readonly instructions?: string | undefined;
  readonly fields: readonly Field[];
}

export interface Field {
  /** `fixed` fields, which only tell something, need none. */
  readonly name?: string;
  readonly type: "fixed" | "jid-single" | "list-multi" | "list-single" | "text-multi" | "text-single";
  readonly label?: string | undefined;
  /** Lines, where it is a text of several. */
  readonly values?: readonly string[];
  /** What can be chosen, in a list. */
  readonly options?: readonly Option[];
  readonly isRequired?: boolean;
}

export interface Option {
  readonly label: string;
  readonly value: string;
}

/** Longer values are no answers of a person, in characters (UTF-16). */
const LONGEST_VALUE = 1_000;

/** A form for a person. */
export function toDialogue({ type, title, instructions, fields }: Form): Element {
  const child = (name: string, text: string | undefined): Element | undefined =>
    text === undefined ? undefined : xml(name, {}, text);
  return xml(
    "x",
    { xmlns: NS, type },
    child("title", title),
    child("instructions", instructions),
    ...fields.map(({ name, type: kind, label, values = [], options = [], isRequired = false }) =>
      xml(
        "field",
        { var: name, type: kind, label },
        isRequired ? xml("required") : undefined,
        ...values.map((value) => xml("value", {}, value)),
        ...options.map((option) => xml("option", { label: option.label }, xml("value", {}, option.value))),
      ),
    ),
  );
}

/** What was filled in: the values of the fields that were asked for, or the ones of these that still lack one. */
export type Submission =
  { readonly values: Fields } | { readonly missing: readonly Field[] } | "no answer to it";

/** Reads what somebody filled into a form; nobody is believed to choose only what there was to choose. */
export function fromSubmission(submitted: Element | undefined, asked: readonly Field[]): Submission {
  if (submitted !== undefined && submitted.attrs["type"] !== "submit") return "no answer to it";
  const given = fromForm(submitted);
  const values = new Map<string, readonly string[]>();
  for (const { name, type, options } of asked) {
    if (name === undefined || type === "fixed") continue;
    const said = (given.get(name) ?? []).map((value) => value.trim()).filter((value) => value !== "");
    const isKnown = (value: string): boolean =>
      value.length <= LONGEST_VALUE && (options?.some((option) => option.value === value) ?? true);
    const isMuch = said.length > (type === "list-multi" ? (options?.length ?? 0) : 1);
    if (isMuch || !said.every(isKnown)) return "no answer to it";
    values.set(name, said);
  }
  const missing = asked.filter(
    ({ name = "", isRequired = false }) => isRequired && (values.get(name) ?? []).length === 0,
  );
  return missing.length > 0 ? { missing } : { values };
}

/** A form that answers another: type `submit` (or `result`) with its FORM_TYPE first. */
export function toForm(formType: string, fields: Fields, type: "submit" | "result" = "submit"): Element {
  const field = (name: string, values: readonly string[], kind?: string) =>
    xml("field", { var: name, type: kind }, ...values.map((value) => xml("value", {}, value)));
  return xml(
    "x",
    { xmlns: NS, type },
    field("FORM_TYPE", [formType], "hidden"),
    ...[...fields].map(([name, values]) => field(name, values)),
  );
}

/** The values of a form's fields, FORM_TYPE included. */
export function fromForm(form: Element | undefined): Fields {
  const fields = form?.getChildren("field") ?? [];
  return new Map(
    fields.map((field) => [
      field.attrs["var"] ?? "",
      field.getChildren("value").map((value) => value.getText()),
    ]),
  );
}

/** Whether two lists of values say the same: booleans have two spellings (section 3.3), and one empty value is none. */
export function isSameValue(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [filled(one), filled(other)];
  return a.length === b.length && a.every((value, at) => boolean(value) === boolean(b[at] ?? ""));
}

/** ejabberd gives an empty text back as a field without a value. */
function filled(values: readonly string[]): readonly string[] {
  return values.length === 1 && values[0] === "" ? [] : values;
}

function boolean(value: string): string {
  return value === "true" ? "1" : value === "false" ? "0" : value;
}
