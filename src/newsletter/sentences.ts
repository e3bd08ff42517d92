/** Where sentences end, in the languages of the newsletter. */

/** A mark that ends a sentence, with the quotes and brackets that close behind it. */
const END = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s|$)/gu;

/** Abbreviations of more than one letter, in lower case and without their dot, that a sentence goes on after. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  [
    "jan feb febr aug sept oct nov dec okt dez janv févr déc ene",
    "al approx art bzgl bspw bzw ca cf ch chap dr ed eds esp etc evtl ex excl feat fig ggf inc incl inkl max min mr mrs ms nos",
    "nr op pag pág pp prof resp rev sra srta sig sogg ss st sta sec secc tab tel usw vgl vol vols vs zzgl",
    "av avv bd dott dra ecc ej env esempio jh jr lic mlle mme num núm obs ong párr ref sen sr tlf tít últ",
  ]
    .join(" ")
    .split(" "),
);

/** The offsets at which the sentences of one line of text end, in order; the end of the text is the last. */
export function sentenceEnds(text: string): readonly number[] {
  const ends = [...text.matchAll(END)]
    .filter(
      ({ 0: mark, index }) =>
        !mark.startsWith(".") || mark.startsWith("..") || endsAt(text, index, mark.length),
    )
    .map(({ 0: mark, index }) => index + mark.length);
  const length = text.trimEnd().length;
  return ends.at(-1) === length || length === 0 ? ends : [...ends, length];
}

/** The sentences of one line of text, without the blanks between them. */
export function sentences(text: string): readonly string[] {
  let start = 0;
  return sentenceEnds(text).map((end) => {
    const sentence = text.slice(start, end).trim();
    start = end;
    return sentence;
  });
}

/** Whether a single dot ends a sentence: not behind an abbreviation, an initial or a number in order, nor before a small letter. */
function endsAt(text: string, dot: number, length: number): boolean {
  const next = /\S/u.exec(text.slice(dot + length, dot + length + 20))?.[0];
  if (next === undefined) return true;
  if (/\p{Ll}/u.test(next)) return false;
  const word = /[^\s("“«]*$/u.exec(text.slice(Math.max(0, dot - 30), dot))?.[0].toLowerCase() ?? "";
  if (/^\p{L}$|^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u.test(word) || ABBREVIATIONS.has(word)) return false;
  return !/^\d{1,2}$/.test(word);
}
