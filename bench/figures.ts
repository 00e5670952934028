/** The middle of an odd number of figures, the mean of the middle two of an even one. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[sorted.length % 2 ? middle : middle - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}

/** The figure that a share of all is not above: 0.5 for half of them, 0.99 for all but one of a hundred. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A figure of the bench. */
export interface Figure {
  name: string;
  value: number | string;
  /** In words, for people. */
  text: string;
  /** What it should be, if anything was promised. */
  goal?: { text: string; met: boolean };
  /** A goal that does not depend on the machine: missing it fails the bench. */
  must?: boolean;
}
