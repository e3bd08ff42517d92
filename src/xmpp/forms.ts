/** XEP-0004: Data Forms (2.13.2, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "jabber:x:data";

/** Values by field name; a field may have none, one or several. */
export type Fields = ReadonlyMap<string, readonly string[]>;

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
