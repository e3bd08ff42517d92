/** Emoji by their names: `:tada:`. */

import { nameToEmoji } from "gemoji";

const NAME = /:([\w+-]{1,50}):(?!\d)/y;

/** A text with its emoji. */
export function withEmoji(text: string): string {
  return text.replace(/:[\w+-]{1,50}:/g, (written, index: number) => emojiAt(text, index)?.value ?? written);
}

/** The emoji whose name begins at an index; right after a letter or digit, as in `urn:xmpp:tm:0`, there is none. */
export function emojiAt(text: string, index: number): { value: string; length: number } | undefined {
  if (/\w/.test(text.charAt(index - 1))) return undefined;
  NAME.lastIndex = index;
  const [written, name] = NAME.exec(text) ?? [];
  if (written === undefined || name === undefined || !Object.hasOwn(nameToEmoji, name)) return undefined;
  const value = nameToEmoji[name];
  return value === undefined ? undefined : { value, length: written.length };
}
