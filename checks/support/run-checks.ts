import { argumentOf } from "../../components/rule-sets/argument.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import type { AnyEntry, Program } from "../../program/model/program.ts";
import { record } from "../../program/model/values.ts";
import { CHECKS } from "../index.ts";
import type { AnyCheck, Context, Found, Severity } from "./check.ts";
import { type Disabled, readReason } from "./disabled.ts";
import { type CheckSettings, NO_SETTINGS } from "./settings.ts";

/** Something that a check found, with where it is. */
export interface Finding {
  /** Id of the check. */
  check: string;
  severity: Severity;
  message: string;
  /** The component or resource that the person wrote. */
  component: { urn: string; type: string; name: string };
  /** What people know it by: the component's name, or that of one rule of a set. */
  declaredAs: string;
  /** The resource below it that shows the problem. */
  urn: string;
  /** Path of the component's argument; undefined for the whole call. */
  path: string | undefined;
  /** Of the constructor call. */
  position: Resource["position"];
  /** Set where somebody disabled the check here, and when that ends. */
  disabled: (Disabled & { by: "argument" | "configuration" }) | undefined;
}

export interface RunOptions {
  checks?: readonly AnyCheck[];
  settings?: CheckSettings;
  /** Milliseconds since 1970. */
  now: number;
}

/** Runs the checks over a program, disabled findings included. In the order of the program, then of the checks. */
export function runChecks(program: Program, options: RunOptions): Finding[] {
  const { checks = CHECKS, settings = NO_SETTINGS, now } = options;
  const findings = checks.flatMap((check) => {
    const parameters = settings.parametersOf(check);
    if (!parameters) return [];
    return program.entries.flatMap((subject) =>
      find(check, subject, { program, parameters, now }).map(({ message, path }): Finding => {
        const { component, resource, declaredAs } = subject;
        const { urn, type, name, position } = component;
        return {
          check: check.id,
          severity: settings.severityOf(check),
          message,
          component: { urn, type, name },
          declaredAs,
          urn: resource.urn,
          path: argumentIn(subject, path),
          position,
          disabled: disabledBy(check.id, component, program.byUrn, settings, now),
        };
      }),
    );
  });
  return unique(findings).sort(byPosition);
}

/** The component's argument that a rule's own is given by: a set has its rules' arguments by their names. */
function argumentIn({ component, declaredAs }: AnyEntry, path: string | undefined): string | undefined {
  if (path === undefined || declaredAs === component.name) return path;
  return argumentOf(declaredAs.slice(component.name.length + 1), path);
}

/** A component with several resources is told once what is wrong with all of them. */
function unique(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ check, component, declaredAs, path, message }) => {
    const key = [check, component.urn, declaredAs, path, message].join("\n");
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

function find(check: AnyCheck, subject: AnyEntry, context: Context): Found[] {
  return check.appliesTo.includes(subject.kind) ? check.find(subject as never, context) : [];
}

/** A check is disabled by the component, by one above it, or by the stack's configuration. */
function disabledBy(
  check: string,
  component: Resource,
  byUrn: ReadonlyMap<string, Resource>,
  settings: CheckSettings,
  now: number,
): Finding["disabled"] {
  for (let each: Resource | undefined = component; each; each = byUrn.get(each.parent ?? "")) {
    const reason = record(each.inputs.checks)[check];
    const disabled = reason === undefined ? undefined : readReason(String(reason));
    if (disabled && holds(disabled, now)) return { ...disabled, by: "argument" };
  }
  const disabled = settings.disabled[check];
  return disabled && holds(disabled, now) ? { ...disabled, by: "configuration" } : undefined;
}

function holds({ reason, until }: Disabled, now: number): boolean {
  return reason !== "" && (until === undefined || now < until);
}

function byPosition(a: Finding, b: Finding): number {
  const [first, second] = [a.position, b.position];
  if (!first || !second) return Number(!first) - Number(!second);
  return first.file.localeCompare(second.file) || first.line - second.line || first.column - second.column;
}
