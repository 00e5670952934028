import type { WorkerOptions } from "miniflare";
import type { Binding, WorkerVersion } from "./version.ts";

/** How each type of binding that can be run on this machine is handed to the Worker. */
const VALUES: Record<string, (binding: Binding) => unknown> = {
  plain_text: ({ text }) => text ?? "",
  secret_text: ({ text }) => text ?? "",
  json: ({ json }) => json ?? null,
};

/** Types of bindings that a Worker can have on this machine. */
export const RUNNABLE_BINDINGS: readonly string[] = [...Object.keys(VALUES), "durable_object_namespace"];

/** The bindings of a version as Miniflare takes them. */
export function miniflareBindings(
  version: WorkerVersion,
): Pick<WorkerOptions, "bindings" | "durableObjects" | "additionalUnboundDurableObjects"> {
  const objects = version.bindings.filter(({ type }) => type === "durable_object_namespace");
  const bound = objects.map(({ class_name }) => String(class_name));
  return {
    bindings: plainBindings(version),
    durableObjects: Object.fromEntries(
      objects.map((binding) => [binding.name, objectOf(version, String(binding.class_name))]),
    ),
    // Objects whose class has no binding at the moment still have their alarms.
    additionalUnboundDurableObjects: Object.keys(version.classes)
      .filter((className) => !bound.includes(className))
      .map((className) => objectOf(version, className)),
  };
}

/** The bindings of a version that are values: texts, secrets, JSON. */
export function plainBindings({ bindings }: WorkerVersion): WorkerOptions["bindings"] {
  const values = bindings.flatMap((binding) => {
    const value = VALUES[binding.type];
    return value ? [[binding.name, value(binding)] as const] : [];
  });
  return Object.fromEntries(values) as WorkerOptions["bindings"];
}

function objectOf(version: WorkerVersion, className: string) {
  const known = version.classes[className];
  if (!known) throw new Error(`the Durable Object class ${className} has no namespace`);
  return { className, useSQLite: known.sqlite, unsafeUniqueKey: known.namespaceId };
}
