import { stableName } from "../../receiver/stable-name.ts";
import { type CallbackTarget, readCallback } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { list, names, number, record, text, texts } from "./values.ts";

/** A rule on system events. Times in seconds. */
export interface EventRule extends ProgramEntry {
  readonly kind: "event-rule";
  /** Stable key, by which the receiver knows it. */
  readonly key: string;
  /** Name that people see, without the component's hash of what replaces the rule. */
  readonly ruleName: string;
  readonly product: string;
  /** Names of events; empty for all of the product. */
  readonly names: readonly string[];
  /** Empty for all. */
  readonly types: readonly string[];
  /** As the API spells them; empty for all. */
  readonly levels: readonly string[];
  readonly mutePeriod: number;
  readonly enabled: boolean;
  readonly contactGroups: readonly string[];
  /** Where it posts to. A rule of the component has one callback at most. */
  readonly callbacks: readonly CallbackTarget[];
  readonly callback: CallbackTarget | undefined;
  /** Names, statuses or patterns that the rule itself says end its events; undefined for what the catalogue says. */
  readonly resolvedBy: readonly string[] | undefined;
  /** How long an incident stays open that nothing ends; undefined for the receiver's default. */
  readonly openFor: number | undefined;
}

export function readEventRules(resources: Resources): EventRule[] {
  return resources.entries(TYPE.eventRule).map((entry): EventRule => {
    const { inputs, name } = entry.resource;
    const pattern = record(inputs.eventPattern);
    const ruleName = stableName(text(inputs.ruleName) ?? name);
    const callbacks = list(inputs.webhookParameters).flatMap((each) => readCallback(record(each).url) ?? []);
    const [callback] = callbacks;
    const { resolvedBy, openFor } = callback?.parameters ?? {};
    const groups = list(inputs.contactParameters).map((each) => record(each).contactGroupName);
    return {
      ...entry,
      kind: "event-rule",
      key: callback?.rule ?? ruleName,
      ruleName,
      product: text(pattern.product) ?? "",
      names: some(pattern.nameLists),
      types: some(pattern.eventTypeLists),
      levels: some(pattern.levelLists),
      mutePeriod: number(inputs.silenceTime, 0),
      enabled: inputs.status !== "DISABLED",
      contactGroups: [...new Set(names(groups))],
      callbacks,
      callback,
      resolvedBy: resolvedBy?.split(",").filter(Boolean),
      openFor: openFor === undefined ? undefined : Number(openFor),
    };
  });
}

/** Part of a pattern; `*` stands for all. */
function some(value: unknown): string[] {
  return texts(value).filter((each) => each !== "*");
}
