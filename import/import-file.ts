import { RESOURCES } from "./account.ts";
import type { Declared } from "./program.ts";
import { innerName } from "./resolve.ts";

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
    resources: declared.flatMap(({ found, name, candidate }): Entry[] => {
      const { type } = RESOURCES[found.kind];
      if (!candidate) return [{ type, name, id: found.id, version }];
      return [
        { type: `cloudmonitor-relay:index:${candidate.component}`, name, component: true },
        { type, name: innerName(found, name), id: found.id, parent: name, version },
      ];
    }),
  };
}
