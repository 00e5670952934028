import { RUNNABLE_BINDINGS } from "../runtime/bindings.ts";
import type { Binding, ObjectClass } from "../runtime/version.ts";
import { refuse } from "./errors.ts";

/**
 * The bindings of a version: those of the upload, then those of the version before whose types it asks
 * to keep. `inherit` takes one over by name.
 */
export function resolveBindings(
  script: string,
  given: readonly Binding[],
  keep: readonly string[],
  before: readonly Binding[],
): Binding[] {
  const own = given.map((binding) => {
    if (binding.type !== "inherit") return binding;
    const old = String(binding.old_name ?? binding.name);
    const inherited = before.find(({ name }) => name === old);
    if (!inherited)
      throw refuse("startup", `inherit binding '${binding.name}': there is no binding '${old}'`);
    return { ...inherited, name: binding.name };
  });
  const names = own.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw refuse("bindingInUse", repeated);
  for (const binding of own) checkRunnable(script, binding);
  return [...own, ...before.filter(({ name, type }) => keep.includes(type) && !names.includes(name))];
}

function checkRunnable(script: string, { name, type, script_name }: Binding): void {
  if (!RUNNABLE_BINDINGS.includes(type))
    throw refuse("notHere", `the binding ${name} is of the type ${type}, which it does not run`);
  if (script_name !== undefined && script_name !== script)
    throw refuse("notHere", `the binding ${name} is to a Durable Object of another script`);
}

/** A binding as settings and versions show it: secrets without their text, objects with their namespace. */
export function shownBinding(binding: Binding, classes: Record<string, ObjectClass>): Binding {
  if (binding.type === "secret_text") return { name: binding.name, type: binding.type };
  if (binding.type !== "durable_object_namespace") return binding;
  return { ...binding, namespace_id: classes[String(binding.class_name)]?.namespaceId };
}
