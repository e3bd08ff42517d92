/** The parts of the untyped libraries that newsstand uses: narrow on purpose, so that a new use is a decision. */

declare module "ltx" {
  export type Child = Element | string;

  export class Element {
    constructor(name: string, attrs?: Record<string, unknown> | string);
    name: string;
    parent: Element | null;
    children: Child[];
    attrs: Record<string, string | undefined>;
    is(name: string, xmlns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    getText(): string;
    text(): string;
    append(...nodes: Child[]): void;
    toString(): string;
  }

  export function createElement(
    name: string,
    attrs?: Record<string, unknown> | string | null,
    ...children: Array<Child | number | undefined | null>
  ): Element;
  export function parse(xml: string): Element;
  export function clone(element: Element): Element;
  export function stringify(element: Element, indent?: number | string, level?: number): string;
  export function escapeXML(text: string): string;
  export function escapeXMLText(text: string): string;

  export class Parser {
    constructor();
    on(event: "start" | "startElement" | "element" | "end", listener: (element: Element) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    write(text: string): void;
    end(text?: string): void;
  }
}

declare module "@xmpp/xml" {
  import type { Child, Element } from "ltx";

  export default function xml(
    name: string,
    attrs?: Record<string, unknown> | string | null,
    ...children: Array<Child | number | undefined | null>
  ): Element;
}

declare module "@xmpp/debug" {
  export default function debug(entity: unknown, force?: boolean): void;
}

declare module "@xmpp/client" {
  export function client(options: object): unknown;
}
