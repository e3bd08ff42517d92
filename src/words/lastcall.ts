/** What is said of a Last Call: the time in which everybody is asked for an opinion on a proposed XEP. */

import { catalogue } from "./voice.ts";

export const lastcall = catalogue({
  en: {
    names: "lastcall, last call, lastcalls, last calls, last-call",
    usage: "lastcall",
    summary: "which XEPs are proposed, and how long their Last Call runs",
    examples: "",
    head: { one: "{count} XEP is proposed:", other: "{count} XEPs are proposed:" },
    none: "No XEP is proposed now.",
    unset: "no Last Call yet",
    runs: {
      one: "Last Call until {day}, {count} day left",
      other: "Last Call until {day}, {count} days left",
    },
    today: "Last Call ends today",
    ended: {
      one: "Last Call ended {count} day ago, on {day}",
      other: "Last Call ended {count} days ago, on {day}",
    },
  },
  de: {
    names: "lastcall, letzter aufruf, letzte aufrufe",
    usage: "lastcall",
    summary: "welche XEPs vorgeschlagen sind und wie lange ihr Last Call läuft",
    examples: "",
    head: { one: "{count} XEP ist vorgeschlagen:", other: "{count} XEPs sind vorgeschlagen:" },
    none: "Zurzeit ist kein XEP vorgeschlagen.",
    unset: "noch kein Last Call",
    runs: {
      one: "Last Call bis zum {day}, noch {count} Tag",
      other: "Last Call bis zum {day}, noch {count} Tage",
    },
    today: "Last Call endet heute",
    ended: {
      one: "Last Call vor {count} Tag beendet, am {day}",
      other: "Last Call vor {count} Tagen beendet, am {day}",
    },
  },
  es: {
    names: "lastcall, última llamada, últimas llamadas",
    usage: "lastcall",
    summary: "qué XEP están propuestas y cuánto dura su Last Call",
    examples: "",
    head: { one: "{count} XEP está propuesta:", other: "{count} XEP están propuestas:" },
    none: "Ahora no hay ninguna XEP propuesta.",
    unset: "todavía sin Last Call",
    runs: {
      one: "Last Call hasta el {day}, queda {count} día",
      other: "Last Call hasta el {day}, quedan {count} días",
    },
    today: "el Last Call termina hoy",
    ended: {
      one: "el Last Call terminó hace {count} día, el {day}",
      other: "el Last Call terminó hace {count} días, el {day}",
    },
  },
  fr: {
    names: "lastcall, dernier appel, derniers appels",
    usage: "lastcall",
    summary: "quelles XEP sont proposées et combien de temps dure leur Last Call",
    examples: "",
    head: { one: "{count} XEP est proposée :", other: "{count} XEP sont proposées :" },
    none: "Aucune XEP n’est proposée en ce moment.",
    unset: "pas encore de Last Call",
    runs: {
      one: "Last Call jusqu’au {day}, encore {count} jour",
      other: "Last Call jusqu’au {day}, encore {count} jours",
    },
    today: "le Last Call se termine aujourd’hui",
    ended: {
      one: "Last Call terminé il y a {count} jour, le {day}",
      other: "Last Call terminé il y a {count} jours, le {day}",
    },
  },
  it: {
    names: "lastcall, ultima chiamata, ultime chiamate",
    usage: "lastcall",
    summary: "quali XEP sono proposte e quanto dura il loro Last Call",
    examples: "",
    head: { one: "{count} XEP è proposta:", other: "{count} XEP sono proposte:" },
    none: "Ora nessuna XEP è proposta.",
    unset: "ancora nessun Last Call",
    runs: {
      one: "Last Call fino al {day}, resta {count} giorno",
      other: "Last Call fino al {day}, restano {count} giorni",
    },
    today: "il Last Call finisce oggi",
    ended: {
      one: "Last Call finito {count} giorno fa, il {day}",
      other: "Last Call finito {count} giorni fa, il {day}",
    },
  },
  pt: {
    names: "lastcall, última chamada, últimas chamadas",
    usage: "lastcall",
    summary: "que XEP estão propostas e quanto tempo dura o seu Last Call",
    examples: "",
    head: { one: "{count} XEP está proposta:", other: "{count} XEP estão propostas:" },
    none: "Agora nenhuma XEP está proposta.",
    unset: "ainda sem Last Call",
    runs: {
      one: "Last Call até {day}, falta {count} dia",
      other: "Last Call até {day}, faltam {count} dias",
    },
    today: "o Last Call termina hoje",
    ended: {
      one: "o Last Call terminou há {count} dia, a {day}",
      other: "o Last Call terminou há {count} dias, a {day}",
    },
  },
});
