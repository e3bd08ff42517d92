/** What the menu says around the commands. */

import { catalogue } from "./voice.ts";

export const menu = catalogue({
  en: {
    title: "Commands",
    fill: "What do you want to know? Fields may stay empty unless they are required.",
    answer: "Answer",
    any: "any",
    missing: "This is still missing: {names}",
    waiting: "This takes a while. Go on to see whether it is done.",
    goesOn: "What has begun goes on.",
  },
  de: {
    title: "Befehle",
    fill: "Was möchtest du wissen? Felder dürfen leer bleiben, wenn sie nicht verlangt werden.",
    answer: "Antwort",
    any: "egal",
    missing: "Das fehlt noch: {names}",
    waiting: "Das dauert etwas. Geh weiter, um zu sehen, ob es fertig ist.",
    goesOn: "Was begonnen hat, läuft weiter.",
  },
  es: {
    title: "Comandos",
    fill: "¿Qué quieres saber? Los campos pueden quedar vacíos si no son obligatorios.",
    answer: "Respuesta",
    any: "cualquiera",
    missing: "Falta esto: {names}",
    waiting: "Esto tarda un poco. Sigue adelante para ver si ya está.",
    goesOn: "Lo que ha empezado sigue.",
  },
  fr: {
    title: "Commandes",
    fill: "Que veux-tu savoir ? Les champs peuvent rester vides s’ils ne sont pas obligatoires.",
    answer: "Réponse",
    any: "peu importe",
    missing: "Il manque encore : {names}",
    waiting: "Cela prend un moment. Continue pour voir si c’est fini.",
    goesOn: "Ce qui a commencé continue.",
  },
  it: {
    title: "Comandi",
    fill: "Che cosa vuoi sapere? I campi possono restare vuoti se non sono obbligatori.",
    answer: "Risposta",
    any: "qualsiasi",
    missing: "Manca ancora: {names}",
    waiting: "Ci vuole un po’. Va’ avanti per vedere se è finito.",
    goesOn: "Ciò che è iniziato continua.",
  },
  pt: {
    title: "Comandos",
    fill: "O que queres saber? Os campos podem ficar vazios se não forem obrigatórios.",
    answer: "Resposta",
    any: "qualquer",
    missing: "Ainda falta isto: {names}",
    waiting: "Isto demora um pouco. Avança para veres se já está pronto.",
    goesOn: "O que começou continua.",
  },
});
