/** What the sections of an issue are, by their titles in the six languages of the newsletter. */

/**
 * `top`: a section that readers look for in a table of contents; `part`: a part of such a section; `boilerplate`: what
 * every issue repeats and nobody calls news; `opening`: the words before the news.
 */
export type Role = "top" | "part" | "boilerplate" | "opening";

/**
 * Roles by the beginning or the words of a title, which is in lower case, without accents and punctuation. The first
 * line that fits counts. Titles that fit none are news that has no fixed name.
 */
const ROLES: readonly (readonly [Role, RegExp])[] = [
  ["boilerplate", /^(?:licen[sc]e|lizenz|licencia|licenza|licenca)\b/],
  ["boilerplate", /^(?:help (?:us|to|build)|hilf|helft|ayuda|contribuya|aidez|aiuta|ajude)/],
  [
    "boilerplate",
    /^(?:spread the (?:news|word)|share the news|teil(?:e|t) die|verbreite|difund|repandez|diffond|compartilhe)/,
  ],
  [
    "boilerplate",
    /\b(?:contributors|contributeurs|contribuidores|contribuintes|collaboratori|colaboradores|mitwirkende)\b/,
  ],
  ["boilerplate", /\b(?:translations|ubersetzungen|traducciones|traductions|traduzioni|traducoes)\b/],
  [
    "boilerplate",
    /^(?:un)?subscri(?:be|ption)|\b(?:de )?abonnieren$|^(?:cancelar|suscri|inscri|cancela|abonn|desabonn|annulla|iscri)/,
  ],
  ["boilerplate", /^(?:thanks|thank you|gracias|merci|danke|vielen dank|grazie|obrigad|agradec)/],
  ["opening", /^(?:intro|introduction|introduccion|einleitung|introduzione|introducao)\b/],

  [
    "top",
    /^(?:xsf announcements?|xsf ankundigungen|meldungen der xsf|anuncios? de la xsf|annonces? (?:de la )?xsf|annunci?o? xsf|comunicados? da xsf)/,
  ],
  ["top", /^(?:xmpp )?(?:events?|veranstaltungen|eventos?|evenements?|eventi)(?: xmpp)?$/],
  [
    "top",
    /^(?:xmpp )?(?:talks?|vortrage|charlas|conferences|videos?|palestras)(?: (?:and|und|y|et|e) \w+)?(?: xmpp)?$/,
  ],
  ["top", /^(?:xmpp )?(?:articles?|artikel|articulos?|articoli|artigos?)\b/],
  ["top", /^(?:tutorials?|anleitungen|tutoriales|tutoriels|tutoriais)$/],
  [
    "top",
    /^(?:xmpp )?(?:software (?:news|releases?)|neuigkeiten uber|noticias (?:sobre|de) software|nouvelles des logiciels|notizie sul software)/,
  ],
  [
    "top",
    /^(?:extensions?|extensiones|estensioni|extensoes|erweiteru\w+) (?:and|und|y|et|e) (?:spec|spez|esp)/,
  ],

  ["part", /^(?:xmpp )?(?:clients?|clientes)\b/],
  ["part", /^(?:xmpp )?(?:servers?|servidores|serveurs)(?: xmpp)?$/],
  ["part", /^(?:xmpp )?(?:libraries|bibliothe|bibliotecas|librerias|librerie|programmbibliotheken)/],
  ["part", /^(?:other|services|andere|sonstige|otros|autres|altr[oi]|outros)$/],
  [
    "part",
    /^(?:proposed|propuestas|proposte|propostos|extensions proposees|new|nuev[oa]s|nouvelles extensions|nuove|novos)\b/,
  ],
  [
    "part",
    /^(?:deferred|diferid|differimenti|extensions ajournees|updated|actualizad|aggiornamenti|atualizad|extensions mises)/,
  ],
  [
    "part",
    /^(?:last call|ultim[oa]s? (?:llamado|chamada)|dernier appel|stable|stabil|estable|estavel|extensions stables|draft)/,
  ],
  [
    "part",
    /^(?:depreca[td]|desechadas|extensions depreciees|obsolete|rejected|rechazadas|rejeitad|call for experience|appel a l )/,
  ],
];

/** Letters of other scripts that look like Latin ones (below them), and come into headings by copying. */
const STRANGE = "аеорсхуіѕјАВЕКМНОРСТХІЅΑΒΕΗΙΚΜΝΟΡΤΥΧο";
const LATIN = "aeopcxyisjABEKMHOPCTXISABEHIKMNOPTYXo";

/** The role of a section by its title; `undefined` for news under a title of its own. */
export function roleOf(title: string): Role | undefined {
  const name = normalize(title);
  return ROLES.find(([, pattern]) => pattern.test(name))?.[0];
}

function normalize(title: string): string {
  return title
    .slice(0, 200)
    .replace(/[\u0370-\u04FF]/gu, (letter) => LATIN[STRANGE.indexOf(letter)] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
