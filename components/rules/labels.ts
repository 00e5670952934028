import type * as pulumi from "@pulumi/pulumi";
import type { Problems } from "../validation/problems.ts";
import type { CommonRuleArgs } from "./args.ts";

/** Labels with runbook and owner among them, sorted by name. */
export function readLabels(
  problems: Problems,
  args: Pick<CommonRuleArgs, "labels" | "runbook" | "owner">,
): Record<string, pulumi.Input<string>> {
  if (args.runbook !== undefined && !/^https?:\/\/\S+$/.test(args.runbook))
    problems.add("runbook", `must be an http or https URL, not "${args.runbook}"`);
  const given = {
    ...args.labels,
    ...(args.runbook !== undefined && { runbook_url: args.runbook }),
    ...(args.owner !== undefined && { owner: args.owner }),
  };
  for (const [label, value] of Object.entries(given)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(label) || value === "") {
      problems.add(
        `labels.${label}`,
        "must have a value, and a name of letters, digits, dots, hyphens or underscores",
      );
    }
  }
  return Object.fromEntries(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Labels as the provider takes them. */
export function labelList(
  labels: Record<string, pulumi.Input<string>>,
): { key: string; value: pulumi.Input<string> }[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value }));
}
