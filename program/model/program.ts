import type { Contact, ContactGroup } from "./contacts.ts";
import { readContacts, readGroups } from "./contacts.ts";
import type { EventRule } from "./event-rules.ts";
import { readEventRules } from "./event-rules.ts";
import type { MetricRule } from "./metric-rules.ts";
import { readMetricRules } from "./metric-rules.ts";
import type { PrometheusRule } from "./prometheus-rules.ts";
import { readPrometheusRules } from "./prometheus-rules.ts";
import type { Receiver } from "./receivers.ts";
import { readReceivers } from "./receivers.ts";
import type { Resource } from "./resource.ts";

/** The whole program as a subject of its own. */
export interface WholeProgram {
  kind: "program";
  resource: Resource;
  component: Resource;
}

/** Something that a check can apply to. */
export type Subject =
  | MetricRule
  | PrometheusRule
  | EventRule
  | Contact
  | ContactGroup
  | Receiver
  | WholeProgram;
export type SubjectKind = Subject["kind"];

/** What an evaluated program declares, in the terms of alert rules. */
export interface Program {
  project: string;
  stack: string;
  /** `alicloud:region`, if known. */
  region: string | undefined;
  /** What stands in the open in the stack's file. Undefined where that is not known, as in a policy pack. */
  plainConfig: Readonly<Record<string, string>> | undefined;
  metricRules: MetricRule[];
  prometheusRules: PrometheusRule[];
  eventRules: EventRule[];
  contacts: Contact[];
  groups: ContactGroup[];
  receivers: Receiver[];
  whole: WholeProgram;
  resources: readonly Resource[];
}

export interface ProgramSource {
  project: string;
  stack: string;
  resources: readonly Resource[];
  region?: string | undefined;
  plainConfig?: Readonly<Record<string, string>> | undefined;
}

export function readProgram(source: ProgramSource): Program {
  const { resources, project, stack } = source;
  const found = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? noRoot(project, stack);
  // The stack is declared within Pulumi's own code, which is no place for a finding.
  const root = { ...found, position: undefined };
  return {
    project,
    stack,
    region: source.region,
    plainConfig: source.plainConfig,
    metricRules: readMetricRules(resources),
    prometheusRules: readPrometheusRules(resources),
    eventRules: readEventRules(resources),
    contacts: readContacts(resources),
    groups: readGroups(resources),
    receivers: readReceivers(resources),
    whole: { kind: "program", resource: root, component: root },
    resources,
  };
}

/** Every subject, rules first. */
export function subjectsOf(program: Program): Subject[] {
  const { metricRules, prometheusRules, eventRules, contacts, groups, receivers, whole } = program;
  return [...metricRules, ...prometheusRules, ...eventRules, ...contacts, ...groups, ...receivers, whole];
}

function noRoot(project: string, stack: string): Resource {
  const type = "pulumi:pulumi:Stack";
  const name = `${project}-${stack}`;
  const urn = `urn:pulumi:${stack}::${project}::${type}::${name}`;
  return { urn, type, name, parent: undefined, inputs: {}, options: { protect: false } };
}
