/** What people say to ask for a part of a XEP, or of several at once; the bot itself writes the first of these words. */

import { catalogue } from "./voice.ts";

export const xepQuestion = catalogue({
  en: {
    since: "since, after",
    version: "version, v",
    example: "example, examples, ex",
    section: "section, sec, chapter, §",
    news: "news, mentions",
    between: "and, or",
  },
  de: {
    since: "seit, nach, ab",
    version: "version, fassung",
    example: "beispiel, beispiele, bsp",
    section: "abschnitt, kapitel",
    news: "neues, neuigkeiten, nachrichten, erwähnungen",
    between: "und, oder",
  },
  es: {
    since: "desde, tras",
    version: "versión",
    example: "ejemplo, ejemplos, ej",
    section: "sección, apartado, capítulo",
    news: "noticias, novedades, menciones",
    between: "y, e, o",
  },
  fr: {
    since: "depuis, après",
    version: "version",
    example: "exemple, exemples",
    section: "section, chapitre",
    news: "actualités, actus, nouvelles, mentions",
    between: "et, ou",
  },
  it: {
    since: "da, dal, dalla, dopo",
    version: "versione",
    example: "esempio, esempi, es",
    section: "sezione, capitolo, paragrafo",
    news: "notizie, novità, menzioni",
    between: "e, o",
  },
  pt: {
    since: "desde, após",
    version: "versão",
    example: "exemplo, exemplos",
    section: "secção, seção, capítulo",
    news: "notícias, novidades, menções",
    between: "e, ou",
  },
});
