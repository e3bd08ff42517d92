/** What clients show that cannot take a message back (XEP-0424): what the bot did, behind its name (XEP-0245). */

import { catalogue } from "./voice.ts";

export const withdrawal = catalogue({
  en: { retracted: "/me took a message back; your app still shows it." },
  de: { retracted: "/me hat eine Nachricht zurückgezogen; deine App zeigt sie noch." },
  es: { retracted: "/me ha retirado un mensaje; tu aplicación aún lo muestra." },
  fr: { retracted: "/me a retiré un message ; ton application l’affiche encore." },
  it: { retracted: "/me ha ritirato un messaggio; la tua app lo mostra ancora." },
  pt: { retracted: "/me retirou uma mensagem; a tua aplicação ainda a mostra." },
});
