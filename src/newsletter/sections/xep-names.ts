/** What the sections of the XEPs are called in the six languages of the newsletter: their states, and their introduction. */

import type { Names } from "./names.ts";

/** In the order in which a XEP goes through them, and in which an issue has them. */
export const STAGES = {
  proposed: {
    en: "proposed, propose*, proposal*, protoxep*, proto, submitted, submission*, inbox",
    de: "vorgeschlag*, vorschlag*, eingereicht*, einreichung*, vorlag*",
    es: "propuest*, propuso",
    fr: "propos*, soumis*, suggere*",
    it: "propost*, presentat*",
    pt: "propost*, submetid*, sugerid*",
  },
  new: {
    en: "new, newly accepted, newly published, accepted",
    de: "neu, neue, neuen, neuer, neu angenommen*, neu veroffentlicht*",
    es: "nuevo, nueva, nuevos, nuevas",
    fr: "nouveau, nouveaux, nouvelle, nouvelles",
    it: "nuovo, nuova, nuovi, nuove",
    pt: "novo, nova, novos, novas",
  },
  deferred: {
    en: "deferred, deferral*, defer*, postponed, postpon*, inactive*",
    de: "aufgeschoben*, zuruckgestell*, verschoben*, vertagt*, aufschub",
    es: "diferid*, pospuest*, aplazad*, postergad*, aplazamiento*",
    fr: "ajourne*, differe*, reporte*, ajournement*, suspendu*",
    it: "differi*, rinvia*, posticip*, rimandat*, sospes*",
    pt: "diferid*, adiad*, postergad*, suspens*",
  },
  updated: {
    en: "updated, upgraded, changed, revised",
    de: "aktualisiert*, geandert*, uberarbeitet*",
    es: "actualizad*",
    fr: "actualise*, mise jour, mises jour, mis jour, revise*",
    it: "aggiornat*, modificat*",
    pt: "atualizad*, actualizad*, revisad*",
  },
  "last-call": {
    en: "last call*, final call, last call* comment*, lastcall*",
    de: "letzt* aufruf*, letzt* aufforderung*, letzt* aufruf* kommentar*, letzt* anruf, letzt* abstimmung*",
    es: "ultim* llamad*, ultim* llamad* comentario*, ultim* convocatoria*, ultim* aviso*",
    fr: "dernier* appel*, appel* final*, dernier* appel* commentaire*, dernier* appel* contribution*",
    it: "ultim* chiamat*, ultim* chiamat* comment*, ultim* appell*, ultim* richiest*, ultim* avvis*",
    pt: "ultim* chamad*, ultim* chamad* comentario*, ultim* convocac*, ultim* convite*",
  },
  stable: {
    en: "stable, draft*, advanced stable, moved stable",
    de: "stabil*, gefestigt*, bestandig*, entwurf, entwurfe",
    es: "estable*, borrador*",
    fr: "stabilise*, brouillon*, ebauche*",
    it: "stabil*, bozz*",
    pt: "estavel, estaveis, rascunho*",
  },
  deprecated: {
    en: "deprecat*",
    de: "veraltet*, abgekundigt*, missbilligt*",
    es: "desechad*, desaprobad*, desaconsejad*, desuso, deprecad*, depreciad*",
    fr: "depreci*, deprecie*, deconseille*, desuet*",
    it: "deprecat*, sconsigliat*, deprezz*",
    pt: "deprecad*, preterid*, depreciad*, desaconselhad*, descontinuad*, descontinuid*",
  },
  obsoleted: {
    en: "obsolete*, superseded, outdated",
    de: "obsolet*, uberholt*, abgelost*, ersetzt*",
    es: "obsolet*, reemplazad*, sustituid*",
    fr: "obsolete*, remplace*, perime*",
    it: "obsolet*, superat*, sostituit*",
    pt: "obsolet*, substituid*, ultrapassad*",
  },
  rejected: {
    en: "rejected, reject*",
    de: "abgewiesen*, abgelehnt*, zuruckgewiesen*, verworfen*, ablehnung*",
    es: "rechazad*, rechazo*, denegad*",
    fr: "rejete*, refuse*, rejet, rejets",
    it: "rifiutat*, respint*, rigettat*, rifiut*",
    pt: "rejeitad*, recusad*, rejeic*",
  },
  retracted: {
    en: "retract*, withdrawn",
    de: "zuruckgezogen*, widerrufen*",
    es: "retractad*, retirad*",
    fr: "retracte*, retire*",
    it: "ritirat*, ritrattat*",
    pt: "retirad*, retratad*",
  },
  final: {
    en: "final, finalised, finalized, moved final, advanced final",
    de: "endgultig*",
    es: "finales, definitiv*, finalizad*",
    fr: "finale, finales, finalise*, definitif*",
    it: "finali",
  },
  "call-for-experience": {
    en: "call experience*, calls experience*, cfe, experience*",
    de: "aufruf* erfahrung*, aufruf* erfahrungsbericht*, erfahrung*, erfahrungsaufruf*, aufruf* experience*, bitte erfahrung*",
    es: "llamad* experiencia*, convocatoria* experiencia*, llamamiento* experiencia*, solicitud* experiencia*",
    fr: "appel* experience*, appel* retour* experience*, retour* experience*, demande* experience*, demande* retour* experience*",
    it: "chiamat* esperienz*, richiest* esperienz*, invit* esperienz*, appell* esperienz*, esperienz*",
    pt: "chamad* experiencia*, convocac* experiencia*, pedid* experiencia*, convite* experiencia*",
  },
} as const satisfies Readonly<Record<string, Names>>;

export const EXTENSIONS = {
  extensions: {
    en: "extension*, specification*, spec, specs, xep, xeps, standard*, protocol*, standardi*, registry",
    de: "erweiterung*, spezifikation*, protokollerweiterung*, normen",
    es: "extension*, especificacion*, estandar*, norma*",
    fr: "extension*, specification*, norme*, protocole*",
    it: "estension*, specific*, standard, protocoll*",
    pt: "extensao, extensoes, especificac*, padrao, padroes, norma*",
  },
} as const satisfies Readonly<Record<string, Names>>;

/** What is a name only where XEPs are spoken of: elsewhere these words say too little. */
export const AMONG_XEPS = {
  proposed: { en: "proposition*" },
  new: {
    en: "experimental*, additions",
    de: "experimentell*, neues, neuheiten",
    fr: "experimental*, nouveautes",
    it: "novita, sperimental*",
    es: "novedades",
    pt: "novidades, experimentai*",
  },
  updated: {
    en: "update*, change*, changes, revision*, news",
    de: "aktualisierung*, anderung*, neuerung*",
    es: "actualizacion*, cambio*",
    fr: "actualisation*, modif*, changement*",
    it: "aggiornament*, modific*",
    pt: "atualizac*, actualizac*, mudanca*",
  },
  stable: {
    en: "active*, activ*, advanced",
    de: "aktiv*",
    es: "activ*",
    fr: "actif*, active*",
    it: "attiv*",
    pt: "ativ*",
  },
  extensions: {
    en: "misc*, other*, various, more",
    de: "sonstig*, verschiedenes, ander*",
    es: "otro*, otra*, varios",
    fr: "autre*, divers",
    it: "altr*, vari, varie",
    pt: "outr*, divers*",
  },
} as const satisfies Readonly<Record<string, Names>>;
