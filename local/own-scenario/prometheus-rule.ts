import type { Program } from "../../program/model/program.ts";
import type { PrometheusRule } from "../../program/model/prometheus-rules.ts";
import { record, textRecord } from "../../program/model/values.ts";
import { OPEN_FOR_ANNOTATION } from "../../receiver/config/urls.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import type { Part, Walk } from "./walk.ts";

const MINUTE = 60_000;

/** A rule of Managed Service for Prometheus: its query is not run, what its webhook is sent is. */
export function prometheusRulePart(rule: PrometheusRule, program: Program, region: RegionStore): Part {
  const key = rule.key ?? rule.ruleName;
  const webhook = program.prometheusWebhooks.find(({ webhookId }) => rule.notifies.includes(webhookId));
  if (!webhook) return { rule: key, reason: "it notifies no webhook that this program declares" };
  const { url, headers } = webhook.resource.inputs;
  const sent = Object.entries(textRecord(headers)).map(([name, text]) => [name.toLowerCase(), text]);
  const post = (at: number, over: boolean) => ({
    at,
    region: region.name,
    url: String(url),
    headers: Object.fromEntries(sent),
    body: JSON.stringify(eventOf(rule, region, at, over)),
    rule: key,
    resource: `${key}-1`,
    state: over ? "RESOLVED" : "OCCURRED",
    level: over ? null : rule.severity.toLowerCase(),
  });
  return {
    step: MINUTE,
    length: 8 * MINUTE,
    play: (start) => ({
      series: [],
      posts: [post(start + MINUTE, false), post(start + 6 * MINUTE, true)],
      expect: [{ rule: key, resource: {}, level: undefined }],
    }),
    goesOn: [],
  } satisfies Walk;
}

/** One event of CloudMonitor 2.0, as docs/sources/prometheus.md has it. */
function eventOf(rule: PrometheusRule, region: RegionStore, at: number, over: boolean) {
  const ruleId = rule.resource.id;
  const annotations = textRecord(record(rule.resource.inputs.annotations));
  return {
    specversion: "1.0",
    id: `${ruleId}-${at}`,
    type: "ALERT",
    subtype: over ? "NORMAL_RESOLVE" : "NORMAL_TRIGGER",
    time: new Date(at).toISOString(),
    timestamp: at,
    subject: rule.ruleName,
    severity: rule.severity,
    status: over ? "RESOLVED" : "OCCURRED",
    userId: region.account.id,
    ruleId,
    alertMessage: rule.message || rule.expr,
    labels: {
      alertname: rule.ruleName,
      ...(rule.key !== undefined && { relay_rule: rule.key }),
      _cms_rule_id: ruleId,
      ...rule.labels,
      instance: `${rule.key ?? rule.ruleName}-1`,
    },
    annotations: {
      ...annotations,
      ...(rule.openFor !== undefined && { [OPEN_FOR_ANNOTATION]: String(rule.openFor) }),
    },
  };
}
