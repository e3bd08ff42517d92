/** What stands where the site shows its form to subscribe: a sentence in the language of the issue. */

/** `./` is the web page of the issue, which has the form. */
const SENTENCES: Readonly<Record<string, string>> = {
  en: "Subscribe to this newsletter by e-mail [on its web page](./), or follow its PubSub node with an XMPP client.",
  de: "Diesen Newsletter gibt es per E-Mail ([Anmeldung auf der Webseite](./)) oder über seinen PubSub-Knoten in einem XMPP-Client.",
  es: "Suscríbase a este boletín por correo electrónico [en su página web](./) o siga su nodo PubSub con un cliente XMPP.",
  fr: "Abonnez-vous à cette lettre par courriel [sur sa page web](./) ou suivez son nœud PubSub avec un client XMPP.",
  it: "Iscrivetevi a questa newsletter via e-mail [sulla sua pagina web](./) o seguite il suo nodo PubSub con un client XMPP.",
  pt: "Assine este boletim por e-mail [na sua página web](./) ou siga o seu nó PubSub com um cliente XMPP.",
};

/** The sentence for a BCP 47 language; English where it is not known. */
export function subscribeSentence(language: string): string {
  return SENTENCES[language.split("-")[0] ?? ""] ?? SENTENCES["en"] ?? "";
}
