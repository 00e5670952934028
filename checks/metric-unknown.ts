import { metricNames } from "../components/metrics/find.ts";
import { nearest } from "../components/validation/names.ts";
import { membersIn } from "../components/vocabulary/expression/read.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";

export const metricUnknown: Check<"metric-rule"> = {
  id: "metric-unknown",
  severity: "warning",
  summary: "The catalogue does not have the metric, though it has others of its namespace.",
  appliesTo: ["metric-rule"],
  find(rule) {
    const used = new Map([[rule.metricName, "metric"]]);
    for (const { metricName, path } of conditionsOf(rule)) {
      if (!used.has(metricName)) used.set(metricName, `${path}.metric`);
    }
    for (const { of } of membersIn(rule.composite?.raw ?? "")) {
      if (of && !used.has(of.name)) used.set(of.name, "composite.raw");
    }
    // Of a namespace that the catalogue does not have, it can't say anything.
    const names = metricNames(rule.namespace);
    return [...used]
      .filter(([metricName]) => names.length > 0 && !names.includes(metricName))
      .map(([metricName, path]) => {
        const hint = nearest(metricName, names);
        const meant = hint ? `; did you mean ${hint}?` : "";
        return {
          path,
          message: `watches ${metricName}, which ${rule.namespace} is not known to have${meant}`,
        };
      });
  },
};
