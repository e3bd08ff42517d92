/** Lines that want no answer: thanks and praise, and sentences that only begin with the word of a command. */

/** Words that begin thanks, praise and the like, in the bot's languages. */
const COURTESIES = new Set(
  wordsOf(`
  thanks thank thx ty cheers ok okay k fine nice great cool good lovely awesome perfect excellent wow lol haha sorry bye well +1
  danke dankeschön dank super toll prima klasse gut guter gute brav braver perfekt tschüss
  gracias genial perfecto vale buen bueno buena bien
  merci parfait bravo bon bonne d'accord
  grazie perfetto ottimo bene
  obrigado obrigada valeu perfeito bom boa fixe`),
);
/** Who is so polite says no more words; beyond that it may be a question. */
const MOST_WORDS = 6;

/** What begins with the word of a command and is an English idiom all the same. */
const IDIOMS: readonly string[] = [
  "about time",
  "about to",
  "comments welcome",
  "follow up",
  "issue with",
  "issues with",
  "more like",
  "news to",
  "talk about",
  "talk at",
  "talk to",
];

/** Words behind the first one of a line that make it a sentence about something, in the bot's languages. Hardly any is an argument. */
const TELLING = new Set(
  wordsOf(`
  is are was were isn't aren't wasn't weren't has have had hasn't haven't would should could can can't will won't does doesn't did
  didn't seems looks needs gets works worked broke fails failed
  ist sind war waren hat haben hatte wird werden würde wäre sollte sollten kann können könnte muss geht fehlt fehlen sieht klingt
  son está están era eran fue ha han tiene debería puede parece falta
  est sont était sera serait devrait peut marche manque semble
  è sono ha hanno sarebbe dovrebbe può sembra manca
  é são foi tem deveria pode parece`),
);

/** Whether a line that is for no command is thanks, praise, or a face, and wants no answer. */
export function isCourtesy(line: string): boolean {
  const [first, ...more] = wordsOf(line);
  return first === undefined || (COURTESIES.has(first) && more.length < MOST_WORDS);
}

/** Whether a line that begins with the word of a command tells something: `latest is broken`, `issue 3 looks great`. */
export function isSentence(line: string): boolean {
  const [first, ...rest] = wordsOf(line);
  // `who are you` is a question.
  if (first === "who") return false;
  return IDIOMS.includes(`${first} ${rest[0]}`) || TELLING.has(rest.find((word) => !/\d/u.test(word)) ?? "");
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}+]['\p{L}\p{M}\p{N}]*/gu) ?? []
  );
}
