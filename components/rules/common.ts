import type * as pulumi from "@pulumi/pulumi";
import { labelParameters, PARAMETER } from "../../receiver/config/urls.ts";
import { checkRuleKey } from "../validation/names.ts";
import { readOpenFor } from "../validation/open-for.ts";
import type { Problems } from "../validation/problems.ts";
import type { CommonRuleArgs } from "./args.ts";
import { readLabels } from "./labels.ts";

/** What every kind of rule needs, with defaults filled in. */
export interface CommonSettings {
  key: string;
  ruleName: string;
  /** Labels, runbook and owner among them, sorted by name. */
  labels: Record<string, pulumi.Input<string>>;
  /** Parameters that the callback URL carries to the receiver. */
  parameters: Record<string, pulumi.Input<string>>;
}

/** What every kind of rule has. */
export function readCommon(problems: Problems, name: string, args: CommonRuleArgs): CommonSettings {
  const key = args.key ?? name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  const ruleName = args.ruleName ?? name;
  if (ruleName.trim() === "") problems.add("ruleName", "must not be empty");
  if (args.contactGroups.length === 0) {
    problems.add("contactGroups", "must name at least one contact group: CloudMonitor requires it");
  }
  const labels = readLabels(problems, args);
  const openFor = readOpenFor(problems, args.openFor);
  const carried = args.carryLabels === false ? {} : labels;
  const parameters = {
    [PARAMETER.rule]: key,
    ...labelParameters(carried),
    ...(openFor !== undefined && { [PARAMETER.openFor]: String(openFor) }),
  };
  return { key, ruleName, labels, parameters };
}
