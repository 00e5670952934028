import { type Resource, resourceOf } from "../evaluator/plan.ts";
import {
  type ApplicationGroup,
  type GroupMembers,
  readApplicationGroups,
  readGroupMembers,
  readTagGroups,
  type TagGroup,
} from "./application-groups.ts";
import { type Contact, type ContactGroup, readContactGroups, readContacts } from "./contacts.ts";
import { type ProgramEntry, Resources } from "./entry.ts";
import { type EventBridgeRule, readEventBridgeRules } from "./event-bridge-rules.ts";
import { type EventRule, readEventRules } from "./event-rules.ts";
import { type MetricRule, readMetricRules } from "./metric-rules.ts";
import {
  type PrometheusRule,
  type PrometheusWebhook,
  readPrometheusRules,
  readPrometheusWebhooks,
} from "./prometheus-rules.ts";
import { type Address, type Receiver, readAddresses, readReceivers } from "./receivers.ts";
import { readSilences, type Silence } from "./silences.ts";
import { readSiteMonitors, type SiteMonitor } from "./site-monitors.ts";
import { isOther } from "./types.ts";

/** The whole program as an entry of its own. */
interface WholeProgram extends ProgramEntry {
  readonly kind: "program";
}

/** Whatever a program declares that somebody here reads. */
export type AnyEntry =
  | MetricRule
  | PrometheusRule
  | EventRule
  | EventBridgeRule
  | Contact
  | ContactGroup
  | ApplicationGroup
  | GroupMembers
  | TagGroup
  | Silence
  | SiteMonitor
  | PrometheusWebhook
  | Receiver
  | Address
  | WholeProgram;
export type EntryKind = AnyEntry["kind"];

/** What a program declares, in the terms of alert rules. Values that are not known before an update are left out. */
export interface Program {
  readonly project: string;
  readonly stack: string;
  /** `alicloud:region`, if known. */
  readonly region: string | undefined;
  /** What stands in the open in the stack's file. Undefined where that is not known, as in a policy pack. */
  readonly plainConfig: Readonly<Record<string, string>> | undefined;
  /** Rules on metrics: of resources, of application groups, composite ones, and those of the older resource. */
  readonly metricRules: readonly MetricRule[];
  readonly prometheusRules: readonly PrometheusRule[];
  readonly eventRules: readonly EventRule[];
  readonly eventBridgeRules: readonly EventBridgeRule[];
  readonly contacts: readonly Contact[];
  readonly contactGroups: readonly ContactGroup[];
  readonly applicationGroups: readonly ApplicationGroup[];
  readonly groupMembers: readonly GroupMembers[];
  readonly tagGroups: readonly TagGroup[];
  readonly silences: readonly Silence[];
  readonly siteMonitors: readonly SiteMonitor[];
  readonly prometheusWebhooks: readonly PrometheusWebhook[];
  readonly receivers: readonly Receiver[];
  readonly addresses: readonly Address[];
  readonly whole: WholeProgram;
  /** All of these, and by the URN of their resource. */
  readonly entries: readonly AnyEntry[];
  readonly entryOf: ReadonlyMap<string, AnyEntry>;
  /** Resources about monitoring that are of no kind above. */
  readonly others: readonly Resource[];
  readonly resources: readonly Resource[];
  readonly byUrn: ReadonlyMap<string, Resource>;
}

interface ProgramSource {
  project: string;
  stack: string;
  resources: readonly Resource[];
  region?: string | undefined;
  plainConfig?: Readonly<Record<string, string>> | undefined;
}

/** Reads what the evaluator, Pulumi's preview, or a policy pack knows of a program. */
export function readProgram(source: ProgramSource): Program {
  const { project, stack, region, plainConfig } = source;
  const resources = new Resources(source.resources);
  const lists = {
    metricRules: readMetricRules(resources),
    prometheusRules: readPrometheusRules(resources),
    eventRules: readEventRules(resources),
    eventBridgeRules: readEventBridgeRules(resources),
    contacts: readContacts(resources),
    contactGroups: readContactGroups(resources),
    applicationGroups: readApplicationGroups(resources),
    groupMembers: readGroupMembers(resources),
    tagGroups: readTagGroups(resources),
    silences: readSilences(resources),
    siteMonitors: readSiteMonitors(resources),
    prometheusWebhooks: readPrometheusWebhooks(resources),
    receivers: readReceivers(resources),
    addresses: readAddresses(resources),
  };
  const whole = wholeOf(source);
  const entries = [...Object.values<readonly AnyEntry[]>(lists).flat(), whole];
  return {
    project,
    stack,
    region,
    plainConfig,
    ...lists,
    whole,
    entries,
    entryOf: new Map(entries.map((entry) => [entry.resource.urn, entry])),
    others: resources.all.filter(({ type }) => isOther(type)),
    resources: resources.all,
    byUrn: resources.byUrn,
  };
}

const STACK = "pulumi:pulumi:Stack";

function wholeOf({ project, stack, resources }: ProgramSource): WholeProgram {
  const name = `${project}-${stack}`;
  const found: Pick<Resource, "urn" | "name"> = resources.find(({ type }) => type === STACK) ?? {
    urn: `urn:pulumi:${stack}::${project}::${STACK}::${name}`,
    name,
  };
  // The stack is declared within Pulumi's own code, which is no place for a finding.
  const resource = resourceOf({ urn: found.urn, type: STACK, name: found.name });
  return { kind: "program", resource, component: resource, declaredAs: resource.name };
}
