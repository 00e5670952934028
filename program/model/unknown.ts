import { unansweredText } from "../evaluator/missing.ts";
import type { Resource, Unanswered } from "../evaluator/plan.ts";
import { containsUnknown } from "../evaluator/values.ts";
import type { Program } from "./program.ts";

/** What depends on one thing that nobody here knows. */
export interface Dependents {
  on: Unanswered;
  /** Addresses that rules and contacts post to. */
  callbacks: number;
  /** Other inputs of resources. */
  values: number;
}

/** Inputs that hold the address of a callback. */
const CALLBACK_INPUTS = ["webhook", "channelsDingWebHook", "webhookParameters", "url"];

/**
 * How much of a program depends on each thing that is not known. What no reference to a stack is behind
 * depends on functions, which nobody tells apart.
 */
export function dependentsOf(
  { resources }: Pick<Program, "resources">,
  unanswered: readonly Unanswered[],
): Dependents[] {
  const counts = unanswered.map((on): Dependents => ({ on, callbacks: 0, values: 0 }));
  for (const resource of resources) {
    for (const [input, value] of Object.entries(resource.inputs)) {
      if (!containsUnknown(value)) continue;
      const behind = counts.find(({ on }) => causes(on, resource, input)) ?? counts[0];
      if (behind) behind[CALLBACK_INPUTS.includes(input) ? "callbacks" : "values"]++;
    }
  }
  return counts;
}

/** "3 callbacks depend on the stack …", and how to make it known. */
export function dependentsText({ on, callbacks, values }: Dependents): string {
  const parts = [
    ...(callbacks > 0 ? [`${callbacks} ${callbacks === 1 ? "callback" : "callbacks"}`] : []),
    ...(values > 0 ? [`${values} other ${values === 1 ? "value" : "values"}`] : []),
  ];
  const name = on.kind === "stack" ? `the stack ${on.name}` : on.name;
  const depend = callbacks + values === 1 ? "depends" : "depend";
  const what =
    parts.length === 0
      ? `nothing that is checked depends on ${name}`
      : `${parts.join(" and ")} ${depend} on ${name}, and the checks of what is unknown were skipped`;
  return `${what}: ${unansweredText(on)}`;
}

function causes(on: Unanswered, resource: Resource, input: string): boolean {
  return on.kind === "function" || (resource.propertyDependencies[input] ?? []).includes(on.urn);
}
