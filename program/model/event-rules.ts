import { stableName } from "../../receiver/stable-name.ts";
import { type Callback, readCallback } from "./callback.ts";
import { type Declared, declared, list, number, type Resource, record, text } from "./resource.ts";

/** A rule on system events as checks and reviews see it. Times in seconds. */
export interface EventRule extends Declared {
  kind: "event-rule";
  key: string;
  ruleName: string;
  product: string;
  /** Names of events; empty for all of the product. */
  names: string[];
  /** `*` for all. */
  types: string[];
  levels: string[];
  filter: string | undefined;
  mutePeriod: number;
  enabled: boolean;
  contactGroups: string[];
  callback: Callback | undefined;
  /** Names, statuses or patterns that the rule itself says end its events; undefined for what the catalogue says. */
  resolvedBy: string[] | undefined;
  /** How long an incident stays open that nothing ends; undefined for the receiver's default. */
  openFor: number | undefined;
  labels: Record<string, string>;
}

const TYPE = "alicloud:cms/eventRule:EventRule";

export function readEventRules(resources: readonly Resource[]): EventRule[] {
  return declared(resources, TYPE).map((of) => {
    const { inputs } = of.resource;
    const pattern = record(inputs.eventPattern);
    const id = text(inputs.ruleName) ?? of.resource.name;
    const ruleName = stableName(id);
    const callback = readCallback(record(list(inputs.webhookParameters)[0]).url);
    const parameters = new URLSearchParams(callback?.url.split("?")[1]);
    const openFor = parameters.get("openFor");
    const labels = [...parameters].flatMap(([name, value]) =>
      name.startsWith("label.") ? [[name.slice("label.".length), value] as const] : [],
    );
    return {
      ...of,
      kind: "event-rule",
      key: callback?.rule ?? ruleName,
      ruleName,
      product: text(pattern.product) ?? "",
      names: list(pattern.nameLists).map(String),
      types: list(pattern.eventTypeLists).map(String),
      levels: list(pattern.levelLists).map(String),
      filter: text(pattern.sqlFilter),
      mutePeriod: number(inputs.silenceTime),
      enabled: inputs.status !== "DISABLED",
      contactGroups: list(inputs.contactParameters).map((each) => text(record(each).contactGroupName) ?? ""),
      callback,
      resolvedBy: parameters.get("resolvedBy")?.split(",").filter(Boolean),
      openFor: openFor === null ? undefined : Number(openFor),
      labels: Object.fromEntries(labels),
    };
  });
}
