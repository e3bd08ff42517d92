/** The newest issue, and where to follow the newsletter. */

import { catalogue } from "./voice.ts";

export const latest = catalogue({
  en: {
    names: "latest, newest, last",
    usage: "latest [language] [section]",
    summary: "what is in the newest issue, and where to read it",
    examples: "latest | latest German | latest servers",
    follow: "Follow it: {uri}",
    noneIn: "There is no issue in {language}. There are issues in {languages}.",
  },
  de: {
    names: "letzte, letzter, letztes, letzten, neueste, neuesten, neuste, aktuell, aktuelle",
    usage: "letzte [Sprache] [Rubrik]",
    summary: "was in der neuesten Ausgabe steht, und wo man sie liest",
    examples: "letzte | letzte Französisch | letzte Server",
    follow: "Abonnieren: {uri}",
    noneIn: "Auf {language} gibt es keine Ausgabe. Es gibt Ausgaben auf {languages}.",
  },
  es: {
    names: "último, última, últimos, últimas, reciente",
    usage: "último [idioma] [sección]",
    summary: "qué hay en el número más reciente y dónde leerlo",
    examples: "último | último alemán | último servidores",
    follow: "Síguelo: {uri}",
    noneIn: "No hay ningún número en {language}. Los hay en {languages}.",
  },
  fr: {
    names: "dernier, dernière, derniers, dernières, récent",
    usage: "dernier [langue] [rubrique]",
    summary: "ce que contient le dernier numéro, et où le lire",
    examples: "dernier | dernier allemand | dernier serveurs",
    follow: "Pour s’abonner : {uri}",
    noneIn: "Il n’y a aucun numéro en {language}. Il y en a en {languages}.",
  },
  it: {
    names: "ultimo, ultima, ultimi, ultime, recente",
    usage: "ultimo [lingua] [sezione]",
    summary: "che cosa c’è nell’ultimo numero, e dove leggerlo",
    examples: "ultimo | ultimo tedesco | ultimo server",
    follow: "Per seguirlo: {uri}",
    noneIn: "Non c’è nessun numero in {language}. Ce ne sono in {languages}.",
  },
  pt: {
    names: "último, última, últimos, últimas, recente",
    usage: "último [língua] [secção]",
    summary: "o que há no número mais recente, e onde o ler",
    examples: "último | último alemão | último servidores",
    follow: "Segue-o: {uri}",
    noneIn: "Não há nenhum número em {language}. Há números em {languages}.",
  },
});
