import { RESOURCES } from "./account.ts";
import type { Declared } from "./declared.ts";

/** One entry of Pulumi's import file: a resource that exists, or a component that will hold one. */
interface Entry {
  type: string;
  name: string;
  id?: string;
  component?: true;
  parent?: string;
  version?: string;
}

/**
 * What `pulumi import --file` reads. `version` is that of the provider's package, so that the imported
 * resources belong to the same default provider as the program's.
 */
export function importFile(declared: Declared[], version: string): { resources: Entry[] } {
  return {
    resources: declared.flatMap(({ found, name, candidate, parts }): Entry[] => {
      const entries = found.parts.map(({ of, id }, index) => {
        const type = RESOURCES[of];
        return { type, name: parts[index] ?? name, id, ...(candidate && { parent: name }), version };
      });
      if (!candidate) return entries;
      return [{ type: `cloudmonitor-relay:index:${candidate.component}`, name, component: true }, ...entries];
    }),
  };
}
