import { stableName } from "../../receiver/stable-name.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { json, list, number, record, text, textRecord, texts } from "./values.ts";

/** Resources about which CloudMonitor stays quiet for a while. */
export interface Silence extends ProgramEntry {
  readonly kind: "silence";
  /** Name that people see, without the component's hash of what replaces it. */
  readonly silenceName: string;
  readonly namespace: string;
  /** Dimensions of the resources. */
  readonly resources: readonly Readonly<Record<string, string>>[];
  /** Empty for every metric. */
  readonly metricNames: readonly string[];
  /** The hours of its days; undefined for all of them. */
  readonly effectiveInterval: string | undefined;
  /** When it begins and ends, in milliseconds since 1970; undefined where it has no such time. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly enabled: boolean;
}

export function readSilences(resources: Resources): Silence[] {
  return resources.entries(TYPE.silence).map((entry): Silence => {
    const { inputs, name } = entry.resource;
    const time = (value: unknown) => (value === undefined ? undefined : number(value));
    return {
      ...entry,
      kind: "silence",
      silenceName: stableName(text(inputs.metricRuleBlackListName) ?? name),
      namespace: text(inputs.namespace) ?? "",
      resources: texts(inputs.instances).map((each) => textRecord(json(each))),
      metricNames: texts(list(inputs.metrics).map((each) => record(each).metricName)),
      effectiveInterval: text(inputs.effectiveTime),
      start: time(inputs.enableStartTime),
      end: time(inputs.enableEndTime),
      enabled: inputs.isEnable !== false,
    };
  });
}
