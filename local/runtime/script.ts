import type { Resource } from "../../program/evaluator/plan.ts";
import type { Binding, WorkerVersion } from "./version.ts";

/** The Worker that a receiver's `WorkersScript` would be. */
export function scriptVersion({ inputs }: Resource): WorkerVersion {
  const mainModule = String(inputs.mainModule);
  const bindings = (inputs.bindings as Record<string, unknown>[]).map(uploaded);
  const classes = bindings.flatMap(({ type, class_name }) =>
    type === "durable_object_namespace" ? [String(class_name)] : [],
  );
  return {
    mainModule,
    modules: [
      {
        name: mainModule,
        contentType: "application/javascript+module",
        content: new TextEncoder().encode(String(inputs.content)),
      },
    ],
    compatibilityDate: String(inputs.compatibilityDate),
    compatibilityFlags: (inputs.compatibilityFlags ?? []) as string[],
    bindings,
    // A class is its own namespace here: nothing of an earlier Worker is to be found again.
    classes: Object.fromEntries(classes.map((name) => [name, { namespaceId: name, sqlite: true }])),
  };
}

/** A binding as the provider uploads it. */
function uploaded({ className, ...binding }: Record<string, unknown>): Binding {
  return { ...binding, ...(className !== undefined && { class_name: className }) } as Binding;
}
