import { UNKNOWN } from "./plan.ts";

/**
 * Pulumi's wire format for values that are more than JSON: an object with this key is a secret, a
 * resource reference, an asset or an output, by the key's value.
 * Source: `runtime/rpc.ts` of @pulumi/pulumi.
 */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
/** What stands for a value that is not known. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Decoded {
  value: Record<string, unknown>;
  /** Dotted paths of the secrets inside. */
  secrets: string[];
}

/** Plain values of what came over the wire, with the paths that are secret. */
export function decode(wire: Record<string, unknown>): Decoded {
  const secrets: string[] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string" && value.includes(UNKNOWN_TEXT)) return UNKNOWN;
    if (Array.isArray(value)) return value.map((each, index) => walk(each, join(path, String(index))));
    if (typeof value !== "object" || value === null) return value;
    const object = value as Record<string, unknown>;
    switch (object[SIGNATURE]) {
      case SECRET:
        secrets.push(path);
        return walk(object.value, path);
      case OUTPUT:
        if (object.secret === true) secrets.push(path);
        return "value" in object ? walk(object.value, path) : UNKNOWN;
      case REFERENCE:
        return object.urn;
    }
    return Object.fromEntries(
      Object.entries(object).map(([key, each]) => [key, walk(each, join(path, key))]),
    );
  };
  return { value: walk(wire, "") as Record<string, unknown>, secrets: secrets.sort() };
}

/** Plain values as they go over the wire, `UNKNOWN` included. */
export function encode(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encode(each)]));
}

/** Whether anything in a value is not known. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  return Object.values(value).some(containsUnknown);
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
