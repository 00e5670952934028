import type { Alert } from "../alert.ts";
import { lookup } from "../lookup.ts";

/** What the alert carries beside its own fields, by the first of these names that it has. */
export function noteOf({ fields, dimensions, labels = {} }: Alert, ...names: string[]): string | undefined {
  for (const name of names) {
    const note = lookup(dimensions, name) || lookup(labels, name) || lookup(fields, name);
    if (note) return note;
  }
  return undefined;
}
