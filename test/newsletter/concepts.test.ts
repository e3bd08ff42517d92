import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conceptOf, isBoilerplate, isStage, stages } from "../../src/newsletter/concepts.ts";
import { ANYWHERE, BOILERPLATE, NEWS, type Names } from "../../src/newsletter/sections/names.ts";
import { AMONG_XEPS, EXTENSIONS, STAGES } from "../../src/newsletter/sections/xep-names.ts";

/** Every name of a table, as a title. */
function titlesOf(table: Readonly<Record<string, Names>>): readonly (readonly [string, string])[] {
  return Object.entries(table).flatMap(([concept, names]) =>
    Object.values(names)
      .flatMap((list) => list.replaceAll("*", "").split(", "))
      .map((title) => [concept, title] as const),
  );
}

describe("every name of the tables is recognised", () => {
  const everywhere = titlesOf({ ...STAGES, ...EXTENSIONS, ...BOILERPLATE, ...NEWS });
  // Contributors are often named together with translations; these alone are translations.
  const alone = everywhere.filter(
    ([concept, title]) => concept !== "contributors" || !/^trad|^transl/.test(title),
  );

  test("anywhere", () => {
    const wrong = [...alone, ...titlesOf(ANYWHERE)].filter(
      ([concept, title]) => conceptOf(title) !== concept,
    );
    expect(wrong).toEqual([]);
  });

  test("among XEPs", () => {
    const wrong = [...titlesOf(AMONG_XEPS), ...titlesOf(STAGES)].filter(
      ([concept, title]) => conceptOf(title, true) !== concept,
    );
    expect(wrong).toEqual([]);
  });
});

test.each([
  ["XSF Announcements", "announcements"],
  ["Meldungen der XSF", "announcements"],
  ["Notizie dalla XSF", "announcements"],
  ["Veranstaltungen im Mai", "events"],
  ["Événements XMPP", "events"],
  ["Vídeos e palestras", "talks"],
  ["Artigos e publicações", "articles"],
  ["Software releases", "software"],
  ["Nouvelles des logiciels", "software"],
  ["Neuigkeiten über XMPP-Software", "software"],
  ["XMPP-Clients und -Anwendungen", "clients"],
  ["Client software", "clients"],
  ["Serveurs XMPP", "servers"],
  ["Programmbibliotheken & Werkzeuge", "libraries"],
  ["Other software", "other"],
  ["XMPP and Google Summer of Code 2031", "gsoc"],
  ["Hébergement fiscal de projets", "fiscal-hosting"],
  ["Mitgliedschaft in der XSF", "membership"],
  ["Iscrizione alla XSF", "membership"],
  ["Torne-se membro", "membership"],
  ["Nouvelles de la XSF", "announcements"],
  ["Other announcements", "announcements"],
  ["Projets hébergés fiscalement par la XSF", "fiscal-hosting"],
  ["Próximos eventos", "events"],
  ["Événements à venir", "events"],
  ["Save the date", "events"],
  ["XMPP in the news", "articles"],
  ["How-tos", "tutorials"],
  ["New software releases", "software"],
  ["Atualizações de software", "software"],
  ["Client ed applicazioni", "clients"],
  ["Servers & services", "servers"],
  ["Plugins", "other"],
])("%j is a section of %s", (title, concept) => {
  expect(conceptOf(title)).toBe(concept);
});

test.each([
  ["Nouvelles extensions", "new"],
  ["Neue XEPs", "new"],
  ["Extensions mises-à-jour", "updated"],
  ["XEPs in Last Call", "last-call"],
  ["Letzter Aufruf", "last-call"],
  ["Deferred (aufgeschoben)", "deferred"],
  ["Draft", "stable"],
  ["New XEPs and updates", "extensions"],
  ["Last call for comments", "last-call"],
  ["Demande de retours d'expérience", "call-for-experience"],
  ["Chamada por experiência", "call-for-experience"],
  ["Estensioni e specifiche", "extensions"],
])("%j is a section of XEPs: %s", (title, concept) => {
  expect(conceptOf(title)).toBe(concept);
});

