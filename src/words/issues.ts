/** The list of issues. */

import { catalogue } from "./voice.ts";

export const issues = catalogue({
  en: {
    names: "issues",
    usage: "issues [year]",
    summary: "all issues, or those of a year",
    examples: "issues | issues 2023",
    ofYear: { one: "{count} issue of {year}:", other: "{count} issues of {year}, the newest first:" },
    noneOf: "There is no issue of {year}. There are some of {years}.",
    years: "By year: {years}",
  },
  de: {
    names: "ausgaben, nummern",
    usage: "ausgaben [Jahr]",
    summary: "alle Ausgaben, oder die eines Jahres",
    examples: "ausgaben | ausgaben 2023",
    ofYear: { one: "{count} Ausgabe von {year}:", other: "{count} Ausgaben von {year}, die neueste zuerst:" },
    noneOf: "Von {year} gibt es keine Ausgabe. Es gibt welche von {years}.",
    years: "Nach Jahren: {years}",
  },
  es: {
    names: "números, ediciones",
    usage: "números [año]",
    summary: "todos los números, o los de un año",
    examples: "números | números 2023",
    ofYear: {
      one: "{count} número de {year}:",
      other: "{count} números de {year}, el más reciente primero:",
    },
    noneOf: "No hay ningún número de {year}. Los hay de {years}.",
    years: "Por años: {years}",
  },
  fr: {
    names: "numéros",
    usage: "numéros [année]",
    summary: "tous les numéros, ou ceux d’une année",
    examples: "numéros | numéros 2023",
    ofYear: {
      one: "{count} numéro de {year} :",
      other: "{count} numéros de {year}, le plus récent d’abord :",
    },
    noneOf: "Il n’y a aucun numéro de {year}. Il y en a de {years}.",
    years: "Par année : {years}",
  },
  it: {
    names: "numeri, edizioni",
    usage: "numeri [anno]",
    summary: "tutti i numeri, o quelli di un anno",
    examples: "numeri | numeri 2023",
    ofYear: {
      one: "{count} numero del {year}:",
      other: "{count} numeri del {year}, il più recente per primo:",
    },
    noneOf: "Non c’è nessun numero del {year}. Ce ne sono del {years}.",
    years: "Per anno: {years}",
  },
  pt: {
    names: "números, edições",
    usage: "números [ano]",
    summary: "todos os números, ou os de um ano",
    examples: "números | números 2023",
    ofYear: {
      one: "{count} número de {year}:",
      other: "{count} números de {year}, o mais recente primeiro:",
    },
    noneOf: "Não há nenhum número de {year}. Há números de {years}.",
    years: "Por ano: {years}",
  },
});
