import type * as pulumi from "@pulumi/pulumi";
import { labelParameters, PARAMETER } from "../../receiver/config/urls.ts";
import { readLabels } from "../rules/labels.ts";
import { readDuration } from "../validation/duration.ts";
import { checkRuleKey } from "../validation/names.ts";
import { readOpenFor } from "../validation/open-for.ts";
import { type Part, Problems } from "../validation/problems.ts";
import { KNOWN_EVENTS } from "./known.ts";
import { type EventPattern, readPattern } from "./pattern.ts";
import type { EventRuleArgs } from "./rule-args.ts";

export interface EventRuleSettings {
  key: string;
  ruleName: string;
  description: string;
  pattern: EventPattern;
  /** Seconds. */
  mutePeriod: number;
  enabled: boolean;
  /** Parameters that the callback URL carries to the receiver. */
  parameters: Record<string, pulumi.Input<string>>;
}

/** Most targets of one kind. Source: `PutEventRuleTargets`. */
const MOST_TARGETS = 5;

const DAY = 86_400;

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkEventRule(of: Part, args: EventRuleArgs): EventRuleSettings {
  const problems = new Problems(of);
  const key = args.key ?? of.name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  const ruleName = args.ruleName ?? of.name;
  if (ruleName.trim() === "") problems.add("ruleName", "must not be empty");
  if (args.description === "") problems.add("description", "must not be empty; leave it out for the name");
  const pattern = readPattern(problems, args);
  if (!args.callback && !args.contactGroups?.length)
    problems.add("callback, contactGroups", "are both missing: nobody would be notified");
  if ((args.contactGroups?.length ?? 0) > MOST_TARGETS)
    problems.add("contactGroups", `must be at most ${MOST_TARGETS}, not ${args.contactGroups?.length}`);
  const mutePeriod = readDuration(problems, "mutePeriod", args.mutePeriod ?? "0 seconds", { most: DAY });
  const labels = readLabels(problems, args);
  const resolvedBy = readResolvedBy(problems, args);
  const openFor = readOpenFor(problems, args.openFor);
  problems.throwIfAny();
  return {
    key,
    ruleName,
    description: args.description ?? ruleName,
    pattern,
    mutePeriod,
    enabled: args.enabled ?? true,
    parameters: {
      [PARAMETER.rule]: key,
      ...labelParameters(labels),
      ...(resolvedBy && { [PARAMETER.resolvedBy]: resolvedBy.join(",") }),
      ...(openFor !== undefined && { [PARAMETER.openFor]: String(openFor) }),
    },
  };
}

/**
 * What the receiver must be told of what ends what. Nothing if the catalogue has all that there is to
 * know: the receiver knows the same.
 */
function readResolvedBy(problems: Problems, args: EventRuleArgs): string[] | undefined {
  for (const [index, text] of (args.resolvedBy ?? []).entries()) {
    if (text === "" || text.includes(","))
      problems.add(`resolvedBy[${index}]`, `must be a name or a status without a comma, not "${text}"`);
  }
  if (args.resolvedBy) return [...new Set(args.resolvedBy)].sort();
  const events = args.events ?? [];
  const unknown = events.some(
    ({ product, name, resolvedBy }) => resolvedBy?.length && !KNOWN_EVENTS.get(product)?.has(name),
  );
  if (!unknown) return undefined;
  return [...new Set(events.flatMap(({ resolvedBy }) => resolvedBy ?? []))].sort();
}
