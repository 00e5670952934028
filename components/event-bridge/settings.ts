import type * as pulumi from "@pulumi/pulumi";
import { canonicalJson } from "../canonical.ts";
import { checkEventRule } from "../events/rule-settings.ts";
import { Problems } from "../validation/problems.ts";
import type { EventBridgeRuleArgs } from "./args.ts";
import { sourcesOf } from "./sources.ts";

interface EventBridgeRuleSettings {
  key: string;
  ruleName: string;
  description: string;
  /** JSON text. */
  filterPattern: string;
  /** Parameters that the address carries to the receiver. */
  parameters: Record<string, pulumi.Input<string>>;
}

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkEventBridgeRule(name: string, args: EventBridgeRuleArgs): EventBridgeRuleSettings {
  const of = { type: "EventBridgeRule", name };
  const { callback, events, product, resolvedBy, openFor, description, key, labels, runbook, owner } = args;
  const given = { callback, events, product, resolvedBy, openFor, description, key, labels, runbook, owner };
  // What both kinds of rule have is checked, and read, by the same code.
  const shared = checkEventRule(of, {
    ...given,
    ...(args.ruleName !== undefined && { ruleName: args.ruleName }),
  });
  const problems = new Problems(of);
  if (!/^[A-Za-z][A-Za-z0-9_-]{1,100}$/.test(shared.ruleName))
    problems.add(
      args.ruleName === undefined ? "ruleName (by default the component's name)" : "ruleName",
      `must be 2 to 101 letters, digits, hyphens or underscores, not "${shared.ruleName}"`,
    );
  if (args.eventSources?.length === 0)
    problems.add("eventSources", "must not be an empty list; leave it out for the product's own");
  for (const [index, source] of (args.eventSources ?? []).entries())
    if (!/^[\w.:-]+$/.test(source))
      problems.add(`eventSources[${index}]`, `must be a source such as acs.ecs, not "${source}"`);
  if (args.eventBus === "") problems.add("eventBus", "must not be empty; leave it out for default");
  problems.throwIfAny();
  const { nameLists, product: own } = shared.pattern;
  return {
    key: shared.key,
    ruleName: shared.ruleName,
    description: shared.description,
    filterPattern: canonicalJson({
      source: [...new Set(args.eventSources ?? sourcesOf(own))].sort(),
      ...(nameLists && { data: { name: nameLists } }),
    }),
    parameters: shared.parameters,
  };
}
