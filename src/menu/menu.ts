/** The menu: requests for its list and its commands → what they are answered (XEP-0050). */

import { answers } from "../words/answers.ts";
import { menu as words } from "../words/menu.ts";
import * as adHoc from "../xmpp/ad-hoc.ts";
import type { Answer, Answering, Refusal } from "../xmpp/answers.ts";
import * as disco from "../xmpp/disco.ts";
import { fromSubmission } from "../xmpp/forms.ts";
import type { Element } from "../xmpp/stanza.ts";
import { type Entry, isEnd, type Page, type Visitor } from "./page.ts";
import { createTalks, type Talk } from "./talks.ts";

export interface MenuOptions {
  readonly entries: readonly Entry[];
  /** Who asks, by a full JID or an occupant JID, and speaks this language (BCP 47). */
  readonly visitor: (from: string, language: string | undefined) => Visitor;
  /** Whether one more order of whoever this is may be obeyed; if so, it counts. */
  readonly mayAsk: (from: string) => boolean;
  /** A page could not be made. */
  readonly failed: (entry: Entry, error: unknown) => void;
  readonly now?: () => number;
  /** After how many ms somebody is told that it takes longer. */
  readonly patience?: number;
}

export interface Menu {
  /** Answers a request; what is not for the menu gives nothing. */
  answer(iq: Element, payload: Element): Answering;
}

/** Clients wait for half a minute, and people for less. */
const PATIENCE = 10_000;
const FORBIDDEN: Refusal = { condition: "forbidden", type: "auth" };
const NOT_FOUND: Refusal = { condition: "item-not-found", type: "cancel" };
const TOO_MUCH: Refusal = { condition: "resource-constraint", type: "wait" };
const BUSY: Refusal = { condition: "unexpected-request", type: "wait" };

