/** A timer for a moment of the calendar, however far off. */

export interface Appointment {
  /** Calls at that moment, and no more at another one; at none when it is `undefined`. */
  at(moment: Date | undefined): void;
  cancel(): void;
}

/**
 * Timers overflow after 24.8 days, and neither know that somebody set the clock nor count the time that a machine slept: so the
 * calendar is looked at every minute.
 */
const LONGEST = 60_000;

/** Makes an appointment that does not keep the process alive. */
export function createAppointment(call: () => void): Appointment {
  let timer: NodeJS.Timeout | undefined;
  const at = (moment: Date | undefined): void => {
    clearTimeout(timer);
    if (moment === undefined) return;
    const left = Math.max(0, moment.getTime() - Date.now());
    timer = setTimeout(() => (moment.getTime() <= Date.now() ? call() : at(moment)), Math.min(left, LONGEST));
    timer.unref();
  };
  return { at, cancel: () => at(undefined) };
}
