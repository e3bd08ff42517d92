/** A tree as the HTML that the site has for it, for comparing the two in few words. */

import type { Nodes } from "mdast";
import { parseMarkdown, referencesOf } from "../../../src/newsletter/markdown.ts";

const ELEMENTS: Partial<Record<Nodes["type"], string>> = {
  paragraph: "p",
  emphasis: "em",
  strong: "strong",
  delete: "del",
  blockquote: "blockquote",
  tableRow: "tr",
  tableCell: "td",
  table: "table",
};

export function siteHtml(text: string): string {
  const tree = parseMarkdown(text);
  const { definitions } = referencesOf(tree);
  const all = (nodes: readonly Nodes[], isTight = false): string =>
    nodes.map((node) => (isTight && node.type === "paragraph" ? all(node.children) : html(node))).join("");
  const target = (node: Nodes): string =>
    "url" in node ? node.url : "identifier" in node ? (definitions.get(node.identifier)?.url ?? "") : "";
  const html = (node: Nodes): string => {
    const children = "children" in node ? node.children : [];
    const name = ELEMENTS[node.type];
    if (name !== undefined) return `<${name}>${all(children)}</${name}>`;
    switch (node.type) {
      case "text":
        return node.value;
      case "heading":
        return `<h${node.depth}>${all(children)}</h${node.depth}>`;
      case "inlineCode":
        return `<code>${node.value}</code>`;
      case "code":
        return `<pre>${node.value}</pre>`;
      case "break":
        return "<br>";
      case "thematicBreak":
        return "<hr>";
      case "link":
      case "linkReference":
        return `<a href="${target(node)}">${all(children)}</a>`;
      case "image":
      case "imageReference":
        return `<img src="${target(node)}" alt="${node.alt}">`;
      case "list": {
        const list = node.ordered === true ? "ol" : "ul";
        return `<${list}>${node.children.map((item) => `<li>${all(item.children, node.spread !== true)}</li>`).join("")}</${list}>`;
      }
      case "footnoteReference":
        return `[${node.identifier}]`;
      case "root":
        return all(children);
      default:
        return "";
    }
  };
  return html(tree);
}
