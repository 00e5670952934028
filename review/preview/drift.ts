import { type Resource, resourceOf } from "../../program/evaluator/plan.ts";
import type { Change } from "../change/change.ts";
import { compare } from "../change/compare.ts";
import { type ReviewedProgram, readReviewed } from "../program.ts";
import { type Digest, type State, type Step, stackOf, viewsOf } from "./digest.ts";

/** What was changed outside of the program: in the console, by hand. */
export function driftOf(digest: Digest, secrets: readonly string[] = []): Change[] {
  const { stored, live } = viewsOf(digest);
  if (!live) return [];
  const program = (states: Map<string, State>) => programOf(digest, [...states.values()], stored, secrets);
  const changed = new Map([...live].map(([urn, state]) => [urn, withHidden(state, digest)]));
  const changes = compare(program(stored), program(changed), { onlyMeaning: true });
  return changes.filter(({ change }) => change !== "added");
}

/** The states as a program, by what the cloud answered for each input. */
export function programOf(
  digest: Digest,
  states: readonly State[],
  stored: ReadonlyMap<string, State>,
  secrets: readonly string[],
): ReviewedProgram {
  const known = new Set(states.map(({ urn }) => urn));
  const parents = [...new Set(states.flatMap(({ parent }) => (parent && !known.has(parent) ? parent : [])))];
  const resources = [...parents.map(component), ...states].map((state) =>
    readState(state, stored.get(state.urn) ?? state),
  );
  const [, project = ""] = /^urn:pulumi:[^:]+::([^:]+)::/.exec(digest.steps[0]?.urn ?? "") ?? [];
  const plan = { project, stack: stackOf(digest) ?? "", resources, outputs: {}, secretOutputs: [] };
  return readReviewed(plan, digest.config?.["alicloud:region"], secrets);
}

/** A component that the digest leaves out, because it stays the same: its URN says what it is. */
function component(urn: string): State {
  return { urn, type: urn.split("::")[2]?.split("$").at(-1) ?? "", custom: false };
}

function readState(
  { urn, type, custom, parent, provider = "", outputs, inputs: own = {} }: State,
  { inputs = {} }: State,
): Resource {
  // Whatever the program does not set is the cloud's own business: ids, times, the state of an alert.
  const given = Object.keys(inputs).filter((key) => !key.startsWith("__"));
  const answered = outputs ?? own;
  return resourceOf({
    urn,
    type,
    name: urn.split("::").at(-1) ?? "",
    custom,
    parent,
    inputs: Object.fromEntries(given.map((key) => [key, withoutEmpty(answered[key] ?? own[key])])),
    provider: provider.includes("::default_") ? "" : provider,
  });
}

/** The provider answers every field that there could be; what is empty in all of them says nothing. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => !key.startsWith("__") && each !== null && each !== "")
      .map(([key, each]) => [key, withoutEmpty(each)]),
  );
}

/** Secrets are the same text in the digest, whatever they are: that one differs stands only in the step. */
function withHidden(state: State, { steps }: Digest): State {
  const step = steps.find(({ urn, detailedDiff }) => urn === state.urn && detailedDiff);
  const hidden = hiddenInputs(step).map((key) => [key, "[another secret]"]);
  return { ...state, outputs: { ...state.outputs, ...Object.fromEntries(hidden) } };
}

function hiddenInputs(step: Step | undefined): string[] {
  const keys = Object.keys(step?.detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0] ?? "");
  return keys.filter((key) => {
    const values = [step?.oldState, step?.newState].map(
      (state) => state?.inputs?.[key] ?? state?.outputs?.[key],
    );
    return values.includes("[secret]");
  });
}
