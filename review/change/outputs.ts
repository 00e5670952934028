import type { ReviewedProgram } from "../program.ts";
import { code } from "../wording/words.ts";
import { note, type Sides } from "./aspect.ts";
import type { Change } from "./change.ts";

/** Outputs of the stack that come or go: other programs and scripts read them. Their values follow the rest. */
export function sayOutputs({ before, after }: Sides): Change[] {
  // A stack that comes or goes as a whole needs no list of its outputs.
  if (before.resources.length === 0 || after.resources.length === 0) return [];
  const [old, now] = [before.outputs, after.outputs];
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
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].sort().flatMap((name) => {
    const output = `the stack's output ${code(name)}`;
    if (!Object.hasOwn(now, name)) return [change(name, "removed", `${output} is gone`)];
    if (!Object.hasOwn(old, name)) return [change(name, "added", `${output} is new`)];
    const secret = ({ secretOutputs }: ReviewedProgram) =>
      secretOutputs.some((path) => path === name || path.startsWith(`${name}.`));
    if (secret(before) && !secret(after))
      return [change(name, "changed", `${output} is no longer kept secret`)];
    return [];
  });
}
