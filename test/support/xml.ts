/** XML in tests: from text, for comparing, and for reading in a failure's message. */

import { type Element, parse } from "ltx";

/** Parses XML. The line breaks between elements are dropped where there is no other text beside them. */
export function element(xml: string): Element {
  const root = parse(xml.trim());
  trim(root);
  return root;
}

function trim(parent: Element): void {
  if (parent.getText().trim() === "")
    parent.children = parent.children.filter((child) => !isIndentation(child));
  for (const child of parent.getChildElements()) trim(child);
}

/** A line break between elements is how XML is laid out; a mere space may be one between two words. */
function isIndentation(child: unknown): boolean {
  return typeof child === "string" && child.trim() === "" && child.includes("\n");
}

/**
 * What two elements that mean the same have in common: one line for each name (with its namespace), attribute (in
 * alphabetical order) and text, indented by depth. Prefixes and namespace declarations are resolved, not shown.
 */
export function canonical(root: Element): string {
  return [...lines(element(root.toString()), "")].join("\n");
}

function* lines(node: Element, indent: string): Generator<string> {
  const namespace = namespaceOf(node, prefixOf(node));
  const inherited = node.parent ? namespaceOf(node.parent, prefixOf(node.parent)) : "";
  const shown = namespace === inherited ? "" : ` xmlns="${namespace}"`;
  yield `${indent}<${node.getName()}${shown}${attributes(node)}>`;
  const texts: string[] = [];
  for (const child of node.children) {
    if (typeof child === "object") {
      yield* flush(texts, indent);
      yield* lines(child, `${indent}  `);
    } else {
      texts.push(child);
    }
  }
  yield* flush(texts, indent);
}

function* flush(texts: string[], indent: string): Generator<string> {
  const text = texts.splice(0).join("");
  if (text !== "") yield `${indent}  ${JSON.stringify(text)}`;
}

function attributes(node: Element): string {
  return Object.entries(node.attrs)
    .filter(([name, value]) => name !== "xmlns" && !name.startsWith("xmlns:") && value !== undefined)
    .map(([name, value]) => ` ${qualified(node, name)}="${String(value)}"`)
    .toSorted()
    .join("");
}

/** An attribute's prefix is only a name for a namespace, except that `xml:` means itself. */
function qualified(node: Element, name: string): string {
  const [prefix = "", local] = name.split(":");
  if (local === undefined || prefix === "xml") return name;
  return `{${namespaceOf(node, prefix)}}${local}`;
}

function prefixOf(node: Element): string {
  return node.name.includes(":") ? node.name.slice(0, node.name.indexOf(":")) : "";
}

/** What a prefix (`""` for none) means at an element. ltx overlooks `xmlns=""`, which takes the namespace away. */
function namespaceOf(node: Element, prefix: string): string {
  const declared = node.attrs[prefix === "" ? "xmlns" : `xmlns:${prefix}`];
  if (declared !== undefined) return declared;
  return node.parent ? namespaceOf(node.parent, prefix) : prefix;
}

/** Whether two elements mean the same: prefixes, the order of attributes and indentation do not count. */
export function xmlEqual(one: Element, other: Element): boolean {
  return canonical(one) === canonical(other);
}
