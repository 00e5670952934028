import type { Evidence } from "./invariant.ts";

/** When the receiver answered that a callback opens an incident. */
export function openedAt({ world }: Evidence, number: number): number | undefined {
  const times = world.sender.outcomes
    .filter(({ callback }) => callback.number === number)
    .flatMap(({ answers }) => answers)
    .filter(({ text }) => text.includes('"decision":"opened"'))
    .map(({ time }) => time);
  return times.length > 0 ? Math.min(...times) : undefined;
}
