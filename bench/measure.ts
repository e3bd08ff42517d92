/** Times that can be compared on a noisy machine: what is compared takes turns, and the median counts. */

export type Work = () => void;

/**
 * Milliseconds per run of each work, round by round: the numbers at one place of the lists were measured next to each other.
 * A work is repeated within a round until that takes `least` milliseconds. Two rounds before warm the machine up.
 */
export function measure<Name extends string>(
  works: ReadonlyMap<Name, Work>,
  { rounds, least = 0 }: { readonly rounds: number; readonly least?: number },
): ReadonlyMap<Name, readonly number[]> {
  const times = new Map([...works.keys()].map((name): [Name, number[]] => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, work] of works) {
      const time = timeOf(work, least);
      if (round >= 0) times.get(name)?.push(time);
    }
  }
  return times;
}

function timeOf(work: Work, least: number): number {
  const start = performance.now();
  let runs = 0;
  let passed = 0;
  do {
    work();
    runs += 1;
    passed = performance.now() - start;
  } while (passed < least);
  return passed / runs;
}

export function median(numbers: readonly number[] = []): number {
  return quantile(numbers, 0.5);
}

/** The number that such a share of the numbers is smaller than: 0.99 gives p99. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** How many times as long as another work one takes: the median of the rounds' ratios. */
export function ratio(times: readonly number[] = [], others: readonly number[] = []): number {
  return median(times.map((time, round) => time / (others[round] ?? Number.NaN)));
}
