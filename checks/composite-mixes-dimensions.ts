import { parseExpression } from "../components/vocabulary/expression.ts";
import { STATISTICS } from "../components/vocabulary/statistic.ts";
import type { Check } from "./support/check.ts";

export const compositeMixesDimensions: Check<"metric-rule"> = {
  id: "composite-mixes-dimensions",
  severity: "bug",
  summary: "A composite expression joins metrics that don't share their dimensions.",
  appliesTo: ["metric-rule"],
  find({ composite, metric }) {
    const mixed = (composite?.conditions ?? []).flatMap((each) => {
      const [own, other] = [metric?.dimensions, each.metric?.dimensions];
      if (!own || !other || key(own) === key(other)) return [];
      return [
        {
          path: `${each.path}.metric`,
          message: `joins ${each.metricName} for each ${other.join(", ") || "account"} with ${metric?.metricName} for each ${own.join(", ") || "account"}: there is no resource that has both`,
        },
      ];
    });
    const { variables } = parseExpression(composite?.raw ?? "");
    const known = [...(metric?.dimensions ?? []), "userId", ...STATISTICS];
    const unknown = metric?.dimensions ? variables.filter((name) => !known.includes(name)) : [];
    return [
      ...mixed,
      ...unknown.map((name) => ({
        path: "composite.raw",
        message: `compares $${name}, which is neither a dimension of ${metric?.metricName} nor a statistic`,
      })),
    ];
  },
};

function key(dimensions: readonly string[]): string {
  return [...dimensions].sort().join();
}
