import { type Resource, resourceOf } from "../evaluator/plan.ts";
import { SECRET, SIGNATURE } from "../evaluator/values.ts";
import { type Program, readProgram } from "../model/program.ts";
import { list, record, text } from "../model/values.ts";

/**
 * What is deployed, by what `pulumi stack export --show-secrets` writes. Secrets stand in it as plain values.
 * Throws what a person can read where the text is something else.
 */
export function readExportedState(exported: string): Program {
  const resources = readExportedResources(exported);
  const [first = "", project = ""] = resources[0]?.urn.split("::") ?? [];
  return readProgram({ project, stack: first.split(":")[2] ?? "", resources });
}

/** Its resources, components among them. */
export function readExportedResources(exported: string): Resource[] {
  return resourcesOf(exported).map(readResource);
}

function resourcesOf(exported: string): Record<string, unknown>[] {
  let state: unknown;
  try {
    state = JSON.parse(exported);
  } catch {
    // Said below.
  }
  const { deployment } = record(state);
  if (deployment === undefined)
    throw new Error("the state is not what `pulumi stack export --show-secrets` writes");
  // What a replacement has left to be deleted is no part of what is declared.
  return (
    list(record(deployment).resources)
      .map(record)
      .filter((each) => each.delete !== true)
      // The engine writes them in the order in which they were done.
      .toSorted((a, b) => (String(a.urn) < String(b.urn) ? -1 : 1))
  );
}

function readResource(state: Record<string, unknown>): Resource {
  const urn = text(state.urn) ?? "";
  return resourceOf({
    urn,
    id: text(state.id) ?? "",
    type: text(state.type) ?? "",
    name: urn.slice(urn.lastIndexOf("::") + 2),
    custom: state.custom === true,
    parent: text(state.parent),
    inputs: record(plain(state.inputs)),
    outputs: record(plain(state.outputs)),
    provider: text(state.provider) ?? "",
  });
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const { [SIGNATURE]: mark, plaintext } = value as Record<string, unknown>;
  if (mark === SECRET) {
    if (typeof plaintext !== "string")
      throw new Error("the secrets of the state are encrypted: export it with `--show-secrets`");
    return plain(JSON.parse(plaintext));
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
