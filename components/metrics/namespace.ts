import { distance } from "../validation/names.ts";
import { NAMESPACES } from "./find.ts";

/** Two slips in a name as long as this are hardly another name. */
const LONG = 11;

/**
 * The namespace of the catalogue that was meant by one that it does not have: the same but for its end, its
 * hyphens or its capitals, or for two letters of a long one. Undefined where nothing is near: the catalogue
 * does not have all.
 */
function meantNamespace(namespace: string): string | undefined {
  if (NAMESPACES.includes(namespace)) return undefined;
  return NAMESPACES.find(
    (known) =>
      bare(known) === bare(namespace) || (namespace.length >= LONG && distance(known, namespace) <= 2),
  );
}

/** What is wrong with a namespace, or undefined. */
export function checkNamespace(namespace: string): string | undefined {
  if (/\s/.test(namespace)) return `must have no spaces, as in "${namespace}"`;
  const meant = meantNamespace(namespace);
  return (
    meant &&
    `is "${namespace}", which is not known; did you mean "${meant}"? If it exists, say so with unlisted: true in a metric of it`
  );
}

function bare(namespace: string): string {
  return namespace
    .toLowerCase()
    .replaceAll("-", "_")
    .replace(/^acs_/, "")
    .replace(/_dashboard$/, "");
}
