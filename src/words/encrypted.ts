/** What is said to somebody whose message the bot cannot read. */

import { catalogue } from "./voice.ts";

export const encrypted = catalogue({
  en: { unreadable: "I cannot read encrypted messages. Please switch encryption off in this chat." },
  de: {
    unreadable:
      "Verschlüsselte Nachrichten kann ich nicht lesen. Schalte bitte die Verschlüsselung in diesem Chat aus.",
  },
  es: { unreadable: "No puedo leer mensajes cifrados. Por favor, desactiva el cifrado en este chat." },
  fr: {
    unreadable:
      "Je ne peux pas lire les messages chiffrés. Désactive s’il te plaît le chiffrement dans cette discussion.",
  },
  it: {
    unreadable: "Non posso leggere i messaggi cifrati. Disattiva la cifratura in questa chat, per favore.",
  },
  pt: { unreadable: "Não consigo ler mensagens cifradas. Desativa, por favor, a cifragem nesta conversa." },
});
