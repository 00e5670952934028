import type { Program } from "../../program/model/program.ts";
import type { PrometheusWebhook } from "../../program/model/prometheus-rules.ts";
import { type Aspect, inputs, note } from "./aspect.ts";
import { placeText } from "./callback.ts";

export const PROMETHEUS_WEBHOOK_ASPECTS: Aspect<PrometheusWebhook>[] = [
  {
    covers: inputs("url", "headers.Authorization"),
    say: (before, after, sides) => {
      const [from, to] = [placeOf(before, sides.before), placeOf(after, sides.after)];
      // A token alone is a property that changes.
      return from === to ? [] : [note(`what notifies {it} goes to ${to} instead of ${from}`)];
    },
  },
];

export function describeWebhook(webhook: PrometheusWebhook, program: Program): string {
  return `posts to ${placeOf(webhook, program)}`;
}

function placeOf({ callback }: PrometheusWebhook, program: Program): string {
  return callback ? placeText(callback, program) : "an address that is not known yet";
}
