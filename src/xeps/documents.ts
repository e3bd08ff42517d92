/** The texts of XEPs, fetched when somebody asks for what stands in them, and kept for whoever asks next. */

import { LONGEST_DOCUMENT, parseDocument, type XepDocument } from "./document.ts";
import { type Download, download, DownloadError } from "./download.ts";
import { type Xep, xepFile, xepLabel, XepListError } from "./xep.ts";

export interface DocumentsOptions extends Pick<Download, "fetch" | "signal"> {
  /** The address of the list of XEPs, beside which their texts are; without it none is fetched. */
  readonly list: URL | undefined;
  readonly now: () => Date;
  /** Hears in a sentence why a text could not be had. */
  readonly failed: (sentence: string) => void;
  /** Milliseconds for one of them. */
  readonly timeout?: number;
}

export interface Documents {
  /** The text of a XEP in its version of now, unless it cannot be had. Never fails. */
  of(xep: Xep): Promise<XepDocument | undefined>;
}

interface Kept {
  readonly version: string;
  readonly document: XepDocument;
}

const MOST_KEPT = 40;
/** More than this at once is more than anybody reads. */
const MOST_REQUESTS = 4;
/** Milliseconds before what could not be had is asked for again. */
const PAUSE = 60_000;

export function createDocuments(options: DocumentsOptions): Documents {
  const { now, failed } = options;
  /** By number, what was asked for last at the end. */
  const kept = new Map<number, Kept>();
  const pending = new Map<number, Promise<XepDocument | undefined>>();
  /** When a number was asked for in vain. */
  const misses = new Map<number, number>();

  const keep = (number: number, known: Kept): void => {
    kept.delete(number);
    kept.set(number, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const request = async (list: URL, { number, version }: Xep): Promise<XepDocument | undefined> => {
    try {
      const document = await fetchDocument(new URL(xepFile(number), list), options);
      keep(number, { version, document });
      misses.delete(number);
      return document;
    } catch (error) {
      if (!(error instanceof DownloadError || error instanceof XepListError)) throw error;
      misses.set(number, now().getTime());
      failed(`${xepLabel(number)} could not be fetched: ${error.message.replace(/\.$/u, "")}.`);
      // A text of an older version says more than none.
      return kept.get(number)?.document;
    } finally {
      pending.delete(number);
    }
  };

  return {
    async of(xep) {
      const { number, version } = xep;
      const known = kept.get(number);
      if (known?.version === version) {
        keep(number, known);
        return known.document;
      }
      const running = pending.get(number);
      if (running !== undefined) return running;
      const isMissed = now().getTime() - (misses.get(number) ?? -Infinity) < PAUSE;
      if (options.list === undefined || isMissed || pending.size >= MOST_REQUESTS) return known?.document;
      const asked = request(options.list, xep);
      pending.set(number, asked);
      return asked;
    },
  };
}

/** @throws DownloadError, XepListError */
async function fetchDocument(url: URL, options: DocumentsOptions): Promise<XepDocument> {
  const { fetch, signal, timeout = 5000 } = options;
  const headers = { accept: "application/xml, text/xml;q=0.9" };
  const got = await download({ url, headers, longest: LONGEST_DOCUMENT, timeout, fetch, signal });
  if (got === "unchanged") throw new DownloadError("nothing was sent");
  return parseDocument(got.text);
}
