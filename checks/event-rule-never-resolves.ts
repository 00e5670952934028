import { KNOWN_EVENTS } from "../components/events/known.ts";
import type { Check } from "./support/check.ts";

export const eventRuleNeverResolves: Check<"event-rule" | "event-bridge-rule"> = {
  id: "event-rule-never-resolves",
  severity: "warning",
  summary: "Nothing is known to end the rule's events, and the rule does not say how long they matter.",
  appliesTo: ["event-rule", "event-bridge-rule"],
  find({ product, names, callback, resolvedBy, openFor, enabled }) {
    if (!callback || !enabled || openFor !== undefined || resolvedBy?.length) return [];
    const known = KNOWN_EVENTS.get(product);
    const ends = new Set(names.flatMap((name) => known?.get(name)?.resolvedBy ?? []));
    const endless = names.filter((name) => !ends.has(name) && !known?.get(name)?.resolvedBy?.length);
    const what = names.length > 0 ? endless.join(", ") : `all events of ${product}`;
    if (names.length > 0 ? endless.length === 0 : known !== undefined) return [];
    return [
      {
        path: "events",
        message: `opens incidents on ${what}, which nothing is known to end, and gives no openFor`,
      },
    ];
  },
};
