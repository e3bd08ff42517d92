/** What was measured, as a table for people and as JSON for programs. */

/** One part of the bench. */
export interface Part {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
}

export interface Row {
  readonly name: string;
  /** By name with unit: `files/s`. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly at: "least" | "most";
  readonly limit: number;
}

export function isMet({ value, at, limit }: Goal): boolean {
  return at === "least" ? value >= limit : value <= limit;
}

export function toTable(parts: readonly Part[]): string {
  return parts
    .flatMap(({ name, rows, goals }) => [...grid(name, rows), ...goals.map(goalLine), ""])
    .join("\n");
}

export function toJson(parts: readonly Part[]): string {
  const all = parts.map(({ goals, ...part }) => ({
    ...part,
    goals: goals.map((goal) => ({ ...goal, isMet: isMet(goal) })),
  }));
  return JSON.stringify(all, undefined, 2);
}

function grid(title: string, rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const width = Math.max(title.length, ...rows.map(({ name }) => name.length + 2));
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(width), ...cells.map((cell, at) => cell.padStart(Math.max(8, columns[at]?.length ?? 0)))]
      .join("  ")
      .trimEnd();
  return [
    line(title, columns),
    ...rows.map(({ name, figures }) =>
      line(
        `  ${name}`,
        columns.map((column) => toCell(figures[column])),
      ),
    ),
  ];
}

/** Three digits that count. */
function toCell(figure: number | undefined): string {
  if (figure === undefined) return "";
  return Math.abs(figure) >= 100 ? figure.toFixed(0) : String(Number(figure.toPrecision(3)));
}

function goalLine(goal: Goal): string {
  const { name, value, at, limit } = goal;
  return `  ${isMet(goal) ? "✓" : "✗"} ${name}: ${toCell(value)} (goal: at ${at} ${toCell(limit)})`;
}
