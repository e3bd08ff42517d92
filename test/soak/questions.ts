/** The questions that were asked in the rooms, and how often each was answered. */

export interface Tally {
  readonly asked: number;
  readonly answered: number;
  /** Asked while all was well: each must be answered. */
  readonly calm: number;
  /** Answered more than once, whenever they were asked: each with its room. */
  readonly doubled: readonly string[];
  /** Asked while all was well, and not answered: each with its room. */
  readonly lost: readonly string[];
}

export interface Questions {
  /** Notes a question to a room, and gives the body to say. `calm`: all is well, so it must be answered. */
  ask(room: string, calm: boolean): string;
  /** Takes what was said in a room; whether it is an answer to one of the questions. */
  hear(room: string, body: string): boolean;
  /** A fault begins: what was asked just now may be lost with it. */
  disturb(): void;
  /** How many questions a room was asked since an answer came. */
  inVain(room: string): number;
  /** How many questions must still be answered. */
  open(): number;
  /** Whether a question asked in the room at or after this time was answered once. */
  isAnswered(room: string, since: number): boolean;
  /** Of what was asked at or after this time: how much, and how much of it was answered. */
  since(time: number): Pick<Tally, "asked" | "answered">;
  tally(): Tally;
}

interface Question {
  readonly token: string;
  readonly room: string;
  readonly at: number;
  calm: boolean;
  answers: number;
}

/** How long an answer may take when all is well, in ms. */
export const PATIENCE = 15_000;
/** The bot says it back: there is no such XEP, and no word that is near enough to be meant. */
const TOKEN = /zq\d+zq/u;

export function createQuestions(clock: () => number = Date.now): Questions {
  const all = new Map<string, Question>();
  const vain = new Map<string, number>();
  const named = (wanted: (question: Question) => boolean): string[] =>
    [...all.values()].filter(wanted).map(({ token, room }) => `${token} in ${room}`);
  return {
    ask(room, calm) {
      const token = `zq${all.size + 1}zq`;
      all.set(token, { token, room, at: clock(), calm, answers: 0 });
      vain.set(room, (vain.get(room) ?? 0) + 1);
      // Works whatever the bot's nickname is.
      return `!xep ${token}`;
    },
    hear(room, body) {
      const question = all.get(TOKEN.exec(body)?.[0] ?? "");
      if (question?.room !== room) return false;
      question.answers += 1;
      vain.set(room, 0);
      return true;
    },
    disturb() {
      for (const question of all.values())
        if (question.answers === 0 && clock() - question.at < PATIENCE) question.calm = false;
    },
    inVain: (room) => vain.get(room) ?? 0,
    open: () => named(({ calm, answers }) => calm && answers === 0).length,
    isAnswered: (room, since) =>
      [...all.values()].some((each) => each.room === room && each.at >= since && each.answers === 1),
    since(time) {
      const asked = [...all.values()].filter(({ at }) => at >= time);
      return { asked: asked.length, answered: asked.filter(({ answers }) => answers > 0).length };
    },
    tally: () => ({
      asked: all.size,
      answered: named(({ answers }) => answers > 0).length,
      calm: named(({ calm }) => calm).length,
      doubled: named(({ answers }) => answers > 1),
      lost: named(({ answers, calm, at }) => calm && answers === 0 && clock() - at >= PATIENCE),
    }),
  };
}
