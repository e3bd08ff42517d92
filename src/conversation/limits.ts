/** How much the bot says to whom: enough for a conversation of many, too little for a flood. */

import { type Allowance, createAllowances } from "./allowance.ts";
import type { Utterance } from "./utterance.ts";

/** `refusal`: for the last time it is said why. `no`: it was said already. */
export type Admission = "yes" | "refusal" | "no";

/** Who wants an answer, and who shares an allowance of answers with them: the occupants of a room, the people of a server. */
export interface Applicant {
  readonly person: string;
  readonly place: string;
  readonly where: Utterance["where"];
}

export interface Limits {
  /** Whether one more answer is fine; if it is, it counts. */
  admit(applicant: Applicant): Admission;
  /** Whether a line that is no command may be answered, which is never refused; if so, it counts. */
  mayReact(applicant: Applicant): boolean;
  /** Whether something that nobody asked for may be said in a place; if so, it counts. */
  mayRemark(applicant: Applicant): boolean;
  /** Whether somebody may be told again how to talk to the bot; if so, it counts. */
  mayHint(applicant: Applicant): boolean;
  /** Whether it may be confirmed that a message arrived; if so, it counts. */
  mayConfirm(applicant: Applicant): boolean;
}

/** Somebody who tries everything in one go is answered; a script is not. */
const PERSON: Allowance = { burst: 20, refill: 3_000, resume: 5 };
/** A room of many who ask at once is lively; what goes on for longer than that drowns their own talk. */
const ROOM: Allowance = { burst: 100, refill: 500, resume: 20 };
/** Other servers make up people at will. */
const PEOPLE: Allowance = { burst: 40, refill: 1_000, resume: 10 };
const HINT_IN_ROOM: Allowance = { burst: 1, refill: 300_000 };
const HINT_ALONE: Allowance = { burst: 3, refill: 300_000 };

/** `now` is in ms. */
export function createLimits(now: () => number = Date.now): Limits {
  const persons = createAllowances(PERSON, now);
  const rooms = createAllowances(ROOM, now);
  const people = createAllowances(PEOPLE, now);
  const hintsInRoom = createAllowances(HINT_IN_ROOM, now);
  const hintsAlone = createAllowances(HINT_ALONE, now);
  const receipts = createAllowances(PEOPLE, now);
  const placesOf = ({ where }: Applicant) => (where === "direct" ? people : rooms);
  return {
    admit(applicant) {
      const { person, place } = applicant;
      const places = placesOf(applicant);
      const levels = [persons.level(person), places.level(place)];
      if (levels.includes("closed")) return "no";
      if (!levels.includes("spent")) return persons.take(person) && places.take(place) ? "yes" : "no";
      if (persons.level(person) === "spent") persons.close(person);
      // A refusal is a message as well.
      if (!places.take(place)) places.close(place);
      return "refusal";
    },
    mayReact(applicant) {
      const { person, place } = applicant;
      const places = placesOf(applicant);
      return places.level(place) === "open" && persons.take(person) && places.take(place);
    },
    mayRemark: (applicant) => placesOf(applicant).take(applicant.place),
    mayHint: ({ person, where }) => (where === "room" ? hintsInRoom : hintsAlone).take(person),
    mayConfirm: ({ place }) => receipts.take(place),
  };
}
