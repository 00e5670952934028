import { stableName } from "../../receiver/stable-name.ts";
import type { Found, Note, Part } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, withoutEmpty } from "./wire.ts";

type Rule = Record<string, unknown>;
type Block = Record<string, unknown>;

/** The settings of each block, which the provider's resource names as the API does. */
const BLOCKS: Record<string, readonly string[]> = {
  datasourceConfig: ["type", "instanceId", "regionId"],
  queryConfig: ["type", "expr", "enableDataCompleteCheck"],
  conditionConfig: ["type", "severity", "durationSecs"],
  scheduleConfig: ["type", "intervalSecs"],
  notifyConfig: [
    ...["type", "channels", "notifyStrategies", "silenceTimeSecs"],
    ...["activeDays", "activeStartTime", "activeEndTime", "utcOffset"],
  ],
  armsIntegrationConfig: ["enabled"],
  actionIntegrationConfig: ["enabled", "actions"],
};

/** What the API has and the resource lacks. Source: the API's structure of an alert rule. */
const UNREAD = [
  "notifyConfig.sendRecoverNotification",
  "notifyConfig.severityChannels",
  "conditionConfig.noDataAlertSeverity",
  "triggers",
  "rcaConfig",
  "observeResourceConfig",
];

/** Rules of CloudMonitor 2.0 on Prometheus data as `cms.AlertRuleV2` reads them. */
export async function readPrometheusRules(client: ReadingClient, notes: Note[]): Promise<Found[]> {
  let rules: Rule[];
  try {
    rules = await allPages(async (pageNumber, pageSize) => {
      const { data } = bodyOf("QueryAlertRules", await client.queryAlertRules(pageNumber, pageSize));
      return { items: data?.alertRules ?? [], total: data?.totalCount ?? 0 };
    });
  } catch (error) {
    const [reason = ""] = String((error as Error).message).split(/\n| server StringToSign/);
    notes.push({ kind: "Prometheus rule", text: `were not read, CloudMonitor 2.0 refused: ${reason}` });
    return [];
  }
  return together(rules.flatMap((rule) => readRule(rule, notes)));
}

function readRule(rule: Rule, notes: Note[]): Rule[] {
  const name = String(rule.displayName ?? rule.uuid);
  const note = (text: string) => notes.push({ kind: "Prometheus rule", name, text });
  const { type } = (rule.datasourceConfig ?? {}) as Block;
  if (type !== "PROMETHEUS") {
    note(`is on data of ${type}, not of Prometheus: not imported`);
    return [];
  }
  const unread = UNREAD.filter((path) => Object.keys(withoutEmpty({ path: at(rule, path) })).length > 0);
  if (unread.length > 0)
    note(
      `has ${unread.join(", ")}, which the provider neither reads nor writes: a later change of the rule may drop it`,
    );
  return [rule];
}

function at(rule: Rule, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Block | undefined)?.[key], rule);
}

function ruleInputs(rule: Rule): Rule {
  const { workspace, displayName, enabled, contentTemplate, labels, annotations } = rule;
  // The vendor's own labels are not the provider's business.
  const own = Object.entries((labels ?? {}) as Block).filter(([label]) => !label.startsWith("_cms_"));
  const blocks = Object.entries(BLOCKS).map(([name, keys]) => {
    const block = (rule[name] ?? {}) as Block;
    return [name, withoutEmpty(Object.fromEntries(keys.map((key) => [key, block[key]])))] as const;
  });
  return withoutEmpty({
    ...{ workspace, displayName, enabled, contentTemplate, annotations },
    labels: Object.fromEntries(own),
    ...Object.fromEntries(blocks),
  });
}

/** The key and the query that `PrometheusRule` gives each rule of a query with a threshold for each severity. */
const VARIANT = /^(?<key>.+)\.(?<severity>critical|error|warning|info)$/;
const COMPARED = /^(?<query>\(.+\) (?:>=?|<=?)) [^ ]+$/s;

/** Rules that the component declares together are one thing. */
function together(rules: Rule[]): Found[] {
  const found = new Map<string, Found>();
  for (const rule of rules) {
    const [id, inputs] = [String(rule.uuid), ruleInputs(rule)];
    const name = String(rule.displayName ?? id);
    const part: Part = { of: "Prometheus rule", id, inputs };
    const variant = variantOf(inputs);
    const known = found.get(variant?.of ?? id);
    if (variant) part.suffix = variant.severity;
    if (known) known.parts.push(part);
    else found.set(variant?.of ?? id, { kind: "Prometheus rule", name, parts: [part] });
  }
  return [...found.values()];
}

function variantOf(inputs: Rule): { severity: string; of: string } | undefined {
  const { labels, queryConfig, conditionConfig } = inputs as Record<string, Block | undefined>;
  const { key, severity = "" } = VARIANT.exec(String(labels?.relay_rule))?.groups ?? {};
  const { query } = COMPARED.exec(String(queryConfig?.expr))?.groups ?? {};
  if (!key || !query || conditionConfig?.severity !== severity.toUpperCase()) return undefined;
  const { workspace, datasourceConfig, displayName } = inputs;
  const of = JSON.stringify([workspace, datasourceConfig, stableName(String(displayName)), key, query]);
  return { severity, of };
}
