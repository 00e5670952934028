import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** When a rule notifies. */
interface Times {
  readonly effectiveInterval: string;
  readonly noEffectiveInterval?: string | undefined;
}

/** What a change of the times means in which something notifies. */
export function sayInterval(before: Times, after: Times): Sentence[] {
  const [from, to] = [timesText(before), timesText(after)];
  if (from === to) return [];
  const text = `{it} notifies ${to} (was ${from})`;
  return [to === "at any time" ? note(text) : risk(text)];
}

function timesText({ effectiveInterval, noEffectiveInterval }: Times): string {
  const whole = effectiveInterval === ALWAYS ? "at any time" : `only ${effectiveInterval}`;
  return noEffectiveInterval === undefined ? whole : `${whole}, but not ${noEffectiveInterval}`;
}
