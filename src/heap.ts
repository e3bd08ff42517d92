/** How much memory the process takes before it looks for what it no longer needs. */

import { setFlagsFromString } from "node:v8";

/**
 * Keeps the heap small at the price of collecting garbage more often. V8 rather takes memory than time: it lets its young
 * generation grow to 128 MB and the old one to several times what lives in it. A bot that makes 2,000 entries once and
 * then waits for weeks is better off with half of that. To be called before anything else is loaded.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=10");
}
