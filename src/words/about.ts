/** What the bot is, and what it keeps about people. */

import { catalogue } from "./voice.ts";

export const about = catalogue({
  en: {
    names: "about, version, who are you",
    usage: "about",
    summary: "what I am, and what I remember",
    examples: "",
    self: "I am {name} {version}, a bot that knows every issue of {newsletter} and every XEP. Free software, licence {licence}.",
    privacy:
      "What you ask I remember for a short while, in memory only; your address only while you are subscribed.",
  },
  de: {
    names: "über, über dich, wer bist du",
    usage: "über",
    summary: "was ich bin, und was ich mir merke",
    examples: "",
    self: "Ich bin {name} {version}, ein Bot, der jede Ausgabe von {newsletter} und jeden XEP kennt. Freie Software, Lizenz {licence}.",
    privacy:
      "Was du fragst, merke ich mir kurze Zeit und nur im Arbeitsspeicher; deine Adresse nur, solange du abonniert hast.",
  },
  es: {
    names: "acerca, acerca de, quién eres",
    usage: "acerca",
    summary: "qué soy, y qué recuerdo",
    examples: "",
    self: "Soy {name} {version}, un bot que conoce cada número de {newsletter} y cada XEP. Software libre, licencia {licence}.",
    privacy:
      "Lo que preguntas lo recuerdo poco tiempo y solo en memoria; tu dirección, solo mientras dura tu suscripción.",
  },
  fr: {
    names: "à propos, qui es-tu",
    usage: "à propos",
    summary: "ce que je suis, et ce que je retiens",
    examples: "",
    self: "Je suis {name} {version}, un bot qui connaît chaque numéro de {newsletter} et chaque XEP. Logiciel libre, licence {licence}.",
    privacy:
      "Ce que tu demandes, je le retiens peu de temps et seulement en mémoire vive ; ton adresse, seulement tant que dure ton abonnement.",
  },
  it: {
    names: "informazioni, info, chi sei",
    usage: "informazioni",
    summary: "che cosa sono, e che cosa ricordo",
    examples: "",
    self: "Sono {name} {version}, un bot che conosce ogni numero di {newsletter} e ogni XEP. Software libero, licenza {licence}.",
    privacy:
      "Quello che chiedi lo ricordo per poco e solo in memoria; il tuo indirizzo solo finché dura la tua iscrizione.",
  },
  pt: {
    names: "acerca, acerca de ti, quem és",
    usage: "acerca",
    summary: "o que sou, e o que guardo",
    examples: "",
    self: "Sou {name} {version}, um bot que conhece cada número de {newsletter} e cada XEP. Software livre, licença {licence}.",
    privacy:
      "Guardo o que perguntas por pouco tempo e só em memória; o teu endereço, só enquanto durar a tua subscrição.",
  },
});
