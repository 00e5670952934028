import type { Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { bodyOf } from "./wire.ts";

/** A rule that the vendor turns on for a whole product at once. No program holds it. */
export interface OneClickRule {
  /** As the vendor names it: `ecs`. */
  product: string;
  ruleId: string;
  namespace: string;
  metricName: string;
}

/** The vendor's one-click rules that are on, of every product. */
export async function readOneClickRules(client: ReadingClient): Promise<OneClickRule[]> {
  const answer = bodyOf(
    "DescribeProductsOfActiveMetricRule",
    await client.describeProductsOfActiveMetricRule({}),
  );
  const rules: OneClickRule[] = [];
  for (const product of (answer.datapoints ?? "").split(",").filter(Boolean)) {
    const body = bodyOf(
      "DescribeActiveMetricRuleList",
      await client.describeActiveMetricRuleList({ product }),
    );
    for (const { enableState, ruleId = "", namespace = "", metricName = "" } of body.alertList?.alert ?? [])
      if (enableState !== false) rules.push({ product, ruleId, namespace, metricName });
  }
  return rules;
}

/** What an import says of them, a line for each product. */
export function oneClickNotes(rules: readonly OneClickRule[]): Note[] {
  const products = [...new Set(rules.map(({ product }) => product))];
  return products.map((product) => {
    const metrics = rules.filter((each) => each.product === product).map(({ metricName }) => metricName);
    return {
      kind: "metric rule",
      text: `the vendor's one-click alerts of ${product} are on (${[...new Set(metrics)].join(", ")}), which no program holds: rules on the same tell people twice`,
    };
  });
}
