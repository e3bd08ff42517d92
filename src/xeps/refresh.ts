/** Fetches the list of XEPs when it has changed. What goes wrong is one sentence, and costs nothing that is known. */

import { LONGEST_LIST, parseList } from "./list.ts";
import { type Xep, XepListError } from "./xep.ts";

export interface ListRequest {
  readonly url: string | URL;
  /** What the last answer said of itself; the list comes only if it has changed since. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** The XEPs known so far: what the new list is measured by. */
  readonly known?: readonly Xep[] | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for everything together. */
  readonly timeout?: number | undefined;
}

/** A new list, and what to say of it when asking again. */
export interface FetchedList {
  readonly xeps: readonly Xep[];
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Fetches and reads the list (conditional requests: RFC 9110, section 13).
 *
 * @throws XepListError for whatever keeps the list from being had, and for a list that is not believed
 */
export async function fetchList(request: ListRequest): Promise<FetchedList | "unchanged"> {
  const { known = [], signal, timeout = 20_000 } = request;
  const limit = AbortSignal.timeout(timeout);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const response = await followRedirects(request, stop);
    if (response === "unchanged") return response;
    const xeps = parseList(decode(await readBody(response)), known);
    const { headers } = response;
    return {
      xeps,
      etag: headers.get("etag") ?? undefined,
      lastModified: headers.get("last-modified") ?? undefined,
    };
  } catch (error) {
    if (error instanceof XepListError) throw error;
    if (signal?.aborted) throw failure("it was stopped", error);
    if (limit.aborted) throw failure(`there was no answer within ${timeout / 1000} s`, error);
    throw failure(reasonOf(error), error);
  }
}

async function followRedirects(request: ListRequest, signal: AbortSignal): Promise<Response | "unchanged"> {
  const { etag, lastModified, fetch = globalThis.fetch } = request;
  const headers = {
    accept: "application/xml, text/xml;q=0.9",
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
  const isConditional = etag !== undefined || lastModified !== undefined;
  let url = parseUrl(request.url);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(url, { headers, redirect: "manual", signal });
    if (response.status === 200) return response;
    await response.body?.cancel();
    if (response.status === 304 && isConditional) return "unchanged";
    if (!REDIRECTS.includes(response.status)) throw failure(`${url.host} answered ${response.status}`);
    url = redirected(url, response.headers.get("location"));
  }
  throw failure(`${url.host} redirects more than ${MOST_REDIRECTS} times`);
}

function parseUrl(text: string | URL, base?: URL): URL {
  const url = URL.parse(String(text), base?.href);
  if (!url) throw failure("its address is no URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw failure(`its address begins with ${url.protocol}, and only https: and http: are fetched`);
  }
  if (url.username !== "" || url.password !== "") throw failure("its address holds a user name or password");
  return url;
}

/** On the same host, or to https: nobody on the way may send the bot to another place in the clear. */
function redirected(from: URL, location: string | null): URL {
  const to = parseUrl(location ?? "", from);
  const isAllowed = to.protocol === "https:" || (to.host === from.host && from.protocol === "http:");
  if (location === null || !isAllowed) {
    throw failure(`${from.host} redirects to an address that is not followed (${to.origin})`);
  }
  return to;
}

/** Reads what was sent (and unpacked), up to the limit and not a chunk further. */
async function readBody({ body, headers }: Response): Promise<Uint8Array> {
  const tooLong = failure(`it is longer than ${LONGEST_LIST} bytes`);
  if (Number(headers.get("content-length")) > LONGEST_LIST) {
    await body?.cancel();
    throw tooLong;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > LONGEST_LIST) throw tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure("it is not UTF-8", error);
  }
}

/** What `fetch` says is "fetch failed"; why, is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed";
  const { message } = error.cause instanceof Error && error.cause.message !== "" ? error.cause : error;
  return message.replace(/[.\s]+$/u, "");
}

function failure(reason: string, cause?: unknown): XepListError {
  return new XepListError(`The list of XEPs could not be fetched: ${reason}.`, { cause });
}
