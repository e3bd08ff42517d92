/** What is said around the commands: to a line that is none, or that lacks something. */

import { catalogue } from "./voice.ts";

export const answers = catalogue({
  en: {
    usage: "That is asked like this: {usage}",
    meant: "Do you mean {names}?",
    unknown: "I do not know that. Say help for what I know.",
    moderators: "Only moderators of the room may ask me that.",
    operators: "Only my operators may ask me that.",
    tooMuch: "That is a lot at once. I will be quiet for a while.",
    failed: "I cannot answer that now. Please ask again later.",
  },
  de: {
    usage: "So wird das gefragt: {usage}",
    meant: "Meinst du {names}?",
    unknown: "Das kenne ich nicht. Sag hilfe, dann zähle ich auf, was ich kann.",
    moderators: "Das dürfen mich nur die Moderatoren des Raums fragen.",
    operators: "Das dürfen mich nur meine Betreiber fragen.",
    tooMuch: "Das ist viel auf einmal. Ich bin eine Weile still.",
    failed: "Das kann ich gerade nicht beantworten. Frag bitte später noch einmal.",
  },
  es: {
    usage: "Eso se pregunta así: {usage}",
    meant: "¿Quieres decir {names}?",
    unknown: "Eso no lo conozco. Di ayuda y te cuento lo que sé.",
    moderators: "Eso solo me lo pueden pedir los moderadores de la sala.",
    operators: "Eso solo me lo pueden pedir mis operadores.",
    tooMuch: "Son muchas preguntas a la vez. Me callo un rato.",
    failed: "Ahora no puedo responder a eso. Vuelve a preguntar más tarde.",
  },
  fr: {
    usage: "Cela se demande ainsi : {usage}",
    meant: "Tu veux dire {names} ?",
    unknown: "Je ne connais pas cela. Dis aide pour savoir ce que je sais faire.",
    moderators: "Seuls les modérateurs du salon peuvent me demander cela.",
    operators: "Seuls mes opérateurs peuvent me demander cela.",
    tooMuch: "Cela fait beaucoup à la fois. Je me tais un moment.",
    failed: "Je ne peux pas répondre maintenant. Réessaie plus tard.",
  },
  it: {
    usage: "Si chiede così: {usage}",
    meant: "Intendi {names}?",
    unknown: "Questo non lo conosco. Di’ aiuto per sapere che cosa so fare.",
    moderators: "Questo possono chiedermelo solo i moderatori della stanza.",
    operators: "Questo possono chiedermelo solo i miei operatori.",
    tooMuch: "Sono tante domande in una volta. Sto zitto per un po’.",
    failed: "Ora non posso rispondere. Chiedimelo di nuovo più tardi.",
  },
  pt: {
    usage: "Isso pergunta-se assim: {usage}",
    meant: "Queres dizer {names}?",
    unknown: "Isso não conheço. Diz ajuda para saberes o que sei fazer.",
    moderators: "Só os moderadores da sala me podem pedir isso.",
    operators: "Só os meus operadores me podem pedir isso.",
    tooMuch: "É muito de uma vez. Fico calado um bocado.",
    failed: "Agora não consigo responder a isso. Pergunta outra vez mais tarde.",
  },
});
