/** Keeping quiet in a room. */

import { catalogue } from "./voice.ts";

export const quiet = catalogue({
  en: {
    names: "quiet, be quiet, hush, silence",
    usage: "quiet",
    summary: "I keep quiet in this room",
    examples: "",
    done: "I am quiet here until a moderator says talk.",
    notHere: "Say that in the room where I should be quiet.",
  },
  de: {
    names: "ruhe, sei still, schweig",
    usage: "ruhe",
    summary: "ich bin still in diesem Raum",
    examples: "",
    done: "Ich bin hier still, bis ein Moderator rede sagt.",
    notHere: "Sag das in dem Raum, in dem ich still sein soll.",
  },
  es: {
    names: "silencio, calla, cállate",
    usage: "silencio",
    summary: "me callo en esta sala",
    examples: "",
    done: "Me callo aquí hasta que un moderador diga habla.",
    notHere: "Dilo en la sala donde debo callarme.",
  },
  fr: {
    names: "silence, chut, tais-toi",
    usage: "silence",
    summary: "je me tais dans ce salon",
    examples: "",
    done: "Je me tais ici jusqu’à ce qu’un modérateur dise parle.",
    notHere: "Dis-le dans le salon où je dois me taire.",
  },
  it: {
    names: "silenzio, zitto, taci",
    usage: "silenzio",
    summary: "sto zitto in questa stanza",
    examples: "",
    done: "Qui sto zitto finché un moderatore dice parla.",
    notHere: "Dillo nella stanza in cui devo stare zitto.",
  },
  pt: {
    names: "silêncio, cala-te, calado",
    usage: "silêncio",
    summary: "fico calado nesta sala",
    examples: "",
    done: "Fico calado aqui até um moderador dizer fala.",
    notHere: "Diz isso na sala onde devo ficar calado.",
  },
});
