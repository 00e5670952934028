import type { ReadingClient } from "../import/read/client.ts";
import { readOneClickRules } from "../import/read/one-click.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import { ruleNamespace } from "../receiver/sources/namespaces.ts";
import type { Finding } from "./finding.ts";
import type { Declared } from "./rules.ts";

/**
 * The vendor's one-click rules, which an account has for a whole product at once: those that watch what a
 * declared rule watches too, so that people are told twice.
 */
export async function verifyOneClick(
  { metricRules }: Declared,
  client: ReadingClient,
  place: string,
): Promise<Finding[]> {
  if (metricRules.length === 0) return [];
  const about = `one-click rules in ${place}`;
  const doubles = (await readOneClickRules(client)).flatMap(({ product, namespace, metricName }) => {
    const rule = metricRules.find((each) =>
      conditionsOf(each).some(
        (condition) =>
          condition.metricName === metricName &&
          ruleNamespace(condition.namespace) === ruleNamespace(namespace),
      ),
    );
    return rule ? [`${rule.component.name} (${product} ${metricName})`] : [];
  });
  if (doubles.length === 0)
    return [{ check: "one-click", outcome: "passed", about, text: "double none of ours" }];
  return [
    {
      check: "one-click",
      outcome: "attention",
      about,
      text: `watch the same as ${doubles.join(", ")}: people are told twice`,
      todo: "turn the product off under Alert Service, One-click Alert, in the console",
    },
  ];
}
