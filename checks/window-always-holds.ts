import { windowsOf } from "../program/model/windows.ts";
import { nextStretch, type Times } from "../receiver/quiet/calendar.ts";
import type { Check } from "./support/check.ts";

const DAY = 86_400_000;

/** Whoever plans for longer than this has a reason to be asked for. */
const LONG = 32 * DAY;

/** Stretches that are followed, one after the other. */
const MOST = 200;

export const windowAlwaysHolds: Check<"receiver"> = {
  id: "window-always-holds",
  severity: "warning",
  summary: "A maintenance window holds without a break, so nobody is ever told of what it takes.",
  appliesTo: ["receiver"],
  find({ config }, { now }) {
    return windowsOf(config)
      .filter(({ window }) => !hasBreak(window, now))
      .map(({ path, window: { name } }) => ({
        path,
        message: `has a window "${name}" that holds without a break for a month and more: nobody is told of what it takes`,
      }));
  },
};

/** Whether there is a time, from the window's next one on and within a month of it, at which it doesn't hold. */
function hasBreak(window: Times, now: number): boolean {
  const first = nextStretch(window, now);
  let end = first?.to;
  for (let count = 0; first && end !== undefined && end < Math.max(now, first.from) + LONG; count++) {
    const next = nextStretch(window, end);
    if (next?.from !== end) return true;
    if (count >= MOST) return false;
    end = next.to;
  }
  return first === undefined;
}
