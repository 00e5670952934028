import { readFileSync } from "node:fs";

/** What `pulumi preview --json` and `pulumi refresh --preview-only --json` write, as far as it is read here. */
export interface Digest {
  config?: Record<string, string>;
  steps: Step[];
  diagnostics?: { message: string; severity: string }[];
}

export interface Step {
  /** `same`, `create`, `update`, `replace`, `delete`, `refresh`, `read`, … */
  op: string;
  urn: string;
  oldState?: State;
  newState?: State;
  /** Inputs that make a replacement of it. */
  replaceReasons?: string[] | null;
  diffReasons?: string[] | null;
  /** By property path. */
  detailedDiff?: Record<string, unknown> | null;
}

export interface State {
  urn: string;
  type: string;
  custom: boolean;
  parent?: string;
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** Reads a file of it. Throws with what is wrong. */
export function readDigest(file: string): Digest {
  let digest: unknown;
  try {
    digest = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { steps } = (digest ?? {}) as Partial<Digest>;
  const known =
    Array.isArray(steps) && steps.every(({ op, urn }) => typeof op === "string" && typeof urn === "string");
  if (!known || stackOf(digest as Digest) === undefined) {
    throw new Error(
      `${file}: is not what \`pulumi preview --json\` or \`pulumi refresh --preview-only --json\` writes (unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW)`,
    );
  }
  return digest as Digest;
}

/** Name of the stack that it is of. */
export function stackOf({ steps }: Digest): string | undefined {
  return /^urn:pulumi:([^:]+)::/.exec(steps[0]?.urn ?? "")?.[1];
}

interface Views {
  /** As the stack's state has it. */
  stored: Map<string, State>;
  /** As the cloud has it now; undefined where the digest comes from no refresh. */
  live: Map<string, State> | undefined;
  /** What would be done, by URN; empty for a refresh alone. */
  plan: Map<string, Step>;
}

/**
 * The three views of a digest.
 *
 * A refresh alone has one step for each resource: `refresh` where nothing differs, else `update` from
 * what is stored to what is there, or `delete`. A preview with a refresh has a `refresh` step for each,
 * whose new state is still the stored one, and then the step that would be done, from what is there.
 */
export function viewsOf({ steps }: Digest): Views {
  const refreshed = steps.filter(({ op }) => op === "refresh");
  const others = steps.filter(({ op }) => op !== "refresh");
  const isAlone =
    refreshed.length > 0 && !others.some(({ urn }) => refreshed.some((each) => each.urn === urn));
  const stored = new Map<string, State>();
  const live = new Map<string, State>();
  for (const { urn, oldState, newState } of isAlone ? steps : refreshed) {
    if (oldState) stored.set(urn, oldState);
    if (isAlone && newState) live.set(urn, newState);
  }
  if (isAlone) return { stored, live, plan: new Map() };
  // What stays the same is left out of a digest, unless it is asked for.
  for (const [urn, state] of stored) if (!others.some((each) => each.urn === urn)) live.set(urn, state);
  for (const { urn, oldState } of others) if (oldState) live.set(urn, oldState);
  return { stored, live: refreshed.length > 0 ? live : undefined, plan: planOf(others) };
}

/** With replacement steps shown, one replacement is several steps. */
function planOf(steps: readonly Step[]): Map<string, Step> {
  const plan = new Map<string, Step>();
  for (const step of steps) {
    const custom = step.newState?.custom ?? step.oldState?.custom;
    if (!custom || step.op === "same" || step.op === "read") continue;
    const known = plan.get(step.urn);
    const op = known || /replace/.test(step.op) ? "replace" : step.op;
    plan.set(step.urn, {
      ...known,
      ...step,
      op,
      replaceReasons: step.replaceReasons ?? known?.replaceReasons ?? null,
    });
  }
  return plan;
}
