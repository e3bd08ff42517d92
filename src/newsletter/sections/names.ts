/** What the sections of an issue are called in the six languages of the newsletter, but for those of the XEPs. */

/**
 * The names of a concept by language; a title counts in any of them, for translators leave headings in English. Without
 * accents and in lower case; `*` stands for any ending. Words that say little (articles, "XMPP", "news", "newsletter") are
 * left out, as they are from titles.
 */
export type Names = Readonly<Partial<Record<"en" | "de" | "es" | "fr" | "it" | "pt", string>>>;

export const NEWS = {
  announcements: {
    en: "announcement*, announced, communication*, notice*, xsf, foundation, standards foundation, board*, council*",
    de: "ankundigung*, meldung*, mitteilung*, bekanntmachung*, verlautbarung*, stiftung",
    es: "anuncio*, comunicado*, comunicacion*, aviso*, fundacion",
    fr: "annonce*, communique*, fondation",
    it: "annunci*, comunicat*, comunicazion*, avvisi, fondazione",
    pt: "anuncio*, comunicado*, comunicac*, aviso*, fundacao",
  },
  gsoc: { en: "google summer code, summer code, gsoc, google code, google soc" },
  "fiscal-hosting": {
    en: "fiscal host*, fiscal sponsor*, fiscally hosted, donation*, funding, hosted projects",
    de: "finanziell bewirtet*, finanzielle bewirtung, steuerliche verwaltung, steuerlich* tragerschaft, spenden*, geforderte projekte, treuhand*",
    es: "hosting fiscal, alojamiento fiscal*, patrocinio fiscal, acogida fiscal, anfitrion fiscal, donacion*",
    fr: "hebergement fiscal*, hebergeur fiscal, hote fiscal, parrainage fiscal, accueil fiscal, dons",
    it: "hosting fiscale, ospitalita fiscale, sponsorizzazione fiscale, donazion*",
    pt: "hospedagem fiscal, gestao fiscal, patrocinio fiscal, alojamento fiscal, doac*",
  },
  membership: {
    en: "membership*, member* application*, become member",
    de: "mitgliedschaft*, mitglied* werden, mitgliedsantrag*, mitglied*",
    es: "membresia*, afiliacion*, miembro*, hacerse miembro, adhesion",
    fr: "adhesion*, affiliation*, membre*, devenir membre, candidatures",
    it: "adesion*, appartenenza, iscrizione soci, membri, diventare membro, candidature",
    pt: "associacao, filiac*, adesao, membro*, tornar membro",
  },
  events: {
    en: "event*, meeting*, meet ups, meetup*, conference*, sprint*, calendar, dates, happening*, gathering*",
    de: "veranstaltung*, termin*, treffen, ereignis*, konferenz*, tagung*",
    es: "evento*, encuentro*, reunion*, conferencia*, jornadas, acontecimiento*, calendario, agenda",
    fr: "evenement*, rencontre*, reunion*, rendez, agenda, calendrier, manifestations",
    it: "event*, incontr*, riunion*, conferenz*, appuntament*, calendario, manifestazion*",
    pt: "evento*, encontro*, reunio*, reuniao, conferencia*, calendario, agenda, acontecimento*",
  },
  talks: {
    en: "talk*, video*, podcast*, presentation*, lecture*, recording*, interview*, webinar*, screencast*, audio, streams",
    de: "vortrag*, gesprach*, prasentation*, aufzeichnung*, filme, tontrager, redebeitrag*",
    es: "charla*, ponencia*, presentacion*, entrevista*, grabacion*, platica*",
    fr: "expose*, discours, presentation*, causerie*, entretien*, enregistrement*, intervention*, baladodiffusion*",
    it: "discors*, intervent*, presentazion*, intervist*, registrazion*, conversazion*, relazion*, filmat*",
    pt: "palestra*, apresentac*, entrevista*, gravac*, conversas",
  },
  articles: {
    en: "article*, blog*, blog post*, blogpost*, post*, press, publication*, reading*, read*, stories, media",
    de: "artikel*, beitrag*, blogbeitrag*, blogartikel, presse*, veroffentlichungen blog*, lesestoff, lektur*",
    es: "articulo*, entrada* blog*, prensa, publicacion*, lectura*, notas",
    fr: "article*, billet*, presse, publication*",
    it: "articol*, stampa, pubblicazion*, lettur*, rassegna stampa",
    pt: "artigo*, publicac*, imprensa, leitura*, postagens, materias",
  },
  tutorials: {
    en: "tutorial*, howto*, guide*, documentation",
    de: "anleitung*, leitfaden, leitfaden*, handreichung*, einfuhrungskurs*",
    es: "tutorial*, guia*, manual*",
    fr: "tutoriel*, tuto, tutos, guide*",
    it: "tutorial*, guid*, manual*",
    pt: "tutoria*, guia*, manua*",
  },
  software: {
    en: "software, release*, software project*, projects software, implementation*",
    de: "software*, veroffentlichung*, programm, programme",
    es: "software, lanzamiento*, programas",
    fr: "logiciel*, sortie*, software, parution*",
    it: "software, rilasc*, programmi",
    pt: "software*, lancamento*, programas",
  },
  clients: {
    en: "client*, app, apps, application*, desktop, mobile, messenger*",
    de: "client*, klient*, applikation*, anwendung*, anwendungsprogramm*, messenger",
    es: "cliente*, aplicacion*, app, apps",
    fr: "client*, application*, appli, applis, messagerie*",
    it: "client, clienti, applicazion*, app",
    pt: "cliente*, aplicativo*, aplicac*, app, apps",
  },
  servers: {
    en: "server, servers, server component*, daemon*",
    de: "server*, serverdienst*, serveranwendung*",
    es: "servidor*",
    fr: "serveur*",
    it: "server, servers, servent*",
    pt: "servidor*",
  },
  libraries: {
    en: "librar*, tool, tools, tooling, sdk*, framework*, development, developer* tools, bindings, component*, utilit*",
    de: "bibliothek*, programmbibliothek*, softwarebibliothek*, werkzeug*, entwicklerwerkzeug*, hilfsmittel, komponent*",
    es: "biblioteca*, libreria*, herramienta*, utilidad*, componente*",
    fr: "bibliotheque*, librairie*, outil*, composant*, utilitaire*, cadriciel*",
    it: "libreri*, bibliotec*, tool, tools, strument*, component*, utilita",
    pt: "biblioteca*, livraria*, ferramenta*, utilitario*, componente*",
  },
  other: {
    en: "other*, misc*, service*, more, various, further, else, gateway*, bridge*, transport*, bot, bots",
    de: "ander*, sonstig*, verschiedenes, weiter*, dienst*, ubrig*",
    es: "otro*, otra*, varios, varias, servicio*, miscelanea*, demas, pasarela*",
    fr: "autre*, divers, diverses, passerelle*",
    it: "altr*, vari, varie, serviz*, miscellanea",
    pt: "outr*, divers*, servico*, miscelanea, demais, pontes",
  },
} as const satisfies Readonly<Record<string, Names>>;

