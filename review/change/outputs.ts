import { code } from "../meaning/words.ts";
import { note, type Sides } from "./aspect.ts";
import type { Change } from "./compare.ts";

/** Outputs of the stack that come or go: other programs and scripts read them. Their values follow the rest. */
export function sayOutputs({ before, after }: Sides): Change[] {
  const [old, now] = [before.plan, after.plan];
  // A stack that comes or goes as a whole needs no list of its outputs.
  if (old.resources.length === 0 || now.resources.length === 0) return [];
  const change = (name: string, kind: Change["change"], text: string): Change => ({
    change: kind,
    noun: "output",
    title: name,
    urn: "",
    formerUrn: undefined,
    type: "output",
    account: "",
    groups: [],
    sentences: [note(text)],
    properties: [],
  });
  return [...new Set([...Object.keys(old.outputs), ...Object.keys(now.outputs)])].sort().flatMap((name) => {
    const output = `the stack's output ${code(name)}`;
    if (!Object.hasOwn(now.outputs, name)) return [change(name, "removed", `${output} is gone`)];
    if (!Object.hasOwn(old.outputs, name)) return [change(name, "added", `${output} is new`)];
    const secret = (plan: typeof old) =>
      plan.secretOutputs.some((path) => path === name || path.startsWith(`${name}.`));
    if (secret(old) && !secret(now)) return [change(name, "changed", `${output} is no longer kept secret`)];
    return [];
  });
}
