/** What stands where the site shows its form to subscribe: a sentence in the language of the issue. */

import { writeLink } from "./written.ts";

/** By e-mail: `./` is the web page of the issue, which has the form. By XMPP: words for a link to the node. */
interface Ways {
  readonly mail: string;
  readonly or: string;
  readonly xmpp: string;
}

const SENTENCES: Readonly<Record<string, Ways>> = {
  en: {
    mail: "Subscribe to this newsletter by e-mail [on its web page](./)",
    or: ", or ",
    xmpp: "follow it with an XMPP client",
  },
  de: {
    mail: "Abonnieren Sie diesen Newsletter per E-Mail [auf seiner Webseite](./)",
    or: ", oder ",
    xmpp: "folgen Sie ihm mit einem XMPP-Client",
  },
  es: {
    mail: "Suscríbase a este boletín por correo electrónico [en su página web](./)",
    or: " o ",
    xmpp: "sígalo con un cliente XMPP",
  },
  fr: {
    mail: "Abonnez-vous à cette lettre par courriel [sur sa page web](./)",
    or: " ou ",
    xmpp: "suivez-la avec un client XMPP",
  },
  it: {
    mail: "Iscrivetevi a questa newsletter via e-mail [sulla sua pagina web](./)",
    or: " o ",
    xmpp: "seguitela con un client XMPP",
  },
  pt: {
    mail: "Assine este boletim por e-mail [na sua página web](./)",
    or: " ou ",
    xmpp: "siga-o com um cliente XMPP",
  },
};

/**
 * The sentence for a BCP 47 language, as Markdown; English where the language is not known. `follow` is the `xmpp:` address at
 * which readers follow the newsletter; without it the sentence names e-mail alone.
 */
export function subscribeSentence(language: string, follow: string | undefined): string {
  const ways = SENTENCES[language.split("-")[0] ?? ""] ?? SENTENCES["en"];
  if (ways === undefined) return "";
  return follow === undefined ? `${ways.mail}.` : `${ways.mail}${ways.or}${writeLink(ways.xmpp, follow)}.`;
}