test.each([
  ["Lizenz", "licence"],
  ["¡Gracias a todos!", "thanks"],
  ["Den Newsletter de-abonnieren", "unsubscribe"],
  ["Cancelar su suscripción al boletín", "unsubscribe"],
  ["Abonnez-vous", "subscribe"],
  ["Traduções do boletim", "translations"],
  ["Collaboratori della newsletter e traduzioni", "contributors"],
  ["Mitwirkende und Übersetzer:innen", "contributors"],
  ["Contributeur·rices", "contributors"],
  ["Newsletter Contributors & Translations", "contributors"],
  ["Diffondete la notizia!", "spread"],
  ["Aidez-nous à rédiger la lettre d’information", "help"],
  ["Willkommen", "introduction"],
  ["About this newsletter", "introduction"],
  ["In anderen Sprachen", "translations"],
  ["Credits & translations", "thanks"],
  ["Thank you all!", "thanks"],
  ["Iscriviti alla newsletter", "subscribe"],
  ["Annullare l’iscrizione alla newsletter", "unsubscribe"],
  ["Sagt es weiter!", "spread"],
  ["Faites passer le mot", "spread"],
  ["Follow and relay the news", "spread"],
  ["Want to help?", "help"],
  ["Colabore com o boletim", "help"],
])("%j is repeated in every issue: %s", (title, concept) => {
  const found = conceptOf(title);
  expect(found).toBe(concept);
  expect(isBoilerplate(found)).toBe(true);
});

test.each([
  ["Erweiterumgen und Spezifikationen", "extensions"],
  ["Artilces", "articles"],
  ["Libaries", "libraries"],
  ["Annoucements", "announcements"],
  ["Depricated", "deprecated"],
  ["Software relases", "software"],
  ["Notícas sobre software", "software"],
])("%j is a slip for %s", (title, concept) => {
  expect(conceptOf(title)).toBe(concept);
});

test("letters of other scripts that look like Latin ones are read as these", () => {
  expect(conceptOf("\u0415vents")).toBe("events");
  expect(conceptOf("\u0421lients")).toBe("clients");
  expect(conceptOf("𝐓𝐚𝐥𝐤𝐬")).toBe("talks");
});

test("what search-and-replace has wrecked is told by what is left", () => {
  expect(conceptOf("Serversletter Contributors & Translations")).toBe("contributors");
});

test.each([
  "Publish-Subscribe is twenty",
  "Heron Summit 28",
  "New releases",
  "New this month",
  "New website",
  "Help us test the heron",
  "Updates",
  "Elections",
  "Board and council elections",
  "Talks at the castle",
  "The Gazette",
  "",
  "!?",
])("%j is news under a title of its own", (title) => {
  expect(conceptOf(title)).toBeUndefined();
});

test("words that say little are names among XEPs only", () => {
  expect(conceptOf("Miscellaneous")).toBe("other");
  expect(conceptOf("Miscellaneous", true)).toBe("extensions");
  expect(conceptOf("Changes")).toBeUndefined();
  expect(conceptOf("Changes", true)).toBe("updated");
  expect(conceptOf("Otros", true)).toBe("extensions");
  expect(conceptOf("Extensions inactives", true)).toBe("deferred");
  expect(conceptOf("New proposals", true)).toBe("proposed");
});

test("of two kinds of news that are named together, the first counts; two kinds of software are software", () => {
  expect(conceptOf("Events and talks")).toBe("events");
  expect(conceptOf("Clients and servers")).toBe("software");
});

test("the states of XEPs are in the order of the issues", () => {
  expect(stages.slice(0, 6)).toEqual(["proposed", "new", "deferred", "updated", "last-call", "stable"]);
  expect(stages.every(isStage)).toBe(true);
});

test("any text has a concept or none, in time", () => {
  const word = fc.constantFrom(
    "a*",
    "last",
    "call",
    "(",
    ")",
    "[",
    "new",
    "XEP",
    "\u0301",
    "ſ",
    "x".repeat(300),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: "binary" })), { maxLength: 50 }), (words) => {
      expect(() => conceptOf(words.join(" "))).not.toThrow();
    }),
    { numRuns: 500 },
  );
  const start = performance.now();
  conceptOf(`${"event (".repeat(100_000)}${"last call ".repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(500);
});
