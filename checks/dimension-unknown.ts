import { nearest } from "../components/validation/names.ts";
import type { Check } from "./support/check.ts";

export const dimensionUnknown: Check<"metric-rule"> = {
  id: "dimension-unknown",
  severity: "bug",
  summary: "A watched resource is named by a dimension that the metric does not have.",
  appliesTo: ["metric-rule"],
  find({ resources = [], metric }) {
    const known = metric?.dimensions;
    if (!known) return [];
    return resources.flatMap((resource) =>
      Object.keys(resource)
        .filter((name) => !known.includes(name) && name !== "userId")
        .map((name) => {
          const hint = nearest(name, known);
          const has = known.join(", ") || "none but the account";
          return {
            path: "resources",
            message: `names a resource by ${name}, and ${metric.metricName} has ${has}: the rule watches nothing${hint ? `; did you mean ${hint}?` : ""}`,
          };
        }),
    );
  },
};
