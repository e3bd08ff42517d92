/** What is said of all XEPs: how many there are, and which. */

import { catalogue } from "./voice.ts";

export const xeps = catalogue({
  en: {
    names: "xeps",
    usage: "xeps [status] [since <year or month>]",
    summary: "how many XEPs there are, which have a status, and which have changed",
    examples: "xeps | xeps experimental | xeps since 2026-01",
    since: "since, after",
    all: { one: "{count} XEP: {list}.", other: "{count} XEPs: {list}." },
    none: "I know no XEPs.",
    withStatus: { one: "{count} XEP is {status}", other: "{count} XEPs are {status}" },
    newestFirst: "{what}, the newest first:",
    changed: {
      one: "{count} XEP has changed since {since}",
      other: "{count} XEPs have changed since {since}",
    },
    withBoth: {
      one: "{count} XEP is {status} and has changed since {since}",
      other: "{count} XEPs are {status} and have changed since {since}",
    },
    noStatus: "I know no status called {text}. There are {list}.",
  },
  de: {
    names: "xeps",
    usage: "xeps [Status] [seit <Jahr oder Monat>]",
    summary: "wie viele XEPs es gibt, welche einen Status haben und welche sich geändert haben",
    examples: "xeps | xeps experimentell | xeps seit 2026-01",
    since: "seit, nach, ab",
    all: { one: "{count} XEP: {list}.", other: "{count} XEPs: {list}." },
    none: "Ich kenne keine XEPs.",
    withStatus: { one: "{count} XEP ist {status}", other: "{count} XEPs sind {status}" },
    newestFirst: "{what}, die neuesten zuerst:",
    changed: {
      one: "{count} XEP hat sich seit {since} geändert",
      other: "{count} XEPs haben sich seit {since} geändert",
    },
    withBoth: {
      one: "{count} XEP ist {status} und hat sich seit {since} geändert",
      other: "{count} XEPs sind {status} und haben sich seit {since} geändert",
    },
    noStatus: "Einen Status {text} kenne ich nicht. Es gibt {list}.",
  },
  es: {
    names: "xeps",
    usage: "xeps [estado] [desde <año o mes>]",
    summary: "cuántas XEP hay, cuáles tienen un estado y cuáles han cambiado",
    examples: "xeps | xeps experimentales | xeps desde 2026-01",
    since: "desde, tras",
    all: { one: "{count} XEP: {list}.", other: "{count} XEP: {list}." },
    none: "No conozco ninguna XEP.",
    withStatus: { one: "{count} XEP en estado {status}", other: "{count} XEP en estado {status}" },
    newestFirst: "{what}, primero las más recientes:",
    changed: {
      one: "{count} XEP ha cambiado desde {since}",
      other: "{count} XEP han cambiado desde {since}",
    },
    withBoth: {
      one: "{count} XEP en estado {status} ha cambiado desde {since}",
      other: "{count} XEP en estado {status} han cambiado desde {since}",
    },
    noStatus: "No conozco ningún estado {text}. Hay {list}.",
  },
  fr: {
    names: "xeps",
    usage: "xeps [statut] [depuis <année ou mois>]",
    summary: "combien il y a de XEP, lesquelles ont un statut et lesquelles ont changé",
    examples: "xeps | xeps expérimentales | xeps depuis 2026-01",
    since: "depuis, après",
    all: { one: "{count} XEP : {list}.", other: "{count} XEP : {list}." },
    none: "Je ne connais aucune XEP.",
    withStatus: {
      one: "{count} XEP avec le statut {status}",
      other: "{count} XEP avec le statut {status}",
    },
    newestFirst: "{what}, les plus récentes d’abord :",
    changed: { one: "{count} XEP a changé depuis {since}", other: "{count} XEP ont changé depuis {since}" },
    withBoth: {
      one: "{count} XEP avec le statut {status} a changé depuis {since}",
      other: "{count} XEP avec le statut {status} ont changé depuis {since}",
    },
    noStatus: "Je ne connais pas de statut {text}. Il y a {list}.",
  },
  it: {
    names: "xeps",
    usage: "xeps [stato] [da <anno o mese>]",
    summary: "quante XEP ci sono, quali hanno uno stato e quali sono cambiate",
    examples: "xeps | xeps sperimentali | xeps da 2026-01",
    since: "da, dal, dopo",
    all: { one: "{count} XEP: {list}.", other: "{count} XEP: {list}." },
    none: "Non conosco nessuna XEP.",
    withStatus: {
      one: "{count} XEP con lo stato {status}",
      other: "{count} XEP con lo stato {status}",
    },
    newestFirst: "{what}, prima le più recenti:",
    changed: {
      one: "{count} XEP è cambiata da {since} in poi",
      other: "{count} XEP sono cambiate da {since} in poi",
    },
    withBoth: {
      one: "{count} XEP con lo stato {status} è cambiata da {since} in poi",
      other: "{count} XEP con lo stato {status} sono cambiate da {since} in poi",
    },
    noStatus: "Non conosco nessuno stato {text}. Ci sono {list}.",
  },
  pt: {
    names: "xeps",
    usage: "xeps [estado] [desde <ano ou mês>]",
    summary: "quantas XEP há, quais têm um estado e quais mudaram",
    examples: "xeps | xeps experimentais | xeps desde 2026-01",
    since: "desde, após",
    all: { one: "{count} XEP: {list}.", other: "{count} XEP: {list}." },
    none: "Não conheço nenhuma XEP.",
    withStatus: {
      one: "{count} XEP com o estado {status}",
      other: "{count} XEP com o estado {status}",
    },
    newestFirst: "{what}, as mais recentes primeiro:",
    changed: { one: "{count} XEP mudou desde {since}", other: "{count} XEP mudaram desde {since}" },
    withBoth: {
      one: "{count} XEP com o estado {status} mudou desde {since}",
      other: "{count} XEP com o estado {status} mudaram desde {since}",
    },
    noStatus: "Não conheço nenhum estado {text}. Há {list}.",
  },
});
