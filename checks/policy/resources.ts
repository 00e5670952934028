import type { PolicyResource } from "@pulumi/policy";
import { type Resource, resourceOf, UNKNOWN } from "../../program/evaluator/plan.ts";
import { text } from "../../program/model/values.ts";

/** What a policy pack sees of a stack, in the terms of the checks. */
export function readResources(given: readonly PolicyResource[]): {
  resources: Resource[];
  project: string;
  stack: string;
  region: string | undefined;
} {
  const resources = given.map(({ urn, type, name, parent, props, opts, provider }) =>
    resourceOf({
      urn,
      type,
      name,
      parent: parent?.urn ?? opts.parent,
      inputs: plain(props) as Record<string, unknown>,
      provider: provider?.urn ?? "",
      options: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
    }),
  );
  // urn:pulumi:<stack>::<project>::<type>::<name>
  const [first = "", project = ""] = resources[0]?.urn.split("::") ?? [];
  const regions = resources
    .filter(({ type }) => type === "pulumi:providers:alicloud")
    .flatMap(({ inputs }) => text(inputs.region) ?? []);
  // With providers of several regions it is not known which rule is in which.
  const region = new Set(regions).size === 1 ? regions[0] : undefined;
  return { resources, project, stack: first.split(":")[2] ?? "", region };
}

/**
 * Plain values of properties that throw when one is touched that is not known before the update: such a
 * one becomes `UNKNOWN`.
 */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const at = (key: string | number) => {
    try {
      return plain((value as Record<string | number, unknown>)[key]);
    } catch (error) {
      // The class is not exported by its package.
      if (error instanceof Error && error.constructor.name === "UnknownValueError") return UNKNOWN;
      throw error;
    }
  };
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => at(index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, at(key)]));
}
