import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { list, number, record, text } from "./values.ts";

/** An address that is probed from outside. */
export interface SiteMonitor extends ProgramEntry {
  readonly kind: "site-monitor";
  readonly taskName: string;
  /** As the API spells it: `HTTP`. */
  readonly probe: string;
  readonly address: string;
  /** Seconds between two probes. */
  readonly interval: number;
  /** Ids of cities and carriers, joined by a slash; empty where CloudMonitor picks them. */
  readonly places: readonly string[];
  /** What answers have to be like, in order: `status_code is 200`. */
  readonly assertions: readonly string[];
  readonly enabled: boolean;
}

export function readSiteMonitors(resources: Resources): SiteMonitor[] {
  return resources.entries(TYPE.siteMonitor).map((entry): SiteMonitor => {
    const { inputs, name } = entry.resource;
    const texts = (value: unknown, ...fields: string[]) =>
      fields.map((field) => text(record(value)[field])).filter((each) => each !== undefined);
    return {
      ...entry,
      kind: "site-monitor",
      taskName: text(inputs.taskName) ?? name,
      probe: text(inputs.taskType) ?? "",
      address: text(inputs.address) ?? "",
      interval: number(inputs.interval, 1) * 60,
      places: list(inputs.ispCities).map((each) => texts(each, "city", "isp").join("/")),
      assertions: list(record(inputs.optionJson).assertions).map((each) =>
        texts(each, "type", "operator", "target").join(" "),
      ),
      enabled: inputs.status !== "2",
    };
  });
}
