import { CHECKS } from "../index.ts";
import { type AnyCheck, type Parameters, SEVERITIES, type Severity } from "./check.ts";
import { type Disabled, readReason } from "./disabled.ts";

/** Key of the stack's configuration that holds what is said about checks. */
export const SETTINGS_KEY = "cloudmonitor-relay:checks";

/** What a stack says about checks. */
export interface CheckSettings {
  disabled: Record<string, Disabled>;
  severityOf(check: AnyCheck): Severity;
  /** Every parameter of a check; undefined where one has no value, so that the check rests. */
  parametersOf(check: AnyCheck): Parameters | undefined;
}

/**
 * Reads the configuration: by check id a reason that disables it, or an object with its `severity` and
 * parameters.
 *
 * ```yaml
 * config:
 *   cloudmonitor-relay:checks:
 *     single-sample: "until 2026-12-31: the new metrics are being tried out"
 *     rule-name: { pattern: "^[a-z]+-" }
 *     times-too-long: { minutes: 45, severity: info }
 * ```
 *
 * Throws with everything that is wrong with it.
 */
export function readSettings(text: string | undefined): CheckSettings {
  const given = text === undefined || text === "" ? {} : parse(text);
  const problems: string[] = [];
  const disabled: Record<string, Disabled> = {};
  const changed: Record<string, Record<string, unknown>> = {};
  for (const [id, value] of Object.entries(given)) {
    const check = CHECKS.find((each) => each.id === id);
    if (!check) problems.push(`${id}: there is no such check; \`cloudmonitor-relay lint --list\` tells all`);
    else if (typeof value === "string") {
      disabled[id] = readReason(value);
      if (disabled[id].reason === "") problems.push(`${id}: needs a reason to be disabled`);
    } else if (typeof value === "object" && value !== null) {
      changed[id] = value as Record<string, unknown>;
      problems.push(...problemsOf(check, changed[id]));
    } else problems.push(`${id}: must be a reason, or an object of parameters`);
  }
  if (problems.length > 0) throw new Error(problems.map((each) => `${SETTINGS_KEY}: ${each}`).join("\n"));
  return {
    disabled,
    severityOf: ({ id, severity }) => (changed[id]?.severity as Severity | undefined) ?? severity,
    parametersOf({ id, parameters = {} }) {
      const values: Parameters = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const value = (changed[id]?.[name] as string | number | undefined) ?? parameter.default;
        if (value === undefined) return undefined;
        values[name] = value;
      }
      return values;
    },
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, for whatever is no object.
  }
  throw new Error(`${SETTINGS_KEY}: must be an object with ids of checks`);
}

function problemsOf(check: AnyCheck, given: Record<string, unknown>): string[] {
  const known = Object.keys(check.parameters ?? {});
  return Object.entries(given).flatMap(([name, value]) => {
    if (name === "severity") {
      const right = SEVERITIES.includes(value as Severity);
      return right ? [] : [`${check.id}.severity: must be one of ${SEVERITIES.join(", ")}`];
    }
    if (!known.includes(name)) {
      return [`${check.id}.${name}: is no parameter of it (${["severity", ...known].join(", ")})`];
    }
    return typeof value === "string" || typeof value === "number"
      ? []
      : [`${check.id}.${name}: must be text or a number`];
  });
}

/** Nothing disabled, every parameter by default. */
export const NO_SETTINGS: CheckSettings = {
  disabled: {},
  severityOf: ({ severity }) => severity,
  parametersOf({ parameters = {} }) {
    const entries = Object.entries(parameters).map(([name, each]) => [name, each.default] as const);
    if (entries.some(([, value]) => value === undefined)) return undefined;
    return Object.fromEntries(entries) as Parameters;
  },
};
