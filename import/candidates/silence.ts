import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { stableName } from "../../receiver/stable-name.ts";
import type { Tree } from "../code.ts";
import type { ArgumentsOf } from "./candidate.ts";
import { metricsOf, parsed } from "./words.ts";

/** The policy's name ends in a hash of all of it, so that only what the component made is equal to it. */
export const silence: ArgumentsOf = ({ parts: [{ inputs }] }, { name, refer }) => {
  const { namespace, category, instances = [], scopeValues = [] } = inputs;
  const silenceName = stableName(String(inputs.metricRuleBlackListName));
  const metrics = (inputs.metrics ?? []) as { metricName: string; resource?: string }[];
  const dimensions = metrics[0]?.resource;
  const args: Tree = {
    resources: (instances as string[]).map(parsed),
    ...(metrics.length > 0
      ? { metrics: metrics.map(({ metricName }) => metricsOf(namespace, metricName)[0]) }
      : { namespace }),
    dimensions: dimensions && parsed(dimensions),
    category,
    window: windowText(inputs),
    groups:
      inputs.scopeType === "GROUP"
        ? (scopeValues as string[]).map((id) => refer("application group", id))
        : undefined,
    silenceName: silenceName === name ? undefined : silenceName,
  };
  return [{ component: "Silence", args }];
};

const MINUTE = 60_000;

/** China's time, which `Silence` takes where it is given no offset. */
const OFFSET = 8 * 60 * MINUTE;

/** The window in words; undefined for always. Seconds have no words: then no component is equal. */
function windowText({ effectiveTime, enableStartTime, enableEndTime }: Tree): string | undefined {
  const [, first, last = ""] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(String(effectiveTime)) ?? [];
  const words = [
    first === undefined || effectiveTime === ALWAYS ? "" : `${first} to ${minuteAfter(last)} daily`,
    enableStartTime === undefined ? "" : `from ${inChina(enableStartTime)}`,
    enableEndTime === undefined ? "" : `until ${inChina(enableEndTime)}`,
  ];
  return words.filter(Boolean).join(" ") || undefined;
}

/** CloudMonitor counts the last minute in. */
function minuteAfter(clock: string): string {
  return new Date(Date.parse(`2000-01-01T${clock}:00Z`) + MINUTE).toISOString().slice(11, 16);
}

function inChina(milliseconds: unknown): string {
  return new Date(Number(milliseconds) + OFFSET).toISOString().slice(0, 16).replace("T", " ");
}
