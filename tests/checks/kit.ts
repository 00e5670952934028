import * as pulumi from "@pulumi/pulumi";
import { type Finding, runChecks } from "../../checks/support/run-checks.ts";
import { readSettings } from "../../checks/support/settings.ts";
import {
  AlertContact,
  AlertReceiver,
  type AlertReceiverArgs,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  type MetricRuleArgs,
  metrics,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { once } from "../programs/once.ts";

export const NOW = Date.parse("2026-11-20T12:00:00Z");

const SECRET = "a-stack-secret-that-is-made-up-for-tests";

/** As of a receiver that another program declares: one here would take most of the time. */
const CALLBACK = "https://alerts.example.com/callbacks/production?token=made-up";

/** What a case declares its program with. */
export interface Given {
  callback: pulumi.Output<string>;
  contactGroups: pulumi.Input<string>[];
  /** Name of the one contact. */
  contact: pulumi.Output<string>;
  /** What the component under test is to take as `checks`. */
  checks?: Record<string, string>;
  /** An ordinary rule with something changed. */
  rule: (changes: Partial<MetricRuleArgs>, name?: string) => MetricRule;
  /** An ordinary receiver with something changed. */
  receiver: (changes: Partial<AlertReceiverArgs>) => AlertReceiver;
}

export type Declare = (given: Given) => unknown;

/** The cases of one check. */
export interface Cases {
  /** Programs in which it finds something: the path of the argument, and part of the message. */
  finds: Record<string, [Declare, string | undefined, string]>;
  /** Programs in which it finds nothing. */
  quiet: Record<string, Declare>;
  /** What the configuration says about the check. */
  parameters?: Record<string, string | number>;
  /** Configuration of the stack. */
  config?: Record<string, string>;
  region?: string;
}

export const condition = { comparison: Comparison.AtLeast, threshold: 90 };
export const level = { ...condition, times: 3 };

/** Evaluates what a case declares, beside a contact and a group. */
export async function programOf(
  declare: Declare,
  options: { checks?: Record<string, string>; region?: string; config?: Record<string, string> } = {},
): Promise<Program> {
  const { region = "cn-hangzhou", config = {}, checks } = options;
  // Pulumi takes a stack trace of every promise, which is most of the work, and nobody reads it here.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const plan = await evaluateInline(() => {
    const mail = new AlertContact("mail", { mail: "a@example.com" });
    const group = new ContactGroup("on-call", { contacts: [mail.contactName] });
    const common = {
      callback: pulumi.secret(CALLBACK),
      contactGroups: [group.groupName],
      ...(checks && { checks }),
    };
    return declare({
      ...common,
      contact: mail.contactName,
      rule: (changes, name = "cpu") =>
        new MetricRule(name, {
          metric: metrics.ecs.CPUUtilization,
          critical: level,
          ...common,
          ...changes,
        }),
      receiver: (changes) =>
        new AlertReceiver("other", { ...receiverArgs, ...(checks && { checks }), ...changes }),
    });
  }).finally(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });
  return readProgram({ ...plan, region, plainConfig: config });
}

type ProgramOptions = Parameters<typeof programOf>[1];

/** The same, evaluated once by its name: no check has a hand in it. */
export function onceProgramOf(name: string, declare: Declare, options?: ProgramOptions): Promise<Program> {
  return once(`checks: ${name}`, () => programOf(declare, options));
}

export const receiverArgs: AlertReceiverArgs = {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: SECRET,
  destinations: { pager: { kind: DestinationKind.Itoc360, credential: "made-up-token" } },
  sources: { production: { deliverTo: ["pager"] } },
};

/** What one check finds; with `disabled` also what is disabled. */
export function findingsOf(
  program: Program,
  check: string,
  settings: Record<string, unknown> = {},
): { open: Finding[]; disabled: Finding[] } {
  const all = runChecks(program, { settings: readSettings(JSON.stringify(settings)), now: NOW });
  const own = all.filter((each) => each.check === check);
  return {
    open: own.filter(({ disabled }) => !disabled),
    disabled: own.filter(({ disabled }) => disabled),
  };
}