export function createMenu(options: MenuOptions): Menu {
  const { entries, visitor: visitorOf, mayAsk, failed, now = Date.now, patience = PATIENCE } = options;
  const byNode = new Map(entries.map((entry) => [entry.node, entry]));
  const talks = createTalks(now);
  /** The talks whose next page is being made. */
  const busy = new Set<string>();

  const info = (node: string, visitor: Visitor): Answer => {
    const { voice } = visitor.asker;
    if (node === adHoc.NS) return adHoc.toInfo(node, voice.say(words, "title"));
    const entry = byNode.get(node);
    if (entry === undefined) return undefined;
    return entry.isFor(visitor) ? adHoc.toInfo(node, entry.name(voice)) : FORBIDDEN;
  };
  const list = (to: string, visitor: Visitor): Answer =>
    adHoc.toList(
      to,
      entries
        .filter((entry) => entry.isFor(visitor))
        .map(({ node, name }) => ({ node, name: name(visitor.asker.voice) })),
    );

  /** The page, or one that says that it takes longer, and gives it when it is asked for. */
  const inTime = (page: Promise<Page>, visitor: Visitor): Promise<Page> => {
    const late = Promise.withResolvers<Page>();
    const note = { type: "info", text: visitor.asker.voice.say(words, "waiting") } as const;
    const waiting: Page = { note, isPassing: true, next: () => page };
    const timer = setTimeout(() => late.resolve(waiting), patience);
    return Promise.race([page, late.promise]).finally(() => clearTimeout(timer));
  };

  /** Makes the next page and shows it. `before`: the pages to which there is a way back. */
  const turn = async (
    talk: Talk,
    before: readonly Page[],
    make: () => Page | Promise<Page>,
  ): Promise<Answer> => {
    busy.add(talk.id);
    const made = async (): Promise<Page> => make();
    const page = made().catch((error: unknown): Page => {
      failed(talk.entry, error);
      return { note: { type: "error", text: talk.visitor.asker.voice.say(answers, "failed") } };
    });
    const shown = await inTime(page, talk.visitor);
    busy.delete(talk.id);
    return show({ ...talk, trail: [...before, shown] });
  };

  /** Answers with the last page. */
  const show = (talk: Talk, note?: adHoc.Note): Answer => {
    const page = talk.trail.at(-1) ?? {};
    const isOver = isEnd(page);
    if (isOver) talks.end(talk);
    else talks.keep(talk);
    return stageOf(talk, {
      status: isOver ? "completed" : "executing",
      actions: actionsOf(talk),
      form: page.form,
      note: note ?? page.note,
    });
  };

  const begin = (entry: Entry, { action }: adHoc.Order, visitor: Visitor): Answering => {
    if (action !== "execute") return adHoc.refusal("bad-action");
    return turn(talks.begin(entry, visitor), [], () => entry.open(visitor));
  };

  const goOn = (talk: Talk, order: adHoc.Order): Answering => {
    if (busy.has(talk.id)) return BUSY;
    const page = talk.trail.at(-1);
    if (order.action === "cancel") {
      talks.end(talk);
      const text = talk.visitor.asker.voice.say(words, "goesOn");
      // What was waited on was asked for, and nobody takes it back.
      const note = page?.isPassing === true ? ({ type: "info", text } as const) : undefined;
      return stageOf(talk, { status: "canceled", note });
    }
    const actions = actionsOf(talk);
    const action = order.action === "execute" ? actions[0] : order.action;
    if (page === undefined || action === undefined || !actions.includes(action))
      return adHoc.refusal("bad-action");
    if (action === "prev") return show({ ...talk, trail: talk.trail.slice(0, -1) });
    const asked = page.form?.type === "form" ? page.form.fields : [];
    const submission = fromSubmission(order.form, asked);
    if (submission === "no answer to it") return adHoc.refusal("bad-payload");
    if ("missing" in submission) return show(talk, lacking(submission.missing, talk.visitor));
    const step = action === "next" ? page.next : page.complete;
    const before = talk.trail.slice(0, page.isPassing === true ? -1 : undefined);
    return turn(talk, action === "next" ? before : [], () => step?.(submission.values) ?? {});
  };

  const obey = (order: adHoc.Order, visitor: Visitor): Answering => {
    const entry = byNode.get(order.node);
    if (entry === undefined) return NOT_FOUND;
    // What somebody may do can have changed since the page before.
    if (!entry.isFor(visitor)) return FORBIDDEN;
    if (order.sessionId === undefined) return begin(entry, order, visitor);
    const talk = talks.find(order.sessionId, visitor.from);
    if (typeof talk === "string") return adHoc.refusal(talk);
    return talk.entry === entry ? goOn(talk, order) : adHoc.refusal("bad-sessionid");
  };

  return {
    answer(iq, payload) {
      const { from, to = "", type } = iq.attrs;
      const node = payload.attrs["node"] ?? "";
      const isCommand = payload.is("command", adHoc.NS) && type === "set";
      const isAbout = type === "get" && (node === adHoc.NS || byNode.has(node));
      const isInfo = isAbout && payload.is("query", disco.NS);
      const isList = isAbout && payload.is("query", disco.NS_ITEMS);
      if (from === undefined || !(isCommand || isInfo || isList)) return undefined;
      // Clients ask at once what each command is: that costs as little as any other description.
      if (isCommand && !mayAsk(from)) return TOO_MUCH;
      const visitor = visitorOf(from, adHoc.languageOf(iq, payload));
      if (isInfo) return info(node, visitor);
      if (isList) return node === adHoc.NS ? list(visitor.bot ?? to, visitor) : adHoc.noItems(node);
      const order = adHoc.parseOrder(iq, payload);
      return typeof order === "string" ? adHoc.refusal(order) : obey(order, visitor);
    },
  };
}

/** What may be done with the page that is shown, its default first. */
function actionsOf({ trail }: Talk): readonly ("complete" | "next" | "prev")[] {
  const { next, complete } = trail.at(-1) ?? {};
  const actions = [...(next ? ["next" as const] : []), ...(complete ? ["complete" as const] : [])];
  return trail.length > 1 && actions.length > 0 ? [...actions, "prev"] : actions;
}

function stageOf(
  { id, entry, visitor }: Talk,
  stage: Omit<adHoc.Stage, "language" | "node" | "sessionId">,
): Answer {
  const { language } = visitor.asker.voice;
  return { result: adHoc.toElement({ node: entry.node, sessionId: id, language, ...stage }) };
}

function lacking(fields: readonly { readonly label?: string | undefined }[], { asker }: Visitor): adHoc.Note {
  const names = asker.voice.list(fields.map(({ label = "" }) => label));
  return { type: "error", text: asker.voice.say(words, "missing", { names }) };
}
