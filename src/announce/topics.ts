/** What people subscribe to in a chat: the issues in a language, or one kind of news. */

import { type Concept, isAboutXeps, isSoftwareKind } from "../newsletter/concepts.ts";

/** `issues:de`: each issue in German. `items:servers`: what each issue in the main language reports about servers. */
export type Topic = `issues:${string}` | `items:${string}`;

export function issuesIn(language: string): Topic {
  return `issues:${language.toLowerCase()}`;
}

export function newsAbout(concept: Concept): Topic {
  return `items:${concept}`;
}

export function isTopic(text: string): text is Topic {
  return /^(?:issues|items):[a-z\d-]{1,40}$/.test(text);
}

/** Whether news of a kind belong to a topic: software is all kinds of software, and extensions are all states of XEPs. */
export function isAbout(topic: Topic, concept: Concept | undefined): boolean {
  if (topic === "items:software" && isSoftwareKind(concept)) return true;
  if (topic === "items:extensions" && isAboutXeps(concept)) return true;
  return topic === `items:${concept}`;
}

/**
 * Under which of the topics that somebody has an issue in a language is sent, so that nothing of it is sent twice.
 * `concepts` are the kinds of news in it, where people can subscribe to those.
 */
export function dueOf(
  topics: readonly Topic[],
  { language, concepts }: { readonly language: string; readonly concepts: readonly Concept[] },
): readonly Topic[] {
  const whole = issuesIn(language);
  if (topics.includes(whole)) return [whole];
  const parts = topics
    .map((topic) => ({ topic, has: concepts.filter((concept) => isAbout(topic, concept)) }))
    .filter(({ has }) => has.length > 0);
  return parts
    .filter((part, at) => !parts.some((other, index) => contains(other, part, index < at)))
    .map(({ topic }) => topic);
}

interface Part {
  readonly has: readonly Concept[];
}

/** Whether one has all of another, and more than that, unless it goes first. */
function contains({ has: one }: Part, { has: other }: Part, goesFirst: boolean): boolean {
  return (one.length > other.length || goesFirst) && other.every((concept) => one.includes(concept));
}
