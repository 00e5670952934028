import { wholeDay } from "../../components/vocabulary/interval.ts";
import type { Silence } from "../../program/model/silences.ts";
import { codes, metricText } from "../wording/words.ts";
import { type Aspect, inputs, risk } from "./aspect.ts";

/** Nothing is sent about what it names, so whatever changes in it is worth a look. */
export const SILENCE_ASPECTS: Aspect<Silence>[] = [
  {
    covers: inputs(
      ...["namespace", "instances", "metrics", "isEnable", "metricRuleBlackListName"],
      ...["effectiveTime", "enableStartTime", "enableEndTime"],
    ),
    say: (before, after) => {
      const [from, to] = [describeSilence(before), describeSilence(after)];
      return from === to ? [] : [risk(`by the silence {it} ${to} (was: ${from})`)];
    },
  },
];

/** `nothing is sent about i-1 (ECS CPUUtilization), 22:00-05:59`. */
export function describeSilence(silence: Silence): string {
  const { namespace, metricNames, resources, effectiveInterval, start, end, enabled } = silence;
  if (!enabled) return "nothing is held back: it is switched off";
  const metrics = metricNames.map((metricName) => metricText(namespace, metricName)).join(", ");
  const time = (at: number) => (Number.isNaN(at) ? "some time" : new Date(at).toISOString());
  const when = [
    ...(effectiveInterval === undefined || wholeDay(effectiveInterval) ? [] : [effectiveInterval]),
    ...(start === undefined ? [] : [`from ${time(start)}`]),
    ...(end === undefined ? [] : [`until ${time(end)}`]),
  ];
  const what = resources.map((each) => Object.values(each).join(" "));
  return [`nothing is sent about ${codes(what)} (${metrics || `all of ${namespace}`})`, ...when].join(", ");
}
