/** Fetches the list of XEPs when it has changed. What goes wrong is one sentence, and costs nothing that is known. */

import { type Download, download, DownloadError } from "./download.ts";
import { LONGEST_LIST, parseList } from "./list.ts";
import { type Xep, XepListError } from "./xep.ts";

export interface ListRequest extends Pick<Download, "url" | "fetch" | "signal"> {
  /** What the last answer said of itself; the list comes only if it has changed since. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** The XEPs known so far: what the new list is measured by. */
  readonly known?: readonly Xep[] | undefined;
  /** Milliseconds for everything together. */
  readonly timeout?: number | undefined;
}

/** A new list, and what to say of it when asking again. */
export interface FetchedList {
  readonly xeps: readonly Xep[];
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/**
 * Fetches and reads the list.
 *
 * @throws XepListError for whatever keeps the list from being had, and for a list that is not believed
 */
export async function fetchList(request: ListRequest): Promise<FetchedList | "unchanged"> {
  const { known = [], url, fetch, signal, timeout = 20_000 } = request;
  try {
    const headers = conditions(request);
    const list = await download({ url, headers, longest: LONGEST_LIST, timeout, fetch, signal });
    if (list === "unchanged") return list;
    return {
      xeps: parseList(list.text, known),
      etag: list.headers.get("etag") ?? undefined,
      lastModified: list.headers.get("last-modified") ?? undefined,
    };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new XepListError(`The list of XEPs could not be fetched: ${error.message}.`, { cause: error });
  }
}

function conditions({ etag, lastModified }: ListRequest): Record<string, string> {
  return {
    accept: "application/xml, text/xml;q=0.9",
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}
