import { nameOf } from "../world/episodes.ts";
import { describe } from "../world/sender.ts";
import { incidentsAt } from "./incidents.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** An incident ends by its recovery, by the next episode's alert, or after as long as its rule declares. */
export const ends: Invariant = {
  name: "nothing ends too soon",
  check: (evidence) =>
    evidence.vendors
      // Alertmanager is told that one level is over before it is told of the next.
      .filter((vendor) => !isNative(vendor) && vendor.kind !== "alertmanager")
      .flatMap((vendor) =>
        [...incidentsAt(vendor).values()].flatMap(({ beginnings, ends }) => {
          const [opened] = beginnings;
          const [end] = ends;
          if (!opened?.callback || !end?.callback || hasReason(evidence, opened.callback, end.time))
            return [];
          const callback = evidence.callbacks.get(opened.callback);
          const what = `${vendor.name} was told the end of ${callback && describe(callback)} without a reason`;
          return [{ what, callbacks: [opened.callback, end.callback] }];
        }),
      ),
};

/** Whether anything had arrived by then that ends the episode of a callback. */
function hasReason({ callbacks, world }: Evidence, opened: number, time: number): boolean {
  const first = callbacks.get(opened);
  if (!first) return true;
  const { subject, episode } = first;
  let lastAt = 0;
  for (const { callback, answers } of world.sender.outcomes) {
    const { state } = callback;
    if (nameOf(callback.subject) !== nameOf(subject)) continue;
    const arrived = callback.sentAt + world.scenario.begin <= time;
    if (!arrived) continue;
    if (state === "resolved" || callback.episode > episode) return true;
    for (const answer of answers)
      if (answer.time <= time && !NOTHING_NEW.test(answer.text)) lastAt = Math.max(lastAt, answer.time);
  }
  return subject.openFor !== undefined && time >= lastAt + subject.openFor * 1000 - EARLY;
}

/** Answers to what does not keep an incident open any longer. */
const NOTHING_NEW = /"decision":"(?:duplicate|late)"/;

/** How much an object's clock may be ahead, in milliseconds. */
const EARLY = 5 * 60_000;
