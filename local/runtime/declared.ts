import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PlannedResource } from "../../program/evaluator/plan.ts";
import type { Binding, WorkerVersion } from "./version.ts";

/** The Worker that a declared `WorkersScript` would be. `directory` is the folder that its file is relative to. */
export function declaredVersion({ inputs }: PlannedResource, directory: string): WorkerVersion {
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
        content: readFileSync(resolve(directory, String(inputs.contentFile))),
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