export const BOILERPLATE = {
  introduction: {
    en: "intro*, welcome, editorial, foreword, preface, hello",
    de: "einleitung*, einfuhrung, vorwort, willkommen, begrussung, hallo",
    es: "introduccion, bienvenid*, prologo, hola",
    fr: "introduction, bienvenue, avant propos, edito, preambule, bonjour",
    it: "introduzione, benvenut*, prefazione, premessa, ciao",
    pt: "introducao, bem vind*, prefacio, ola",
  },
  translations: {
    en: "translat*, language*",
    de: "ubersetzung*, sprach*",
    es: "traduccion*, idioma*",
    fr: "traduction*, langue*",
    it: "traduzion*, lingu*",
    pt: "traduc*, idioma*",
  },
  contributors: {
    en: "contributor*, contribution*, author*, editor*, translat*",
    de: "mitwirkend*, ubersetz*, beitragend*, mitarbeit*, autor*, redaktion*",
    es: "contribuidor*, colaborador*, contribuyente*, traduc*, contribucion*, colaboracion*, autor*",
    fr: "contributeur*, contributrice*, contribution*, collaborateur*, traduct*, auteur*",
    it: "collaborator*, contributor*, tradu*, autor*, contribut*",
    pt: "contribuidor*, colaborador*, contribuinte*, tradu*, contribuic*, colaborac*, autor*",
  },
  subscribe: {
    en: "subscribe*, subscription*, sign up",
    de: "abonnier*, abonnement*, anmeld*, bestell*, abo",
    es: "suscrib*, suscripcion*, subscrib*, suscrip*, inscrib*",
    fr: "abonn*, s abonner, inscri*, souscri*",
    it: "iscriv*, iscrizion*, abbon*, sottoscri*",
    pt: "assin*, inscrev*, inscric*, subscrev*, subscric*",
  },
  unsubscribe: {
    en: "unsubscri*, opt out, leave, cancel subscription",
    de: "abbestell*, abmeld*, deabonnier*, austrag*, kundig*",
    es: "cancel* suscripcion*, desuscri*, anular suscripcion*, darse baja, baja, dar baja, darte baja",
    fr: "desabonn*, desinscri*, se desabonner, se desinscrire, resili*",
    it: "disiscri*, cancell* iscrizion*, annull* iscrizion*, cancellazion*, disabbon*, disdetta, disdire",
    pt: "cancel* inscric*, cancel* assinatura, cancel* subscric*, desinscri*, descadastr*, cancelar, cancelamento",
  },
  spread: {
    en: "spread*, spread word, share*, sharing, tell friends, follow, social media, social network*, promote",
    de: "teil*, teilt, verbreit*, weitersag*, erzahl* weiter, weitererzahl*, weiter sagen, folg*, soziale medien, soziale netzwerke",
    es: "difund*, difusion, compart*, corr* voz, sig* redes, redes sociales, divulg*",
    fr: "repand*, partag*, diffus*, faites passer, faites circuler, suivez, reseaux sociaux, propag*, relay*",
    it: "diffond*, condivid*, divulg*, passaparola, seguiteci, seguici, social, social network*, spargete voce",
    pt: "compartilh*, partilh*, divulg*, espalh*, difund*, siga, redes sociais",
  },
  help: {
    en: "help*, help build*, help creat*, help make*, help writ*, help improv*, contribute, contributing, get involved, participate, support",
    de: "hilf*, helf*, helft, hilf* erstellen, hilf* bauen, hilf* gestalten, mitmach*, mach, macht, mithelf*, mithilfe, unterstutz*, beitragen, bitte hilf*, helf* erstellen, helf* gestalten, trag* bei",
    es: "ayud*, ayud* construir, ayud* crear, ayud* hacer, ayud* elaborar, ayud* mejorar, contribuya*, contribuye*, contribuir, contribuya* creacion, contribuye* creacion, colabor*, colabor* creacion, particip*",
    fr: "aidez*, aide*, aider, aidez* construire, aidez* creer, aidez* rediger, aidez* realiser, aidez* faire, aidez* ameliorer, contribuez*, contribuer, particip*, participez redaction",
    it: "aiut*, aiut* realizzare, aiut* costruire, aiut* creare, aiut* scrivere, aiut* migliorare, contribui*, contribuite creazione, partecip*, collabora, collaborate",
    pt: "ajud*, ajud* construir, ajud* criar, ajud* fazer, ajud* elaborar, ajud* melhorar, contribua*, contribuir, particip*, colabore*, colabore* criac*, contribua* criac*",
  },
  thanks: {
    en: "thank*, thx, acknowledg*, credit*, kudos, gratitude, many thanks, big thank*",
    de: "dank*, vielen dank, herzlich* dank*, danksagung*, ein dankeschon",
    es: "gracias, muchas gracias, agradec*, creditos",
    fr: "merci, remerci*, grand merci, credits",
    it: "grazie, ringrazi*, molte grazie, crediti",
    pt: "obrigad*, muito obrigad*, agradec*, creditos",
  },
  licence: {
    en: "licen*, copyright*, legal*, imprint, copyleft, creative commons",
    de: "lizen*, urheberrecht*, impressum, rechtliches",
    es: "licencia*, derechos, derecho* autor",
    fr: "licen*, droit*, droit* auteur, mentions legales",
    it: "licenz*, diritt*, diritt* autore",
    pt: "licenc*, direit*, direit* autorais",
  },
} as const satisfies Readonly<Record<string, Names>>;

/** Names so telling that they count wherever they stand in a title. */
export const ANYWHERE = {
  gsoc: { en: "summer of code, gsoc" },
  "fiscal-hosting": {
    en: "fiscal hosting, fiscal host, fiscal sponsorship",
    de: "finanziell bewirtete",
    es: "hosting fiscal",
    fr: "hebergement fiscal",
    it: "hosting fiscale",
    pt: "hospedagem fiscal",
  },
  contributors: { en: "contributors translations, contributors and translations, newsletter contributors" },
  unsubscribe: { en: "unsubscribe, un subscribe", de: "de abonnieren" },
  help: {
    en: "help us build, help us to build, help us create, help us to create, help building",
    de: "hilf uns diese, helft uns diese, hilf uns beim, helft uns beim, hilf bei",
    es: "ayudanos a construir, ayudanos a crear, ayudenos a, ayuda a construir",
    fr: "aidez nous a construire, aidez nous a creer, aidez nous a realiser, aidez nous a rediger",
    it: "aiutaci a realizzare, aiutateci a, aiutaci a costruire, aiutaci a creare",
    pt: "ajude nos a, ajude a construir, ajudem nos a",
  },
} as const satisfies Readonly<Record<string, Names>>;
