/** What there is to subscribe to: the issues in a language, and sections of them. `little` and `everything` are words that people say. */

import { catalogue } from "./voice.ts";

export const topics = catalogue({
  en: {
    issues: "each issue in {language}",
    news: "the section {section}",
    offer: "There are the issues in {languages}, and the sections {sections}.",
    little: "to, from, in, the, and, about, issues, news, section",
    everything: "all, everything",
  },
  de: {
    issues: "jede Ausgabe auf {language}",
    news: "die Rubrik {section}",
    offer: "Es gibt die Ausgaben auf {languages} und die Rubriken {sections}.",
    little: "zu, von, vom, auf, über, die, der, das, den, und, ausgaben, neuigkeiten, nachrichten, rubrik",
    everything: "alles, alle",
  },
  es: {
    issues: "cada número en {language}",
    news: "la sección {section}",
    offer: "Hay números en {languages}, y las secciones {sections}.",
    little: "a, al, de, del, en, el, la, los, las, y, e, sobre, números, noticias, sección",
    everything: "todo, todos, todas",
  },
  fr: {
    issues: "chaque numéro en {language}",
    news: "la rubrique {section}",
    offer: "Il y a les numéros en {languages}, et les rubriques {sections}.",
    little: "à, au, aux, de, du, des, en, le, la, les, et, sur, numéros, nouvelles, rubrique",
    everything: "tout, tous, toutes",
  },
  it: {
    issues: "ogni numero in {language}",
    news: "la sezione {section}",
    offer: "Ci sono i numeri in {languages}, e le sezioni {sections}.",
    little: "a, ai, al, di, da, in, il, i, gli, la, le, e, su, sui, numeri, notizie, sezione",
    everything: "tutto, tutti, tutte",
  },
  pt: {
    issues: "cada número em {language}",
    news: "a secção {section}",
    offer: "Há os números em {languages}, e as secções {sections}.",
    little: "a, ao, aos, de, do, dos, da, das, em, o, os, as, e, sobre, números, notícias, secção",
    everything: "tudo, todos, todas",
  },
});
