import { Comparison, Join, Language, NoDataPolicy, RuleLevel, Statistic } from "../components/enums.ts";
import { findEntry } from "../components/metrics/find.ts";
import { type AdoptArgs, adoptionFingerprint } from "../components/rules/adopt.ts";
import { durationText } from "../components/vocabulary/duration.ts";
import { ALWAYS } from "../components/vocabulary/interval.ts";
import { statisticOf } from "../components/vocabulary/statistic.ts";
import { PARAMETER, readCallbackUrl } from "../receiver/config/urls.ts";
import type { Found } from "./account.ts";
import { Code, type Tree } from "./code.ts";
import type { Secrets } from "./secrets.ts";

/** A component with arguments that may declare what was found. Whether it does is seen by evaluating it. */
export interface Candidate {
  component: "AlertContact" | "ContactGroup" | "MetricRule";
  args: Tree;
}

/** Where a reference to a contact or group of the program is to be found by its name in the cloud. */
export type References = (kind: "contact" | "contact group", name: string) => Code | string;

/** Components that may declare it, the most readable first; none where only the provider's resource can. */
export function candidates(found: Found, name: string, secrets: Secrets, refer: References): Candidate[] {
  switch (found.kind) {
    case "contact":
      return [{ component: "AlertContact", args: contactArgs(found, name, secrets) }];
    case "contact group":
      return [{ component: "ContactGroup", args: groupArgs(found, name, refer) }];
    case "metric rule":
      return ruleCandidates(found, name, secrets, refer);
    case "event rule":
      return [];
  }
}

function contactArgs({ inputs }: Found, name: string, secrets: Secrets): Tree {
  const { alarmContactName, describe, channelsMail, channelsSms, channelsDingWebHook, lang } = inputs;
  return {
    contactName: alarmContactName === name ? undefined : alarmContactName,
    description: describe === alarmContactName ? undefined : describe,
    mail: channelsMail,
    phone: channelsSms && secrets.code("phone", String(channelsSms)),
    dingTalkWebhook: channelsDingWebHook && secrets.code("webhook", String(channelsDingWebHook)),
    language: lang === "zh-cn" ? new Code("Language.Chinese", Language.Chinese) : undefined,
  };
}

function groupArgs({ inputs }: Found, name: string, refer: References): Tree {
  return {
    groupName: inputs.alarmContactGroupName === name ? undefined : inputs.alarmContactGroupName,
    contacts: ((inputs.contacts ?? []) as string[]).map((each) => refer("contact", each)),
  };
}

/** With the catalogue's metric, which checks more than the API does, and with the metric's bare name. */
function ruleCandidates(found: Found, name: string, secrets: Secrets, refer: References): Candidate[] {
  const { namespace, metricName } = found.inputs;
  const bare = { namespace, metricName };
  const known = catalogued(String(namespace), String(metricName));
  return [...(known ? [known] : []), bare].flatMap((metric) => {
    const args = ruleArgs(found, name, metric, secrets, refer);
    return args ? [{ component: "MetricRule" as const, args }] : [];
  });
}

function ruleArgs(
  { inputs }: Found,
  name: string,
  metric: unknown,
  secrets: Secrets,
  refer: References,
): Tree | undefined {
  const { prometheus, interval, escalations = {}, compositeExpression } = inputs;
  if (prometheus !== undefined || interval !== undefined) return undefined;
  const callback = readCallback(inputs.webhook as string | undefined);
  const key = callback.key ?? name;
  const labels = Object.fromEntries(
    ((inputs.labels ?? []) as { key: string; value: string }[]).map((each) => [each.key, each.value]),
  );
  const { runbook_url: runbook, owner, ...others } = labels;
  const groups = String(inputs.contactGroups ?? "").split(",");
  const resources = readResources(inputs.resources as string | undefined);
  return {
    ruleName: inputs.ruleName === name ? undefined : inputs.ruleName,
    key: key === name ? undefined : key,
    metric,
    ...Object.fromEntries(
      Object.entries(escalations as Record<string, Tree>).map(([level, each]) => [level, levelArgs(each)]),
    ),
    composite: compositeExpression && compositeArgs(compositeExpression as Tree, inputs),
    period: inputs.period && durationText(Number(inputs.period)),
    mutePeriod: inputs.silenceTime && durationText(Number(inputs.silenceTime)),
    resources,
    effectiveInterval: inputs.effectiveInterval === ALWAYS ? undefined : inputs.effectiveInterval,
    noEffectiveInterval: inputs.noEffectiveInterval,
    noDataPolicy:
      inputs.noDataPolicy === NoDataPolicy.KeepLastState
        ? undefined
        : word("NoDataPolicy", NoDataPolicy, inputs.noDataPolicy),
    sendRecovery: inputs.sendOk === false ? false : undefined,
    enabled: inputs.status === false ? false : undefined,
    emailSubject: inputs.emailSubject,
    labels: Object.keys(others).length > 0 ? others : undefined,
    runbook,
    owner,
    carryLabels: Object.keys(labels).length > 0 && callback.relay && !callback.labels ? false : undefined,
    contactGroups: groups.map((each) => refer("contact group", each)),
    callback: callback.url && secrets.code("callback", callback.url),
    adopt: adoptArgs(inputs, groups, resources),
  };
}

