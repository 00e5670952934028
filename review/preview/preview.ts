import { note, risk, type Sentence } from "../change/aspect.ts";
import type { Change } from "../change/change.ts";
import { titleOf } from "../change/heading.ts";
import { isSensitive } from "../change/properties.ts";
import type { ReviewedProgram } from "../program.ts";
import { redact } from "../secrets.ts";
import { code, codes } from "../wording/words.ts";
import { type Digest, type Step, stackOf, viewsOf } from "./digest.ts";
import { driftOf, programOf } from "./drift.ts";

/** What the real stack says of the change. */
export interface Preview {
  stack: string;
  /** How many resources each operation is for. */
  counts: Record<string, number>;
  /** What would be done, as a sentence each. */
  steps: { title: string; urn: string; op: string; sentence: Sentence }[];
  /** What was changed outside of the program. */
  drift: Change[];
  /** Whether the digest is of a refresh alone, so that nothing would be done. */
  refreshOnly: boolean;
  /** Errors of the preview. */
  errors: string[];
}

const DONE: Record<string, string> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  import: "imported",
};

/** What a digest is read beside. */
interface Beside {
  /** The program that it is of. */
  program?: ReviewedProgram;
  /** What the program's own difference says; without it nothing is unexpected. */
  changes?: readonly Change[];
  /** Keys that the stack's file has encrypted. */
  encrypted?: readonly string[];
}

export function readPreview(digest: Digest, { program, changes, encrypted = [] }: Beside): Preview {
  const secrets = [...(program?.secrets ?? []), ...shownSecrets(digest, encrypted)];
  const { plan, live } = viewsOf(digest);
  const states = digest.steps.flatMap(({ urn, newState, oldState }) => {
    const state = newState ?? oldState;
    return state ? [[urn, state] as const] : [];
  });
  const named = programOf(digest, [...new Map(states).values()], new Map(), secrets);
  const title = ({ urn }: Step) => {
    const known = program?.byUrn.get(urn);
    const own = named.byUrn.get(urn);
    return known && program
      ? titleOf(program, known)
      : own
        ? titleOf(named, own)
        : (urn.split("::").at(-1) ?? urn);
  };
  const steps = [...plan.values()].map((step) => {
    const known = changes?.some(({ urn, formerUrn }) => urn === step.urn || formerUrn === step.urn);
    const { text, ...rest } = sentenceOf(step, changes === undefined || known === true);
    return {
      title: title(step),
      urn: step.urn,
      op: step.op,
      sentence: { ...rest, text: redact(text, secrets) },
    };
  });
  const counts: Record<string, number> = {};
  for (const { op } of steps) counts[op] = (counts[op] ?? 0) + 1;
  return {
    stack: stackOf(digest) ?? "",
    counts,
    steps,
    drift: driftOf(digest, secrets),
    refreshOnly: live !== undefined && !digest.steps.some(({ op }) => op === "same"),
    errors: (digest.diagnostics ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => redact(message.trim(), secrets)),
  };
}

/** What `--show-secrets` wrote into the configuration, though the stack's file has it encrypted. */
function shownSecrets({ config = {} }: Digest, encrypted: readonly string[]): string[] {
  return Object.entries(config).flatMap(([key, value]) =>
    value !== "[secret]" && (encrypted.includes(key) || isSensitive(key)) ? [value] : [],
  );
}

function sentenceOf(step: Step, expected: boolean): Sentence {
  const reasons = step.op === "replace" ? step.replaceReasons : Object.keys(step.detailedDiff ?? {});
  const why = reasons?.length ? ` (${codes([...new Set(reasons)].sort())})` : "";
  const text = `{it} is ${DONE[step.op] ?? code(step.op)}${why}`;
  if (expected) return note(text);
  return risk(
    `${text}, though this change does not touch it: it drifted, or what the base says was never deployed`,
  );
}
