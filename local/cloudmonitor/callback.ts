import { createHash } from "node:crypto";
import { LEVEL_SPELLINGS, type MetricLevel } from "../../receiver/level.ts";
import { callbackNamespace } from "../../receiver/sources/namespaces.ts";
import { expressionText } from "./expression-text.ts";
import type { StoredMetricRule } from "./rule.ts";
import type { Series } from "./series.ts";
import type { Notice } from "./watch.ts";

interface CallbackContext {
  account: string;
  region: string;
  /** Unit of the metric, if known. */
  unit: string | undefined;
  /** What CloudMonitor itself calls the resource, where the data gives it no name. */
  name?: string | undefined;
}

/** Names that callbacks give to regions, in English. */
const REGION_NAMES: Record<string, string> = {
  "cn-hangzhou": "China (Hangzhou)",
  "cn-shanghai": "China (Shanghai)",
  "cn-beijing": "China (Beijing)",
  "cn-shenzhen": "China (Shenzhen)",
  "cn-hongkong": "China (Hong Kong)",
  "ap-southeast-1": "Singapore",
  "eu-central-1": "Germany (Frankfurt)",
  "us-west-1": "US (Silicon Valley)",
};

/**
 * The 23 fields of a metric callback, as CloudMonitor has sent them since 2023.
 *
 * `signature` has the right length but signs nothing: the vendor documents neither algorithm nor key.
 * On INSUFFICIENT_DATA the levels and the value are the text `null`, which is a guess: no body of that
 * kind is documented or was captured.
 */
export function callbackFields(
  rule: StoredMetricRule,
  series: Series,
  notice: Notice,
  at: number,
  context: CallbackContext,
): Record<string, string> {
  const { account, region } = context;
  const dimensions = Object.entries({ userId: account, ...series.resource }).map(
    ([key, value]) => `${key}=${value}`,
  );
  const namespace = callbackNamespace(rule.namespace);
  const stretch = `${rule.ruleId}\n${dimensions.join()}\n${notice.stretch}\n${notice.since}`;
  return {
    alertName: rule.ruleName,
    alertState: notice.state,
    curValue: notice.value === undefined ? "null" : String(Math.round(notice.value * 100) / 100),
    dimensions: `{${dimensions.join(", ")}}`,
    expression: expressionText(rule, notice.level ?? notice.previous),
    groupId: rule.group?.id ?? "",
    instanceName: series.name ?? context.name ?? Object.values(series.resource)[0] ?? "null",
    lastTime: duration(at - notice.since),
    metricName: rule.metricName,
    metricProject: namespace,
    namespace,
    preTriggerLevel: wordFor(notice.previous),
    productGroupName: rule.group?.name ?? "null",
    rawMetricName: rule.metricName,
    regionId: region,
    regionName: REGION_NAMES[region] ?? region,
    ruleId: rule.ruleId,
    signature: createHash("sha1").update(`${stretch}\n${at}`).digest("base64"),
    timestamp: String(at),
    transId: uuid(stretch),
    triggerLevel: notice.state === "OK" ? "OK" : wordFor(notice.level),
    unit: context.unit ?? "",
    userId: account,
  };
}

function wordFor(level: MetricLevel | null): string {
  return level ? LEVEL_SPELLINGS[level].value : "null";
}

/** `2 minutes`, `1 hours and 5 minutes`, `27 days, 19 hours, and 47 minutes`. */
function duration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "days"],
    [Math.floor(minutes / 60) % 24, "hours"],
    [minutes % 60, "minutes"],
  ];
  const said = parts
    .filter(([count], index) => count > 0 || index === 2)
    .map(([count, unit]) => `${count} ${unit}`);
  if (said.length < 3) return said.join(" and ");
  return `${said.slice(0, -1).join(", ")}, and ${said.at(-1)}`;
}

/** The same text always gives the same UUID; marked as version 1, as the vendor's are. */
function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-1${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
