import type { EnforcementLevel, PolicyConfigSchema, StackValidationPolicy } from "@pulumi/policy";
import { readProgram } from "../../program/model/program.ts";
import { CHECKS } from "../index.ts";
import type { AnyCheck, Parameters, Severity } from "../support/check.ts";
import { runChecks } from "../support/run-checks.ts";
import { NO_SETTINGS } from "../support/settings.ts";
import { readResources } from "./resources.ts";

export interface RulePoliciesOptions {
  /** What a finding does, by its severity. Default: bugs are mandatory, warnings advisory, infos disabled. */
  enforcement?: Partial<Record<Severity, EnforcementLevel>>;
  /** Whether the argument `checks` of a component disables a check here too. Default: true. */
  mayBeDisabled?: boolean;
}

const ENFORCEMENT: Record<Severity, EnforcementLevel> = {
  bug: "mandatory",
  warning: "advisory",
  info: "disabled",
};

/** What a policy pack can't see: the program's text, and which values are secret. */
const UNSEEN = ["secret-in-plain-config", "callback-in-the-open"];

/**
 * The rule checks as policies of a Pulumi policy pack, one for each check, under its id. Their
 * parameters and enforcement levels can be set in the pack's configuration like any policy's.
 */
export function rulePolicies(options: RulePoliciesOptions = {}): StackValidationPolicy[] {
  const enforcement = { ...ENFORCEMENT, ...options.enforcement };
  return CHECKS.filter(({ id }) => !UNSEEN.includes(id)).map((check) => ({
    name: check.id,
    description: check.summary,
    enforcementLevel: enforcement[check.severity],
    configSchema: schemaOf(check),
    validateStack(args, reportViolation) {
      const { resources, project, stack, region } = readResources(args.resources);
      const given = args.getConfig<Parameters>();
      const findings = runChecks(readProgram({ resources, project, stack, region }), {
        checks: [check],
        settings: {
          ...NO_SETTINGS,
          parametersOf: (each) => parametersOf(each, given),
        },
        now: Date.now(),
      });
      for (const { message, declaredAs, path, urn, disabled } of findings) {
        if (disabled && options.mayBeDisabled !== false) continue;
        reportViolation(`${declaredAs} ${message}${path === undefined ? "" : ` (${path})`}`, urn);
      }
    },
  }));
}

function schemaOf({ parameters = {} }: AnyCheck): PolicyConfigSchema {
  const entries = Object.entries(parameters).map(([name, { about, default: fallback }]) => {
    // A parameter without a default may be either.
    const type =
      fallback === undefined ? (["string", "number"] as const) : (typeof fallback as "string" | "number");
    return [
      name,
      {
        type: Array.isArray(type) ? [...type] : type,
        description: about,
        ...(fallback !== undefined && { default: fallback }),
      },
    ];
  });
  return { properties: Object.fromEntries(entries) as PolicyConfigSchema["properties"] };
}

/** Undefined where a parameter has no value, so that the check rests. */
function parametersOf({ parameters = {} }: AnyCheck, given: Parameters): Parameters | undefined {
  const values: Parameters = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name] ?? parameter.default;
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}
