import { note, risk, type Sentence } from "./aspect.ts";

interface Switched {
  readonly enabled: boolean;
}

/** What it means that a rule is switched on or off. */
export function sayEnabled(before: Switched, after: Switched): Sentence[] {
  if (before.enabled === after.enabled) return [];
  return [
    after.enabled ? note("{it} is switched on") : risk("{it} is switched off: it does not fire at all"),
  ];
}

/** The end of what a rule is, if it does not fire. */
export function offText({ enabled }: Switched): string {
  return enabled ? "" : "; it is switched off";
}
