import { Comparison, type Statistic } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import type { LevelArgs } from "../rules/args.ts";
import type { Mute, Silence } from "./policies.ts";

/** The rules of one product, as data. */
export interface RuleSetData<Name extends string = string> {
  /** Key of the product in the metric catalogue, and name of the set. */
  product: string;
  title: Text;
  /** What must be there for the rules to see anything, where it is not there by itself. */
  needs?: string;
  rules: Record<Name, RuleData>;
}

/** One ready rule: what it watches, when it fires, why so, and what it tells whoever is paged. */
export interface RuleData {
  metric: Metric;
  critical?: LevelArgs;
  warn?: LevelArgs;
  /** Default: the metric's own. */
  period?: string;
  /** What no data means, by its name in `SILENCES`, which holds the reason. */
  noData: Silence;
  /** How long to stay quiet, by its name in `MUTES`, which holds the reason. */
  mute: Mute;
  /** Why these thresholds, and why for this long. */
  because: string;
  en: Runbook;
  zh: Runbook;
}

/** What a person reads who is woken by the rule. */
export interface Runbook {
  title: string;
  /** What is the matter when the rule fires. */
  means: string;
  /** What to do first. */
  first: string;
}

interface Text {
  en: string;
  zh: string;
}

/** Keeps the names of the rules in the type, so that a wrong one does not compile. */
export function ruleSet<Name extends string>(data: RuleSetData<Name>): RuleSetData<Name> {
  return data;
}

/** Fires at or over the threshold for so many periods in a row. */
export function atLeast(threshold: number, times: number, statistic?: Statistic): LevelArgs {
  return { comparison: Comparison.AtLeast, threshold, times, ...(statistic && { statistic }) };
}

/** Fires at or under the threshold for so many periods in a row. */
export function atMost(threshold: number, times: number, statistic?: Statistic): LevelArgs {
  return { comparison: Comparison.AtMost, threshold, times, ...(statistic && { statistic }) };
}

/** Fires over the threshold, not at it, for so many periods in a row. */
export function above(threshold: number, times: number, statistic?: Statistic): LevelArgs {
  return { comparison: Comparison.Above, threshold, times, ...(statistic && { statistic }) };
}
