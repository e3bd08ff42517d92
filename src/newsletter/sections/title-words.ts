/** The words of a title that say something. */

import { foldLetters } from "../characters.ts";

const LANGUAGES = ["en", "de", "es", "fr", "it", "pt"];

/** Letters of other scripts that look like Latin ones (below them), and come into headings by copying. */
const STRANGE = "аеорсхуіѕјԁһкмтАВЕКМНОРСТХІЅЈΑΒΕΗΙΚΜΝΟΡΤΥΧοανι";
const LATIN = "aeopcxyisjdhkmtABEKMHOPCTXISJABEHIKMNOPTYXoavi";

/** The text in lower case, without accents and punctuation, words divided by one blank; of long texts the beginning. */
export function lettersOf(text: string): string {
  const latin = text
    .slice(0, 200)
    .replace(/[\u0370-\u052F]/gu, (letter) => LATIN[STRANGE.indexOf(letter)] ?? letter);
  return foldLetters(latin)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Articles, prepositions, conjunctions and pronouns, and what all of the newsletter is about. */
const LITTLE: ReadonlySet<string> = new Set([
  ..."the an and or of on in at by for from to with about our us your this that is are its you everyone everybody please some".split(
    " ",
  ),
  ..."und oder der die das den dem des von vom zu zum zur im am auf aus fur mit uber rund um ums diese dieser diesen dieses unsere unser uns innen euch sich beim nach an bitte".split(
    " ",
  ),
  ..."el la los las lo en un una unos unas del al con por para sobre su sus nuestro nuestra nuestros nuestras nosotros este esta".split(
    " ",
  ),
  ..."le les du de une et ou aux dans sur par avec ce cet cette ces nos notre vos votre nous vous rices via".split(
    " ",
  ),
  ..."il gli dello della dell delle degli dei di da dal dalla nel nella su sul sulla sui questo questa nostri nostra ci al alla allo alle ai agli ed per nei".split(
    " ",
  ),
  ..."os as ao aos um uma do dos das no na nos nas em nosso nossa nossos nossas se si sua suas seu seus com".split(
    " ",
  ),
  ..."xmpp jabber mail email correo courriel posta eletronico".split(" "),
  ..."neuigkeiten nachricht nachrichten news noticia noticias notizia notizie novedades nouveautes novidades novita actualite actualites".split(
    " ",
  ),
  ..."all alle allen todos todas tous toutes tutti tutte latest recent upcoming past next general online aktuelle aktuelles".split(
    " ",
  ),
]);

function months(language: string): string[] {
  const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => lettersOf(name.format(Date.UTC(2020, month, 15))));
}

/** The words of two letters and more. */
export function wordsIn(letters: string): readonly string[] {
  return letters.split(" ").filter((word) => /^\p{L}{2}/u.test(word));
}

/** The words without those that say little; all of them when nothing else is said. */
export function withoutLittle(words: readonly string[]): readonly string[] {
  const said = words.filter((word) => !LITTLE.has(word));
  return said.length === 0 ? words : said;
}

/** Words that say something only where they stand alone; "software" says more than the others. */
const VAGUE: ReadonlySet<string> = new Set([
  ..."newsletter newsletters boletin boletines boletim boletins bulletin bulletins rundbrief".split(" "),
  ..."lettre lettera information informativo informativa ausgabe xsf standards foundation".split(" "),
  ..."project projects projekt projekte proyecto proyectos projet projets progetto progetti projeto projetos".split(
    " ",
  ),
  ..."release releases veroffentlichung veroffentlichungen lanzamiento lanzamientos sortie sorties".split(
    " ",
  ),
  ..."rilascio rilasci lancamento lancamentos update updates nouvelle nouvelles".split(" "),
  ..."version versions versionen versiones versioni versoes aktualisierung aktualisierungen actualizacion actualizaciones".split(
    " ",
  ),
  ..."aggiornamento aggiornamenti atualizacao atualizacoes how".split(" "),
  ..."new neu neue neuen neuer neues nuevo nueva nuevos nuevas nouveau nouveaux nuovo nuova nuovi nuove".split(
    " ",
  ),
  ..."novo nova novos novas kommende kommenden anstehende anstehenden proximo proximos prossimi venir".split(
    " ",
  ),
  ..."month months monthly monat monats mes mois mese mensal mensual mensuel mensile".split(" "),
  ...LANGUAGES.flatMap(months),
  ..."community gemeinschaft comunidad communaute comunita comunidade".split(" "),
]);
const SUBJECT: ReadonlySet<string> = new Set(["software", "logiciel", "logiciels"]);

/** All words that say little by themselves. */
export const PALE: ReadonlySet<string> = new Set([...LITTLE, ...VAGUE, ...SUBJECT]);

/** The words, then those without vague ones, then also without "software": as long as there are any left. */
export function everVaguer(words: readonly string[]): readonly (readonly string[])[] {
  const telling = words.filter((word) => !VAGUE.has(word));
  const specific = telling.filter((word) => !SUBJECT.has(word));
  return [words, telling, specific].filter(({ length }) => length > 0);
}

/** Whether a title names the newsletter itself. */
export function namesNewsletter(title: string): boolean {
  return /\b(?:newsletter|boletin|boletim|bulletin|lettre|lettera|rundbrief)/.test(lettersOf(title));
}
