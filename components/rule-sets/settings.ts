import { METRIC_LEVELS, type MetricLevel, metricLevelOf } from "../../receiver/level.ts";
import type { LevelArgs, MetricRuleArgs } from "../rules/args.ts";
import { checkMetricRule, type MetricRuleSettings } from "../rules/settings.ts";
import { checkRuleKey, nearest } from "../validation/names.ts";
import { type Part, Problems } from "../validation/problems.ts";
import type { LevelChangeArgs, RuleChangeArgs, RuleSetArgs } from "./args.ts";
import { argumentOf } from "./argument.ts";
import { RULE_SETS } from "./catalogue.ts";
import type { RuleData, RuleSetData } from "./data.ts";
import { MUTES, SILENCES } from "./policies.ts";

/** One rule of a set. */
interface ReadyRule {
  /** Its name in the set. */
  rule: string;
  of: Part;
  args: MetricRuleArgs;
  settings: MetricRuleSettings;
}

/** The rules of a set. Throws with every problem at once. */
export function readRuleSet(name: string, args: RuleSetArgs): ReadyRule[] {
  const problems = new Problems({ type: "RuleSet", name });
  const set: RuleSetData = RULE_SETS[args.product];
  const key = args.key ?? name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  problems.addIf("runbooks", checkRunbooks(args.runbooks));
  const names = Object.keys(set.rules);
  const { change = {}, leaveOut = [] } = args;
  for (const rule of Object.keys(change)) {
    if (!names.includes(rule)) problems.add(`change.${rule}`, unknown(rule, names));
    else if (leaveOut.includes(rule))
      problems.add(`change.${rule}`, "is left out as well: do one or the other");
  }
  for (const [index, rule] of leaveOut.entries()) {
    if (!names.includes(rule)) problems.add(`leaveOut[${index}]`, unknown(rule, names));
  }
  const kept = Object.entries(set.rules).filter(([rule]) => !leaveOut.includes(rule));
  if (kept.length === 0) problems.add("leaveOut", "must leave at least one rule");
  const rules = kept.map(([rule, data]) => {
    const changed = change[rule] ?? {};
    const levels = readLevelChanges(problems, `change.${rule}`, data, changed);
    const all = { ...common(args, rule, key), ...defaults(data), ...levels, ...others(changed) };
    const argument = (path: string) => argumentOf(rule, path, changed);
    return { rule, of: { type: "RuleSet", name, argument }, args: all };
  });
  problems.throwIfAny();
  const checked = rules.map((each) => ({
    ...each,
    settings: problems.collect(() => checkMetricRule(each.of, each.args)),
  }));
  problems.throwIfAny();
  return checked as ReadyRule[];
}

function common(args: RuleSetArgs, rule: string, key: string): Omit<MetricRuleArgs, "metric"> {
  return {
    contactGroups: args.contactGroups,
    key: `${key}-${rule}`,
    ruleName: `${key}-${rule}`,
    ...given({
      callback: args.callback,
      resources: args.resources,
      labels: args.labels,
      owner: args.owner,
      carryLabels: args.carryLabels,
      enabled: args.enabled,
      runbook: args.runbooks?.replaceAll("{set}", args.product).replaceAll("{rule}", rule),
    }),
  };
}

function defaults(data: RuleData): Pick<MetricRuleArgs, "metric" | "noDataPolicy" | "mutePeriod" | "period"> {
  return {
    metric: data.metric,
    noDataPolicy: SILENCES[data.noData].policy,
    mutePeriod: MUTES[data.mute].period,
    ...given({ period: data.period }),
  };
}

/** Everything of a change that takes the place of a default as it is. */
function others({ critical, warn, info, withoutLevels, ...rest }: RuleChangeArgs): Partial<MetricRuleArgs> {
  return given(rest);
}

function readLevelChanges(
  problems: Problems,
  path: string,
  data: RuleData,
  change: RuleChangeArgs,
): Partial<Record<MetricLevel, LevelArgs>> {
  const without = (change.withoutLevels ?? []).map(metricLevelOf);
  const levels: Partial<Record<MetricLevel, LevelArgs>> = {};
  for (const level of METRIC_LEVELS) {
    const changed = change[level];
    if (without.includes(level)) {
      if (changed) problems.add(`${path}.${level}`, "is in withoutLevels as well: do one or the other");
      continue;
    }
    const before = level === "info" ? undefined : data[level];
    const after: LevelChangeArgs = { ...before, ...given(changed ?? {}) };
    const { comparison, threshold } = after;
    if (comparison !== undefined && threshold !== undefined)
      levels[level] = { ...after, comparison, threshold };
    else if (changed) {
      problems.add(
        `${path}.${level}`,
        "must have a comparison and a threshold: the rule has no such level by itself",
      );
    }
  }
  if (Object.keys(levels).length === 0) problems.add(path, "leaves no level: leave the rule out instead");
  return levels;
}

function checkRunbooks(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^https?:\/\/\S+$/.test(text)) return `must be an http or https URL, not "${text}"`;
  return text.includes("{rule}")
    ? undefined
    : `must hold {rule}, such as https://wiki.example.com/alerts/{set}#{rule}, not "${text}"`;
}

function unknown(text: string, names: readonly string[]): string {
  const hint = nearest(text, names);
  return `must be one of ${names.join(", ")}, not "${text}"${hint ? `; did you mean "${hint}"?` : ""}`;
}

/** Without what is undefined, so that it does not hide a default. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
