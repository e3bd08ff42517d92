/** What a client says on an XML stream, read strictly: an independent parser that takes no malformed XML. */

import { Element } from "ltx";
import { SaxesParser } from "saxes";

export interface StreamListener {
  /** The stream was opened; the element is its header. */
  opened(header: Element): void;
  /** An element of the stream, complete. */
  heard(element: Element): void;
  closed(): void;
  /** What was read is no XML. */
  broken(error: Error): void;
}

/** Gives a function that takes the text of one stream, in any chunks. */
export function readStream(listener: StreamListener): (text: string) => void {
  const parser = new SaxesParser();
  const open: Element[] = [];
  const parent = (): Element | undefined => open.at(-1);

  parser.on("opentag", ({ name, attributes }) => {
    const element = new Element(name, attributes);
    parent()?.append(element);
    open.push(element);
    if (open.length === 1) listener.opened(element);
  });
  parser.on("closetag", () => {
    const element = open.pop();
    if (element === undefined) return;
    if (open.length === 0) return listener.closed();
    if (open.length > 1) return;
    // A stream is read for as long as it lasts: what was heard is not kept by it.
    const [stream] = open;
    if (stream !== undefined) stream.children = [];
    listener.heard(element);
  });
  const take = (text: string): void => {
    if (open.length > 1) parent()?.append(text);
  };
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("error", (error) => listener.broken(error));
  return (text) => void parser.write(text);
}
