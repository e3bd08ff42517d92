/** The languages of an issue. */

import { catalogue } from "./voice.ts";

export const translations = catalogue({
  en: {
    names: "translations",
    usage: "translations [month year]",
    summary: "the languages in which an issue can be read",
    examples: "translations | translations May 2023",
    there: { one: "{title} is there in one language:", other: "{title} is there in {count} languages:" },
    missing: "Not in {languages}.",
  },
  de: {
    names: "übersetzungen, übersetzung",
    usage: "übersetzungen [Monat Jahr]",
    summary: "die Sprachen, in denen man eine Ausgabe lesen kann",
    examples: "übersetzungen | übersetzungen Mai 2023",
    there: { one: "{title} gibt es in einer Sprache:", other: "{title} gibt es in {count} Sprachen:" },
    missing: "Nicht auf {languages}.",
  },
  es: {
    names: "traducciones, traducción",
    usage: "traducciones [mes año]",
    summary: "los idiomas en que se puede leer un número",
    examples: "traducciones | traducciones mayo 2023",
    there: { one: "{title} está en un idioma:", other: "{title} está en {count} idiomas:" },
    missing: "No está en {languages}.",
  },
  fr: {
    names: "traductions, traduction",
    usage: "traductions [mois année]",
    summary: "les langues dans lesquelles on peut lire un numéro",
    examples: "traductions | traductions mai 2023",
    there: { one: "{title} existe en une langue :", other: "{title} existe en {count} langues :" },
    missing: "Pas en {languages}.",
  },
  it: {
    names: "traduzioni, traduzione",
    usage: "traduzioni [mese anno]",
    summary: "le lingue in cui si può leggere un numero",
    examples: "traduzioni | traduzioni maggio 2023",
    there: { one: "{title} c’è in una lingua:", other: "{title} c’è in {count} lingue:" },
    missing: "Non in {languages}.",
  },
  pt: {
    names: "traduções, tradução",
    usage: "traduções [mês ano]",
    summary: "as línguas em que se pode ler um número",
    examples: "traduções | traduções maio 2023",
    there: { one: "{title} existe numa língua:", other: "{title} existe em {count} línguas:" },
    missing: "Não em {languages}.",
  },
});
