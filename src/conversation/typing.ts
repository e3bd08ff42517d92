/** The bot is seen to be typing (XEP-0085) only while something takes longer than a moment. */

export interface Typing {
  /** It types no longer. Whether it was seen to. */
  stop(): boolean;
}

/** In ms. */
const MOMENT = 1_000;

/** Shows it after a moment, unless it was stopped before. */
export function startTyping(show: () => void): Typing {
  let isShown = false;
  const timer = setTimeout(() => {
    isShown = true;
    show();
  }, MOMENT);
  // No reason for a process to live.
  timer.unref();
  return {
    stop() {
      clearTimeout(timer);
      return isShown;
    },
  };
}
