/** What people say to tell which issue they mean; the bot says none of it. */

import { catalogue } from "./voice.ts";

/**
 * `issue`: what it is called. `little`: what stands between words that tell something. `in`: what stands before a language. `ago`:
 * what makes a number one of issues. `newest` and `previous`: what stands for the newest issue, and for the one before it.
 */
export const which = catalogue({
  en: {
    issue: "issue, issues, number, newsletter",
    little: "of, in, on, at, the, from, for, about",
    in: "in",
    ago: "ago, back",
    newest: "newest, latest, last",
    previous: "previous",
  },
  de: {
    issue: "ausgabe, ausgaben, nummer, nummern",
    little: "im, in, vom, von, für, aus, der, die, das, den, dem, des",
    in: "auf, in",
    ago: "vor, zurück",
    newest: "neueste, letzte",
    previous: "vorige, vorherige, vorletzte",
  },
  es: {
    issue: "número, números, edición, ediciones",
    little: "de, del, el, la, los, las, en",
    in: "en",
    ago: "hace, atrás",
    newest: "último, última",
    previous: "anterior, penúltimo",
  },
  fr: {
    issue: "numéro, numéros",
    little: "du, de, le, la, les, l, d, au, en, il, y, a",
    in: "en",
    ago: "",
    newest: "dernier, dernière",
    previous: "précédent, précédente",
  },
  it: {
    issue: "numero, numeri, edizione, edizioni",
    little: "di, del, della, dell, il, lo, la, in",
    in: "in",
    ago: "fa",
    newest: "ultimo, ultima",
    previous: "precedente, penultimo",
  },
  pt: {
    issue: "número, números, edição, edições",
    little: "do, da, dos, das, de, o, a, em, no, na",
    in: "em",
    ago: "há, atrás",
    newest: "último, última",
    previous: "anterior, penúltimo",
  },
});
