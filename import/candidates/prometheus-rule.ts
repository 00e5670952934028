import { PromComparison, PrometheusSeverity } from "../../components/enums.ts";
import { type ActiveTimes, intervalOf } from "../../components/prometheus/active-times.ts";
import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { stableName } from "../../receiver/stable-name.ts";
import type { Found } from "../account.ts";
import type { Tree } from "../code.ts";
import type { ArgumentsOf, Context } from "./candidate.ts";
import { duration, filled, word } from "./words.ts";

const COMPARED = /^\((?<query>.+)\) (?<comparison>>=?|<=?) (?<threshold>[^ ]+)$/s;

/**
 * The name of each rule ends in a hash of what replaces it, so that only what the component made is equal
 * to it: with a threshold for each severity, or with the condition inside.
 */
export const prometheusRule: ArgumentsOf = ({ parts }, context) => {
  const [{ inputs, suffix }, ...others] = parts;
  const { queryConfig, conditionConfig, labels = {} } = inputs as Record<string, Tree>;
  const key = String(labels.relay_rule ?? context.name);
  const { expr } = queryConfig ?? {};
  const severity = word("PrometheusSeverity", PrometheusSeverity, conditionConfig?.severity);
  const whole = ruleArgs(inputs, key, { expr, severity }, context);
  const candidates = others.length > 0 ? [] : [whole];
  if (suffix === undefined) return candidates;
  const variants = ruleArgs(inputs, key.slice(0, -suffix.length - 1), thresholds(parts), context);
  return [variants, ...candidates];
};

function thresholds(parts: Found["parts"]): Tree {
  const read = parts.map(({ inputs }) => {
    const { queryConfig } = inputs as Record<string, Tree>;
    return COMPARED.exec(String(queryConfig?.expr))?.groups ?? {};
  });
  const [{ query, comparison } = {}] = read;
  return {
    query,
    comparison:
      comparison === PromComparison.Above ? undefined : word("PromComparison", PromComparison, comparison),
    thresholds: Object.fromEntries(
      parts.map(({ suffix }, index) => [suffix, Number(read[index]?.threshold)]),
    ),
  };
}

function timesOf(notifyConfig: Tree | undefined): string | undefined {
  const text = intervalOf((notifyConfig ?? {}) as Partial<ActiveTimes>);
  return text === ALWAYS ? undefined : text;
}

function ruleArgs(inputs: Tree, key: string, condition: Tree, { name, secrets }: Context) {
  const { datasourceConfig, conditionConfig, scheduleConfig, notifyConfig, labels, annotations } =
    inputs as Record<string, Tree | undefined>;
  const ruleName = stableName(String(inputs.displayName));
  const { relay_rule: _, runbook_url: runbook, owner, ...others } = labels ?? {};
  const { _cms_rule_display_statement: __, ...notes } = annotations ?? {};
  const [channel] = (notifyConfig?.channels ?? []) as { identifiers?: string[] }[];
  const [policy] = (notifyConfig?.notifyStrategies ?? []) as string[];
  const args: Tree = {
    ruleName: ruleName === name ? undefined : ruleName,
    key: key === name ? undefined : key,
    workspace: inputs.workspace,
    instanceId: datasourceConfig?.instanceId,
    region: datasourceConfig?.regionId,
    ...condition,
    for: duration(conditionConfig?.durationSecs),
    every: duration(scheduleConfig?.intervalSecs),
    message: inputs.contentTemplate === `${ruleName}: {{ $value }}` ? undefined : inputs.contentTemplate,
    webhooks: channel?.identifiers?.map((each) => secrets.codeOfUrl(each)),
    policy,
    mutePeriod: duration(notifyConfig?.silenceTimeSecs),
    effectiveInterval: timesOf(notifyConfig),
    labels: filled(others),
    annotations: filled(notes),
    runbook,
    owner,
    enabled: inputs.enabled === false ? false : undefined,
  };
  return { component: "PrometheusRule" as const, args };
}
