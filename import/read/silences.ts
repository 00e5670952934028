import type { DescribeMetricRuleBlackListResponseBodyDescribeMetricRuleBlackList as BlackList } from "@alicloud/cms20190101";
import { canonicalJson } from "../../components/canonical.ts";
import type { Found } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, text, withoutEmpty } from "./wire.ts";

/** Blacklist policies as `cms.MetricRuleBlackList` reads them. */
export async function readSilences(client: ReadingClient): Promise<Found[]> {
  const lists = await allPages(async (pageNumber, pageSize) => {
    const request = { pageNumber, pageSize };
    const body = bodyOf("DescribeMetricRuleBlackList", await client.describeMetricRuleBlackList(request));
    return { items: body.describeMetricRuleBlackList ?? [], total: body.total ?? 0 };
  });
  return lists.map((list) => ({
    kind: "silence",
    name: list.name ?? "",
    parts: [{ of: "silence", id: list.id ?? "", inputs: silenceInputs(list) }],
  }));
}

function silenceInputs(list: BlackList): Record<string, unknown> {
  const metrics = (list.metrics ?? []).map(({ metricName, resource }) =>
    withoutEmpty({ metricName, resource }),
  );
  return withoutEmpty({
    metricRuleBlackListName: list.name,
    namespace: list.namespace,
    category: list.category,
    instances: (list.instances ?? []).map(instanceText),
    // A set: its order means nothing.
    metrics: metrics.sort((a, b) => (String(a.metricName) < String(b.metricName) ? -1 : 1)),
    effectiveTime: list.effectiveTime,
    enableStartTime: text(list.enableStartTime),
    enableEndTime: text(list.enableEndTime),
    scopeType: list.scopeType,
    scopeValues: list.scopeValue,
    isEnable: list.isEnable,
  });
}

/** The API's model says texts, the provider expects objects: either becomes the text that is declared. */
function instanceText(instance: unknown): string {
  return typeof instance === "string" ? instance : canonicalJson(instance);
}
