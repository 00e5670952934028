import type { Severity } from "../checks/support/check.ts";
import { type Finding, runChecks } from "../checks/support/run-checks.ts";
import { readSettings, SETTINGS_KEY } from "../checks/support/settings.ts";
import type { StackFile } from "../program/project/stack-file.ts";
import type { Change } from "./change/change.ts";
import type { StackSides } from "./commits/both-sides.ts";
import type { ReviewedProgram } from "./program.ts";
import { redact } from "./secrets.ts";

/** Something that the checks say of what changes, and did not say before; or the other way round. */
export interface FindingChange {
  change: "new" | "solved";
  check: string;
  severity: Severity;
  /** Of the change that it belongs to. */
  title: string;
  message: string;
  /** Where it is declared in the new program. */
  place?: Change["place"];
}

/**
 * What this change does to the findings of the checks, only of what changes itself: a finding that was
 * there before and still is, is not this change's business. Disabled ones are none. Bugs come first.
 */
export function findingChanges(sides: StackSides, changes: readonly Change[], now: number): FindingChange[] {
  const before = findingsOf(sides.before, sides.files.before, now);
  const after = findingsOf(sides.after, sides.files.after, now);
  const secrets = [...sides.before.secrets, ...sides.after.secrets];
  const told = changes
    .filter(({ change }) => change !== "removed")
    .flatMap(({ title, urn, formerUrn, place }) => {
      const old = before.filter((each) => each.urn === formerUrn);
      const own = after.filter((each) => each.urn === urn);
      const say = (change: FindingChange["change"]) => (finding: Finding) => {
        const { check, severity } = finding;
        return {
          change,
          check,
          severity,
          title,
          message: redact(finding.message, secrets),
          ...(place && { place }),
        };
      };
      return [...without(own, old).map(say("new")), ...without(old, own).map(say("solved"))];
    });
  return told.sort((a, b) => order(a) - order(b));
}

function findingsOf(program: ReviewedProgram, file: StackFile | undefined, now: number): Finding[] {
  const settings = readSettings(file?.values[SETTINGS_KEY]);
  return runChecks(program, { settings, now }).filter(({ disabled }) => !disabled);
}

/** Those that the others lack, by what is said and of which argument; how badly may differ. */
function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ check, path }) => !others.some((other) => other.check === check && other.path === path),
  );
}

const WORST_FIRST: readonly Severity[] = ["bug", "warning", "info"];

function order({ change, severity }: FindingChange): number {
  return WORST_FIRST.indexOf(severity) + (change === "new" ? 0 : WORST_FIRST.length);
}
