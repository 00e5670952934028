import type { Resource } from "../../program/evaluator/plan.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import { TYPE } from "../../program/model/types.ts";
import type { ReviewedProgram } from "../program.ts";

/** The account and region of a resource: the stack's own, or an explicit provider's. */
export function accountOf(program: ReviewedProgram, resource: Resource): string {
  const urn = resource.provider.slice(0, resource.provider.lastIndexOf("::"));
  const provider = program.byUrn.get(urn);
  if (!provider) return resource.type.startsWith("alicloud:") ? program.region : "";
  const { region, accountId } = provider.inputs;
  return [region ?? program.region, accountId, `provider ${provider.name}`].filter(Boolean).join(", ");
}

/** The contact groups that a change of the resource matters to. */
export function contactGroupsOf(program: ReviewedProgram, resource: Resource): string[] {
  const entry = program.entryOf.get(resource.urn);
  switch (entry?.kind) {
    case "metric-rule":
    case "event-rule":
      return [...entry.contactGroups].sort();
    case "contact-group":
      return [entry.groupName];
    case "contact":
      return program.contactGroups
        .filter(({ contacts }) => contacts.includes(entry.contactName))
        .map(({ groupName }) => groupName);
    default:
      return [];
  }
}

const OURS = "cloudmonitor-relay:";

/** Whether an upload of a Worker only brings a migration: it is made once and frozen then. */
export function isMigration({ type, options }: Resource): boolean {
  return type === TYPE.script && options.ignoreChanges.includes("*");
}

/**
 * What people call a resource: the name of the component that declares it, if it is the component's
 * only one of its type, else its own.
 */
export function titleOf(program: ReviewedProgram, resource: Resource): string {
  const entry = program.entryOf.get(resource.urn);
  if (entry && entry.declaredAs !== entry.component.name) return entry.declaredAs;
  const parent = program.byUrn.get(resource.parent ?? "");
  if (!parent?.type.startsWith(OURS)) return resource.name;
  const alike = program.resources.filter(
    (each) => each.parent === parent.urn && each.type === resource.type && !isMigration(each),
  );
  return alike.length === 1 && alike[0] === resource ? parent.name : resource.name;
}

/** The metric rule that a resource declares; undefined if it declares none. */
export function metricRuleOf(program: ReviewedProgram, { urn }: Resource): MetricRule | undefined {
  const entry = program.entryOf.get(urn);
  return entry?.kind === "metric-rule" ? entry : undefined;
}

/** The stable key of the rule that a resource declares, by which the receiver knows its incidents. */
export function keyOf(program: ReviewedProgram, { urn }: Resource): string | undefined {
  const entry = program.entryOf.get(urn);
  return entry && "key" in entry ? entry.key : undefined;
}
