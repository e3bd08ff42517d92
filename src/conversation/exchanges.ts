/** The exchanges of the last hour: a question, as it is now, and the answer that it got. */

import type { Language } from "../words/voice.ts";
import { bare } from "../xmpp/jid.ts";
import { createShortMemory, keyOf } from "./short-memory.ts";
import type { Utterance, Withdrawal } from "./utterance.ts";

export interface Exchange {
  readonly person: string;
  /** The question as it was asked first. */
  readonly original: Utterance;
  /** Takes the question as it is now. What is still worked at for an earlier state of it is given up. */
  begin(): AbortSignal;
  /** The question is gone. */
  end(): void;
  /** The answer that is out, if one is. */
  readonly answer: () => SentAnswer | undefined;
  setAnswer(answer: SentAnswer | undefined): void;
}

export interface SentAnswer {
  /** The id of its first version, by which it is corrected. */
  readonly id: string;
  readonly text: string;
  readonly language: Language;
}

export interface Exchanges {
  /** The exchange of a question of this person: the one that it corrects (XEP-0308), or a new one. */
  open(person: string, question: Utterance): Exchange;
  /** The one whose question somebody corrects: that is for its own sender alone. */
  corrected(person: string, utterance: Utterance): Exchange | undefined;
  /** The one whose question is taken back, by its own sender or a moderator. */
  withdrawn(person: string, withdrawal: Withdrawal): Exchange | undefined;
}

/** So many exchanges, each with the ids that its sender and the room gave to the question and to its corrections. */
const MOST_KNOWN = 200 * 3;
/** In ms. */
const HOUR = 3_600_000;

/** `now` is in ms. */
export function createExchanges(now: () => number): Exchanges {
  const known = createShortMemory<Exchange>({ most: MOST_KNOWN, age: HOUR, now });
  const corrected: Exchanges["corrected"] = (person, { replaces }) =>
    replaces === undefined ? undefined : known.get(keyOf(person, replaces));
  return {
    corrected,
    open(person, question) {
      const exchange = corrected(person, question) ?? createExchange(person, question);
      for (const key of keysOf(person, question)) known.set(key, exchange);
      return exchange;
    },
    withdrawn(person, { from, id, isModerated }) {
      const exchange = known.get(stanzaKey(from, id)) ?? known.get(keyOf(person, id));
      return isModerated || exchange?.person === person ? exchange : undefined;
    },
  };
}

/** What a question is called: by its sender, and by the room. */
function keysOf(person: string, { from, id, originId, stanzaId, replaces }: Utterance): readonly string[] {
  const own = [...new Set([id, originId, replaces].filter((each) => each !== undefined))];
  return [
    ...own.map((each) => keyOf(person, each)),
    ...(stanzaId === undefined ? [] : [stanzaKey(from, stanzaId)]),
  ];
}

function stanzaKey(from: string, stanzaId: string): string {
  return keyOf("stanza", bare(from), stanzaId);
}

function createExchange(person: string, original: Utterance): Exchange {
  let turn: AbortController | undefined;
  let answer: SentAnswer | undefined;
  return {
    person,
    original,
    begin() {
      turn?.abort();
      turn = new AbortController();
      return turn.signal;
    },
    end: () => turn?.abort(),
    answer: () => answer,
    setAnswer(sent) {
      answer = sent;
    },
  };
}
