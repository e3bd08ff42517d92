/** The rest of a list. */

import { catalogue } from "./voice.ts";

export const more = catalogue({
  en: {
    names: "more, next",
    usage: "more",
    summary: "the rest of the last list",
    examples: "",
    inRoom: {
      one: "… and {count} more: say more, here or in private",
      other: "… and {count} more: say more, here or in private",
    },
    alone: { one: "… and {count} more: say more", other: "… and {count} more: say more" },
    nothing: "There is no more.",
  },
  de: {
    names: "mehr, weiter",
    usage: "mehr",
    summary: "der Rest der letzten Liste",
    examples: "",
    inRoom: {
      one: "… und {count} weiterer Eintrag: sag mehr, hier oder privat",
      other: "… und {count} weitere: sag mehr, hier oder privat",
    },
    alone: { one: "… und {count} weiterer Eintrag: sag mehr", other: "… und {count} weitere: sag mehr" },
    nothing: "Mehr gibt es nicht.",
  },
  es: {
    names: "más, siguiente",
    usage: "más",
    summary: "el resto de la última lista",
    examples: "",
    inRoom: {
      one: "… y {count} más: di más, aquí o en privado",
      other: "… y {count} más: di más, aquí o en privado",
    },
    alone: { one: "… y {count} más: di más", other: "… y {count} más: di más" },
    nothing: "No hay más.",
  },
  fr: {
    names: "suite, plus, encore",
    usage: "suite",
    summary: "le reste de la dernière liste",
    examples: "",
    inRoom: {
      one: "… et encore {count} : dis suite, ici ou en privé",
      other: "… et encore {count} : dis suite, ici ou en privé",
    },
    alone: { one: "… et encore {count} : dis suite", other: "… et encore {count} : dis suite" },
    nothing: "C’est tout.",
  },
  it: {
    names: "altro, ancora, avanti",
    usage: "altro",
    summary: "il resto dell’ultimo elenco",
    examples: "",
    inRoom: {
      one: "… e ancora {count}: di’ altro, qui o in privato",
      other: "… e altri {count}: di’ altro, qui o in privato",
    },
    alone: { one: "… e ancora {count}: di’ altro", other: "… e altri {count}: di’ altro" },
    nothing: "Non c’è altro.",
  },
  pt: {
    names: "mais, seguinte",
    usage: "mais",
    summary: "o resto da última lista",
    examples: "",
    inRoom: {
      one: "… e mais {count}: diz mais, aqui ou em privado",
      other: "… e mais {count}: diz mais, aqui ou em privado",
    },
    alone: { one: "… e mais {count}: diz mais", other: "… e mais {count}: diz mais" },
    nothing: "Não há mais.",
  },
});
