/**
 * Loaded into a bot before its program (`--import`): kills the process, as nobody can prevent, right behind the request to change
 * something (an IQ of type `set`) whose number is the `at` of this module's address.
 */

import { TLSSocket } from "node:tls";

const at = Number(new URL(import.meta.url).searchParams.get("at"));
let sets = 0;

const original: unknown = Reflect.get(TLSSocket.prototype, "write");
if (typeof original !== "function") throw new Error("there is no write to listen to");

Reflect.set(TLSSocket.prototype, "write", function (this: TLSSocket, ...given: readonly unknown[]): unknown {
  const [chunk] = given;
  const text = typeof chunk === "string" || chunk instanceof Uint8Array ? chunk.toString() : "";
  sets += text.match(/<iq\b[^>]*\btype="set"/gu)?.length ?? 0;
  const result: unknown = Reflect.apply(original, this, given);
  // What was written goes to the system before the process does.
  if (sets >= at) setImmediate(() => process.kill(process.pid, "SIGKILL"));
  return result;
});
