import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { LOCAL_REGION } from "../../program/project/made-up.ts";
import { isFrozen, type Receiver, readReceivers } from "./receiver.ts";
import { readRule } from "./rule.ts";
import { secretTexts } from "./secrets.ts";

/** What a program declares, with what a reader has to know beside each resource. */
export interface Program {
  plan: Plan;
  /** By URN. */
  resources: ReadonlyMap<string, Resource>;
  receivers: Receiver[];
  /** Names of contacts, by the name of their contact group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** Region of the stack's own account. */
  region: string;
  /** Texts that must not be seen. */
  secrets: readonly string[];
}

const GROUP = "alicloud:cms/alarmContactGroup:AlarmContactGroup";
const CONTACT = "alicloud:cms/alarmContact:AlarmContact";

/** `configuration`: values of the stack's secret keys, whatever the program made of them. */
export function readProgram(
  plan: Plan,
  region: string = LOCAL_REGION,
  configuration: readonly string[] = [],
): Program {
  const groups = plan.resources
    .filter(({ type }) => type === GROUP)
    .map(
      ({ inputs }) =>
        [String(inputs.alarmContactGroupName), [...((inputs.contacts ?? []) as string[])]] as const,
    );
  return {
    plan,
    resources: new Map(plan.resources.map((resource) => [resource.urn, resource])),
    receivers: readReceivers(plan),
    groups: new Map(groups),
    region,
    secrets: secretTexts(plan, configuration),
  };
}

/** A program that declares nothing: what stands on one side where a stack comes or goes. */
export function emptyProgram(project: string, stack: string): Program {
  return readProgram({ project, stack, resources: [], outputs: {}, secretOutputs: [], diagnostics: [] });
}

/** The account and region of a resource: the stack's own, or an explicit provider's. */
export function accountOf(program: Program, resource: Resource): string {
  const urn = resource.provider.slice(0, resource.provider.lastIndexOf("::"));
  const provider = program.resources.get(urn);
  if (!provider) return resource.type.startsWith("alicloud:") ? program.region : "";
  const { region, accountId } = provider.inputs;
  return [region ?? program.region, accountId, `provider ${provider.name}`].filter(Boolean).join(", ");
}

/** The contact groups that a change of the resource matters to. */
export function groupsOf(program: Program, resource: Resource): string[] {
  const rule = readRule(resource);
  if (rule) return rule.groups;
  const { inputs, type } = resource;
  if (type === GROUP) return [String(inputs.alarmContactGroupName)];
  if (type === CONTACT) {
    const name = String(inputs.alarmContactName);
    return [...program.groups].filter(([, contacts]) => contacts.includes(name)).map(([group]) => group);
  }
  const targets = (inputs.contactParameters ?? []) as { contactGroupName?: string }[];
  return [...new Set(targets.flatMap(({ contactGroupName }) => contactGroupName ?? []))].sort();
}

const OURS = "cloudmonitor-relay:";

/**
 * What people call a resource: the name of the component that declares it, if it is the component's
 * only one of its type, else its own.
 */
export function titleOf(program: Program, resource: Resource): string {
  const parent = resource.parent === undefined ? undefined : program.resources.get(resource.parent);
  if (!parent?.type.startsWith(OURS)) return resource.name;
  const alike = program.plan.resources.filter(
    (each) => each.parent === parent.urn && each.type === resource.type && !isFrozen(each),
  );
  return alike.length === 1 && alike[0] === resource ? parent.name : resource.name;
}
