import { heartbeatOf } from "../program/model/heartbeats.ts";
import { labelsOf } from "../program/model/labels.ts";
import type { Check } from "./support/check.ts";

export const ownerMissing: Check<"metric-rule" | "prometheus-rule"> = {
  id: "owner-missing",
  severity: "info",
  summary: "The rule names no owner, though most rules of the program do.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  find(rule, { program }) {
    const metricRules = program.metricRules.filter((each) => heartbeatOf(each) === undefined);
    const rules = [...metricRules, ...program.prometheusRules];
    const owned = rules.filter((each) => labelsOf(each).owner);
    // A program that names few or none has another way to tell.
    if (rule.kind === "metric-rule" && heartbeatOf(rule) !== undefined) return [];
    if (labelsOf(rule).owner || owned.length <= rules.length / 2) return [];
    return [{ message: "has no owner, though most rules do: nobody is responsible when it fires" }];
  },
};