function adoptArgs(inputs: Tree, groups: string[], resources: unknown): AdoptArgs {
  const sorted = [...groups].sort().join(",");
  const text = String(inputs.resources ?? "");
  return {
    ruleId: String(inputs.metricAlarmRuleId),
    fingerprint: adoptionFingerprint({
      namespace: String(inputs.namespace),
      metricName: String(inputs.metricName),
      ruleName: String(inputs.ruleName),
      contactGroups: sorted,
      noEffectiveInterval: inputs.noEffectiveInterval !== undefined,
      emailSubject: inputs.emailSubject !== undefined,
      composite: inputs.compositeExpression !== undefined,
      labels: inputs.labels !== undefined,
      webhook: inputs.webhook !== undefined,
      levels: Object.keys((inputs.escalations ?? {}) as Tree).sort(),
    }),
    ...(inputs.contactGroups !== sorted && { contactGroups: String(inputs.contactGroups) }),
    ...((resources !== undefined || text !== '[{"resource":"_ALL"}]') && { resources: text }),
  };
}

function levelArgs({ statistics, comparisonOperator, threshold, times }: Tree): Tree {
  return {
    statistic: word("Statistic", Statistic, statistics),
    comparison: word("Comparison", Comparison, comparisonOperator),
    threshold: Number(threshold),
    times,
  };
}

function compositeArgs(composite: Tree, inputs: Tree): Tree {
  const conditions = composite.expressionLists as Tree[] | undefined;
  return {
    level: word("RuleLevel", RuleLevel, composite.level),
    times: composite.times,
    join: conditions && word("Join", Join, composite.expressionListJoin),
    conditions: conditions?.map((each) => ({
      metric:
        each.metricName === inputs.metricName
          ? undefined
          : (catalogued(String(inputs.namespace), String(each.metricName)) ?? {
              namespace: inputs.namespace,
              metricName: each.metricName,
            }),
      statistic: word("Statistic", Statistic, statisticOf(String(each.statistics))),
      comparison: word("Comparison", Comparison, each.comparisonOperator),
      threshold: Number(each.threshold),
      period: each.period && durationText(Number(each.period)),
    })),
    raw: conditions ? undefined : composite.expressionRaw,
  };
}

/** What the receiver's own parameters in a callback URL say; any other URL stays as it is. */
function readCallback(webhook: string | undefined): {
  url?: string;
  key?: string;
  relay: boolean;
  labels: boolean;
} {
  const url = webhook === undefined ? undefined : readCallbackUrl(webhook);
  const { address, token, rule, labels = {}, others = {} } = url ?? {};
  if (address === undefined || token === undefined || rule === undefined || Object.keys(others).length > 0)
    return { ...(webhook && { url: webhook }), relay: false, labels: false };
  const bare = `${address}?${PARAMETER.token}=${token}`;
  return { url: bare, key: rule, relay: true, labels: Object.keys(labels).length > 0 };
}

/** Undefined for every resource, and for a text that can't be read: then no component is equal to it. */
function readResources(text: string | undefined): Record<string, string>[] | undefined {
  try {
    const list = JSON.parse(text ?? "[]") as Record<string, string>[];
    const [first = {}] = list;
    const all = list.length === 1 && ["userId", "resource"].includes(Object.keys(first).join());
    return all || list.length === 0 ? undefined : list;
  } catch {
    return undefined;
  }
}

/** `Comparison.Above` for `GreaterThanThreshold`; a word that is not known stays text. */
function word(enumeration: string, words: Record<string, string>, value: unknown): unknown {
  const [name] = Object.entries(words).find(([, each]) => each === value) ?? [];
  return name === undefined ? value : new Code(`${enumeration}.${name}`, value);
}

/** The catalogue's entry as an expression, e.g. `metrics.ecs.CPUUtilization`. */
function catalogued(namespace: string, metricName: string): Code | undefined {
  const entry = findEntry(namespace, metricName);
  if (!entry) return undefined;
  const { product, name, metric } = entry;
  const access = /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  return new Code(`metrics.${product}${access}`, metric);
}
