/** The languages of an issue. */

import { catalogue } from "./voice.ts";

export const translations = catalogue({
  en: {
    names: "translations",
    usage: "translations [month year]",
    summary: "the languages in which an issue can be read",
    examples: "translations | translations May 2023",
    there: {
      one: "{title} can be read in one language:",
      other: "{title} can be read in {count} languages:",
    },
    missing: "Missing in: {languages}",
  },
  de: {
    names: "übersetzungen, übersetzung",
    usage: "übersetzungen [Monat Jahr]",
    summary: "die Sprachen, in denen man eine Ausgabe lesen kann",
    examples: "übersetzungen | übersetzungen Mai 2023",
    there: { one: "{title} gibt es in einer Sprache:", other: "{title} gibt es in {count} Sprachen:" },
    missing: "Fehlt auf: {languages}",
  },
  es: {
    names: "traducciones, traducción",
    usage: "traducciones [mes año]",
    summary: "los idiomas en que se puede leer un número",
    examples: "traducciones | traducciones mayo 2023",
    there: { one: "{title} se puede leer en un idioma:", other: "{title} se puede leer en {count} idiomas:" },
    missing: "Falta en: {languages}",
  },
  fr: {
    names: "traductions, traduction",
    usage: "traductions [mois année]",
    summary: "les langues dans lesquelles on peut lire un numéro",
    examples: "traductions | traductions mai 2023",
    there: {
      one: "{title} peut se lire dans une langue :",
      other: "{title} peut se lire en {count} langues :",
    },
    missing: "Manque en : {languages}",
  },
  it: {
    names: "traduzioni, traduzione",
    usage: "traduzioni [mese anno]",
    summary: "le lingue in cui si può leggere un numero",
    examples: "traduzioni | traduzioni maggio 2023",
    there: {
      one: "{title} si può leggere in una lingua:",
      other: "{title} si può leggere in {count} lingue:",
    },
    missing: "Manca in: {languages}",
  },
  pt: {
    names: "traduções, tradução",
    usage: "traduções [mês ano]",
    summary: "as línguas em que se pode ler um número",
    examples: "traduções | traduções maio 2023",
    there: { one: "{title} pode ler-se numa língua:", other: "{title} pode ler-se em {count} línguas:" },
    missing: "Falta em: {languages}",
  },
});
