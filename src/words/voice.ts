/** What the bot says, in one of its languages: sentences from a catalogue, with numbers, dates and lists as people write them. */

export const LANGUAGES = ["en", "de", "es", "fr", "it", "pt"] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * A sentence with values in braces, `{title}`. Where it counts, it has a form for each plural that the language has (CLDR),
 * chosen by the value `count`.
 */
export type Message = string | Plural;

export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** Sentences by key, in every language. */
export type Catalogue<Key extends string = string> = Readonly<
  Record<Language, Readonly<Record<Key, Message>>>
>;

/** What stands for the braces: numbers are written as the language does, texts as they are. */
export type Values = Readonly<Record<string, string | number>>;

export interface Voice {
  readonly language: Language;
  say<Key extends string>(words: Catalogue<Key>, key: Key, values?: Values): string;
  number(value: number): string;
  /** `5 June 2023`, of UTC. */
  day(date: Date): string;
  /** `2023-06` → `June 2023`. */
  month(month: string): string;
  /** `one, two and three`, or `or`. */
  list(parts: readonly string[], kind?: "and" | "or"): string;
  /** Somebody's words, between the quotation marks of the language. */
  quoted(text: string): string;
  /** The name of a language (BCP 47). */
  languageName(tag: string): string;
}

/** Makes sure that every language has the same keys. */
export function catalogue<Key extends string>(words: Catalogue<Key>): Catalogue<Key> {
  return words;
}

/** Texts that mean the same stand in a catalogue as one, separated by commas; the bot itself writes the first of them. */
export function wordsOf<Key extends string>(
  words: Catalogue<Key>,
  key: Key,
  language: Language,
): readonly string[] {
  const message = words[language][key];
  const text = typeof message === "string" ? message : message.other;
  return text.split(", ").filter((word) => word !== "");
}

/** The one of the six that a language tag (BCP 47) stands for, or that stands for its regions. */
export function toLanguage(tag: string | undefined): Language | undefined {
  const [base = ""] = (tag ?? "").toLowerCase().split("-");
  return LANGUAGES.find((language) => language === base);
}

const voices = new Map<Language, Voice>();

export function voiceOf(language: Language): Voice {
  const known = voices.get(language) ?? createVoice(language);
  voices.set(language, known);
  return known;
}

/** British dates, European Portuguese: what the newsletter itself writes. */
const LOCALES: Readonly<Record<Language, string>> = {
  en: "en-GB",
  de: "de",
  es: "es",
  fr: "fr",
  it: "it",
  pt: "pt-PT",
};

const QUOTATION: Readonly<Record<Language, readonly [before: string, behind: string]>> = {
  en: ["“", "”"],
  de: ["„", "“"],
  es: ["«", "»"],
  fr: ["« ", " »"],
  it: ["«", "»"],
  pt: ["«", "»"],
};

function createVoice(language: Language): Voice {
  const locale = LOCALES[language];
  const plurals = once(() => new Intl.PluralRules(locale));
  const numbers = once(() => new Intl.NumberFormat(locale));
  const days = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }));
  const months = once(
    () => new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
  );
  const names = once(() => new Intl.DisplayNames([locale], { type: "language" }));
  const lists = {
    and: once(() => new Intl.ListFormat(locale, { type: "conjunction" })),
    or: once(() => new Intl.ListFormat(locale, { type: "disjunction" })),
  };
  const [before, behind] = QUOTATION[language];
  const choose = (message: Message, count: string | number | undefined): string => {
    if (typeof message === "string") return message;
    return plurals().select(Number(count)) === "one" ? message.one : message.other;
  };
  return {
    language,
    say: (words, key, values = {}) =>
      choose(words[language][key], values["count"]).replace(/\{(\w+)\}/gu, (braces, name: string) => {
        const value = values[name];
        return typeof value === "number" ? numbers().format(value) : (value ?? braces);
      }),
    number: (value) => numbers().format(value),
    day: (date) => days().format(date),
    month: (month) => months().format(new Date(`${month}-01T00:00:00Z`)),
    list: (parts, kind = "and") => lists[kind]().format(parts),
    quoted: (text) => `${before}${text}${behind}`,
    languageName: (tag) => nameIn(names(), tag),
  };
}

/** `Intl` takes milliseconds and megabytes for each: what is not needed is not made. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** What is no code of a language names itself: `Intl` throws at some, such as one with two regions. */
function nameIn(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
