import type { Resource } from "../../program/evaluator/plan.ts";

/** What a resource says in the clear: its inputs without the secret ones. */
export function openText({ inputs, secrets = [] }: Resource): string {
  const open = structuredClone(inputs);
  for (const path of secrets) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const holder = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], open);
    (holder as Record<string, unknown>)[last] = "";
  }
  return JSON.stringify(open);
}
