/** An issue as it is sent to subscribers: to whom, under which of their topics, and the messages. */

import type { Concept } from "../newsletter/concepts.ts";
import type { Issue } from "../newsletter/issue.ts";
import { isLanguage } from "../newsletter/library.ts";
import type { Element } from "../xmpp/stanza.ts";
import { type Addresses, type Announcement, toAnnouncement, toMessage } from "./announcement.ts";
import { BUCKETS, type Subscriber } from "./buckets.ts";
import { conceptsIn, toDigest } from "./digest.ts";
import { isFurther, type Letter, type Milestone } from "./passage.ts";
import { messageId } from "./told.ts";
import { dueOf, issuesIn, type Topic } from "./topics.ts";

export interface Mailing {
  readonly issue: Issue;
  /** The next people behind a place who get something, with so many letters in all; at least one of them. */
  next(
    from: Milestone,
    most: number,
  ): { readonly upTo: Milestone; readonly letters: readonly Letter[] } | undefined;
  /** Whether a person, as they are subscribed now, is to get a letter. */
  isWanted(letter: Letter, person: Subscriber | undefined): boolean;
  idOf(letter: Letter): string;
  toMessage(letter: Letter): Element;
}

export interface MailingOptions {
  readonly addresses: Addresses;
  /** The main language: people subscribe to kinds of news in that alone. */
  readonly language: string;
  /** What the ids of the messages are made with. */
  readonly key: string;
  readonly people: (bucket: number) => readonly Subscriber[];
}

export function toMailing(issue: Issue, { addresses, language, key, people }: MailingOptions): Mailing {
  const concepts: readonly Concept[] = isLanguage(issue.language, language) ? conceptsIn(issue) : [];
  const announcements = new Map<Topic, Announcement>();
  const announcementOf = (topic: Topic): Announcement => {
    const known = announcements.get(topic);
    if (known !== undefined) return known;
    const isWhole = topic === issuesIn(issue.language);
    const made = isWhole ? toAnnouncement(issue, addresses) : toDigest(issue, topic, addresses);
    announcements.set(topic, made);
    return made;
  };
  const due = ({ topics }: Subscriber): readonly Topic[] =>
    dueOf(topics, { language: issue.language, concepts });
  const idOf = ({ jid, topic }: Letter): string => messageId(key, `${issue.id} ${topic} ${jid}`);

  return {
    issue,
    next(from, most) {
      const letters: Letter[] = [];
      let upTo = from;
      for (let bucket = from.bucket; bucket < BUCKETS; bucket += 1) {
        for (const person of people(bucket)) {
          const here = { bucket, jid: person.jid };
          if (!isFurther(here, from)) continue;
          const topics = due(person);
          if (letters.length > 0 && letters.length + topics.length > most) return { upTo, letters };
          letters.push(...topics.map((topic) => ({ jid: person.jid, topic })));
          upTo = here;
        }
      }
      return letters.length === 0 ? undefined : { upTo, letters };
    },
    isWanted: ({ topic }, person) => person !== undefined && due(person).includes(topic),
    idOf,
    toMessage: (letter) =>
      toMessage(announcementOf(letter.topic), { to: letter.jid, type: "chat", id: idOf(letter) }),
  };
}
