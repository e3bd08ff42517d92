/** What authors call the settings of a front matter: in any case, and now and then in the language of the issue. */

import type { Problem } from "../problem.ts";
import type { Fields } from "./yaml.ts";

/** Without accents, in lower case. */
const TRANSLATED: Readonly<Record<string, string>> = {
  title: "titre titulo titel titolo",
  date: "fecha datum data",
  draft: "borrador brouillon entwurf bozza rascunho",
  author: "autor auteur autore",
  authors: "autores auteurs autoren autori",
  categories: "kategorien categorias categorie",
  tags: "etiquetas etiquettes schlagworter stichworter etichette",
  aliases: "alias",
  summary: "resumen resume zusammenfassung riassunto sommario resumo",
  description: "descripcion beschreibung descrizione descricao",
};

const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries(TRANSLATED).flatMap(([name, words]) =>
    [name, ...words.split(" ")].map((word) => [word, name] as const),
  ),
);

/** The settings, those with a translated name also by the name that is meant, where nothing else has that name. */
export function withMeantNames(
  file: string,
  fields: Fields,
): { readonly fields: Fields; readonly problems: readonly Problem[] } {
  const named = new Map(fields);
  const problems: Problem[] = [];
  for (const [word, field] of fields) {
    const name = MEANT.get(word.normalize("NFD").replace(/\p{M}/gu, ""));
    if (name === undefined || named.has(name) || field.value instanceof Map) continue;
    named.set(name, field);
    problems.push({
      file,
      line: field.line,
      message: `${word} is taken for ${name}; the site knows only that.`,
    });
  }
  return { fields: named, problems };
}
