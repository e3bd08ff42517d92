/** The numbers of the XEPs that words and addresses name. */

const NAMED = /\bXEP[-\s\u2010-\u2015\u00A0]{0,3}(\d{1,4})(?!\d)/gi;
const LINKED = /\/extensions\/xep-(\d{4})\b/i;

/** Numbers that words name, in order and as often as they do: 313 for `XEP-0313`, `XEP 313` or `xep-0313`. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(NAMED)].map(([, digits]) => Number(digits)).filter((number) => number > 0);
}

/** Numbers in words, then those in the addresses of their links; each once. */
export function numbersOf(text: string, targets: readonly string[]): ReadonlySet<number> {
  return new Set([...numbersIn(text), ...targets.flatMap((target) => numberAt(target) ?? [])]);
}

/** The number of the XEP whose page an address is. */
export function numberAt(address: string): number | undefined {
  const number = Number(LINKED.exec(address)?.[1] ?? 0);
  return number > 0 ? number : undefined;
}
