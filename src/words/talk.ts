/** Talking in a room again. */

import { catalogue } from "./voice.ts";

export const talk = catalogue({
  en: {
    names: "talk, speak",
    usage: "talk",
    summary: "I answer in this room again",
    examples: "",
    done: "I answer here again.",
    notHere: "Say that in the room where I should talk.",
  },
  de: {
    names: "rede, sprich",
    usage: "rede",
    summary: "ich antworte wieder in diesem Raum",
    examples: "",
    done: "Ich antworte hier wieder.",
    notHere: "Sag das in dem Raum, in dem ich reden soll.",
  },
  es: {
    names: "habla, hablar",
    usage: "habla",
    summary: "vuelvo a responder en esta sala",
    examples: "",
    done: "Vuelvo a responder aquí.",
    notHere: "Dilo en la sala donde debo hablar.",
  },
  fr: {
    names: "parle, parler",
    usage: "parle",
    summary: "je réponds de nouveau dans ce salon",
    examples: "",
    done: "Je réponds de nouveau ici.",
    notHere: "Dis-le dans le salon où je dois parler.",
  },
  it: {
    names: "parla, parlare",
    usage: "parla",
    summary: "rispondo di nuovo in questa stanza",
    examples: "",
    done: "Qui rispondo di nuovo.",
    notHere: "Dillo nella stanza in cui devo parlare.",
  },
  pt: {
    names: "fala, falar",
    usage: "fala",
    summary: "volto a responder nesta sala",
    examples: "",
    done: "Volto a responder aqui.",
    notHere: "Diz isso na sala onde devo falar.",
  },
});
