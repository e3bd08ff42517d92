/** RFC 4013, SASLprep: a user name or password as both sides hash it, however a keyboard made its characters. */

/** RFC 3454, table C.1.2: spaces other than that of ASCII. */
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu;
/** Table B.1: characters that are mapped to nothing. */
const NOTHING = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/gu;
/** Tables C.2 to C.9: controls, private use, surrogates, marks that change the display, and what is no character. */
const PROHIBITED =
  /[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u0340\u0341\u06dd\u070f\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\u2ff0-\u2ffb\ufff9-\ufffd\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}]/u;

/**
 * Prepares a string; `undefined` when it has a character that RFC 4013 prohibits, or nothing is left of it. Characters
 * younger than Unicode 3.2 and mixed directions, which it prohibits as well, are left to the server: not all refuse them.
 */
export function saslprep(text: string): string | undefined {
  const prepared = text.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
  return prepared === "" || PROHIBITED.test(prepared) ? undefined : prepared;
}
