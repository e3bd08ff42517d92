/** Text from the web: a few redirects, a limit, a deadline, and for whatever goes wrong the end of a sentence. */

export interface Download {
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Bytes, unpacked. */
  readonly longest: number;
  /** Milliseconds for everything together. */
  readonly timeout: number;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Downloaded {
  readonly text: string;
  readonly headers: Headers;
}

/** It could not be had; the message is the end of a sentence, without its full stop. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Fetches a text in UTF-8. It is unchanged where the headers had conditions and the server says so (RFC 9110, section 13).
 *
 * @throws DownloadError
 */
export async function download(request: Download): Promise<Downloaded | "unchanged"> {
  const { longest, timeout, signal } = request;
  const limit = AbortSignal.timeout(timeout);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const response = await followRedirects(request, stop);
    if (response === "unchanged") return response;
    return { text: decode(await readBody(response, longest)), headers: response.headers };
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    if (signal?.aborted) throw failure("it was stopped", error);
    if (limit.aborted) throw failure(`there was no answer within ${timeout / 1000} s`, error);
    throw failure(reasonOf(error), error);
  }
}

async function followRedirects(request: Download, signal: AbortSignal): Promise<Response | "unchanged"> {
  const { headers = {}, fetch = globalThis.fetch } = request;
  const isConditional = Object.keys(headers).some((name) => name.startsWith("if-"));
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
async function readBody({ body, headers }: Response, longest: number): Promise<Uint8Array> {
  const tooLong = failure(`it is longer than ${longest} bytes`);
  if (Number(headers.get("content-length")) > longest) {
    await body?.cancel();
    throw tooLong;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > longest) throw tooLong;
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

function failure(reason: string, cause?: unknown): DownloadError {
  return new DownloadError(reason, { cause });
}
