import type { Result } from "./incident.ts";
import { answered, failed, held, type Line, refuse } from "./line.ts";
import { waitAfter } from "./schedule.ts";
import type { Sent } from "./send.ts";

/** The least pause where a vendor limits the whole key and says no time. */
const LEAST_PAUSE = 5000;

/** What a try means for the message and for the destination. */
export interface Meaning {
  line: Line;
  result: Result;
  /** A person must act. */
  operator: boolean;
}

/**
 * What follows from a try that began at `begun`. A message that fails while others arrive is in trouble of
 * its own: it waits by itself, and is no sign that the vendor is down.
 */
export function meaningOf(
  { verdict, status = null, wait = 0, lost = false, memory, requests }: Sent,
  message: { tries: number; failedAt: number | null },
  line: Line,
  { begun, now, random }: { begun: number; now: number; random: number },
): Meaning {
  switch (verdict.outcome) {
    case "delivered":
      return {
        line: answered(line, now),
        result: { outcome: "delivered", memory },
        operator: false,
      };
    case "rejected": {
      const { reason, operator = false, stop = false } = verdict;
      if (!operator && !stop)
        return { line: answered(line, now), result: { outcome: "dead" }, operator: false };
      const result: Result = { outcome: "failed", reason, status, lost: false, dueAt: 0 };
      return { line: refuse(line, now, reason, stop), result, operator: true };
    }
    case "retry": {
      const { reason, everyone = false, slow = false, after = 0 } = verdict;
      const asked = Math.max(after, wait, everyone ? LEAST_PAUSE : 0);
      const own = !everyone && message.failedAt !== null && line.upAt > message.failedAt;
      const failingFor = now - (message.failedAt ?? begun);
      const later = begun + waitAfter(message.tries + 1, failingFor, random, { slow });
      const alone = own || requests === 0;
      const then = alone ? line : failed(line, begun, random);
      return {
        line: asked > 0 ? held(then, now, asked) : then,
        result: {
          ...{ outcome: "failed", reason, status, lost, memory },
          dueAt: alone || slow ? Math.ceil(later) : 0,
        },
        operator: false,
      };
    }
  }
}
