import type { Program } from "../../program/model/program.ts";
import type { PrometheusWebhook } from "../../program/model/prometheus-rules.ts";
import { record } from "../../program/model/values.ts";
import { code } from "../wording/words.ts";
import { type Aspect, inputs, note } from "./aspect.ts";
import { placeText } from "./callback.ts";

export const PROMETHEUS_WEBHOOK_ASPECTS: Aspect<PrometheusWebhook>[] = [
  {
    covers: inputs("url", "headers.Authorization"),
    say: (before, after, sides) => {
      const [from, to] = [placeOf(before, sides.before), placeOf(after, sides.after)];
      if (from !== to) return [note(`what notifies {it} goes to ${to} instead of ${from}`)];
      return tokenOf(before) === tokenOf(after) ? [] : [note("{it} calls back with another token")];
    },
  },
  {
    covers: inputs("lang"),
    say: ({ resource: before }, { resource: after }) =>
      before.inputs.lang === after.inputs.lang
        ? []
        : [note(`{it} gets alerts in ${after.inputs.lang === "zh_CN" ? "Chinese" : "English"}`)],
  },
  {
    covers: inputs("name"),
    say: ({ resource: before }, { resource: after }) =>
      before.inputs.name === after.inputs.name
        ? []
        : [note(`{it} is called ${code(String(after.inputs.name))} in the console`)],
  },
];

const tokenOf = ({ resource }: PrometheusWebhook) => record(resource.inputs.headers).Authorization;

export function describeWebhook(webhook: PrometheusWebhook, program: Program): string {
  return `posts to ${placeOf(webhook, program)}`;
}

function placeOf({ callback }: PrometheusWebhook, program: Program): string {
  return callback ? placeText(callback, program) : "an address that is not known yet";
}
