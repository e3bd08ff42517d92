/** Tables: their rows and cells. */

import type { Token } from "markdown-it";
import type { Table, TableCell, TableRow } from "mdast";
import { parseInlines } from "./inlines.ts";
import { linesOf, rowCells, type Place } from "./lines.ts";
import { startOfBlock, take, wholeBlock, type Reader } from "./reader.ts";
import { stretchOf } from "./source.ts";

export function table(reader: Reader, open: Token, place: Place): Table {
  const children: TableRow[] = [];
  for (let token = take(reader); token !== undefined && token.type !== "table_close"; token = take(reader)) {
    if (token.type === "tr_open") children.push(row(reader, token, place));
  }
  return { type: "table", children, position: wholeBlock(reader, open, place) };
}

/** A row has as many cells as its table has columns, whatever was written. */
function row(reader: Reader, open: Token, place: Place): TableRow {
  let columns = 0;
  for (let token = take(reader); token !== undefined && token.type !== "tr_close"; token = take(reader)) {
    if (token.type === "inline") columns += 1;
  }
  const { source, known } = reader;
  const cells = rowCells(source, linesOf(open)[0], startOfBlock(reader, open, place)).slice(0, columns);
  const children = cells.map((parts): TableCell => {
    const stretch = stretchOf(source, parts, "");
    const position = stretch.position(0, stretch.text.length);
    return { type: "tableCell", children: parseInlines(stretch, known), position };
  });
  return { type: "tableRow", children, position: wholeBlock(reader, open, place) };
}
