import { isDeepStrictEqual } from "node:util";
import { AlertContact, checkMail, checkPhone } from "../components/alert-contact.ts";
import { ApplicationGroup } from "../components/application-group.ts";
import { ContactGroup } from "../components/contact-group.ts";
import { Probe } from "../components/enums.ts";
import { GroupMetricRule } from "../components/group-metric-rule.ts";
import { checkDimensions } from "../components/groups/settings.ts";
import { MetricRule } from "../components/metric-rule.ts";
import type { Metric } from "../components/metrics/metric.ts";
import { PrometheusRule } from "../components/prometheus-rule.ts";
import { checkGroups } from "../components/rules/inputs.ts";
import { checkResources } from "../components/rules/resources.ts";
import { Silence } from "../components/silence.ts";
import { SiteMonitor } from "../components/site-monitor.ts";
import { checkAddress } from "../components/site-monitors/settings.ts";
import { checkCallbackUrl } from "../components/validation/url.ts";
import { evaluateInline } from "../program/evaluator/inline.ts";
import type { Plan, Resource } from "../program/evaluator/plan.ts";
import { type Found, type Part, RESOURCES } from "./account.ts";
import type { Candidate, Component } from "./candidates/candidate.ts";
import { plainValue, type Tree } from "./code.ts";
import { withoutEmpty } from "./read/wire.ts";

const COMPONENTS = {
  ...{ AlertContact, ContactGroup, ApplicationGroup, MetricRule, GroupMetricRule, Silence, PrometheusRule },
  SiteMonitor,
} as const;

/** What was found under its name in the program, with the components that may declare it. */
export interface Named {
  found: Found;
  name: string;
  candidates: Candidate[];
}

/** The component that declares a thing, and the names of the provider's resources in it, one for each part. */
interface Settled {
  candidate: Candidate;
  parts: string[];
}

/** Project and stack of the program: the ids that some components make hang on them. */
export interface Place {
  project: string;
  stack: string;
}

/**
 * For each, the first component that declares exactly what exists, seen by evaluating it: what the
 * first update would send is compared with what the provider reads. None where no component does.
 */
export async function settle(named: Named[], place: Place): Promise<Map<Named, Settled>> {
  const settled = new Map<Named, Settled>();
  const most = Math.max(0, ...named.map(({ candidates }) => candidates.length));
  for (let attempt = 0; attempt < most; attempt++) {
    const tried = named.flatMap((each) => {
      const candidate = settled.has(each) ? undefined : each.candidates[attempt];
      return candidate ? [{ each, candidate }] : [];
    });
    const plan = await evaluateInline(() => {
      // Beside what is settled: of two rules with one key, only the first can be a component.
      for (const [each, { candidate }] of settled) declare(each.name, candidate);
      for (const { each, candidate } of tried) declare(each.name, candidate);
    }, place);
    for (const { each, candidate } of tried) {
      const parts = partsWithin(plan, candidate.component, each);
      if (parts) settled.set(each, { candidate, parts });
    }
  }
  return settled;
}

function declare(name: string, { component, args }: Candidate): void {
  const values = plainValue(args) as Tree;
  if (LATE[component](values).some((problem) => problem !== undefined)) return;
  try {
    new COMPONENTS[component](name, values as never);
  } catch {
    // The component takes no such arguments: another candidate, or the provider's resource, does.
  }
}

const given = <T>(value: unknown, check: (value: T) => string | undefined) =>
  value === undefined ? undefined : check(value as T);

const people = ({ contactGroups, callback }: Tree) => [
  given(contactGroups, checkGroups),
  given(callback, checkCallbackUrl),
];

/**
 * What a component would only find when its inputs are known, by the same functions: such an error comes
 * too late to be caught here.
 */
const LATE: Record<Component, (args: Tree) => (string | undefined)[]> = {
  AlertContact: ({ mail, phone, dingTalkWebhook }) => [
    given(mail, checkMail),
    given(phone, checkPhone),
    given(dingTalkWebhook, checkCallbackUrl),
  ],
  ContactGroup: () => [],
  ApplicationGroup: people,
  MetricRule: (args) => [
    ...people(args),
    checkResources((args.resources ?? []) as Record<string, string>[], args.metric as Metric),
  ],
  GroupMetricRule: (args) => [
    ...people(args),
    given<Record<string, string>>(args.dimensions, (each) => checkDimensions(each, args.metric as Metric)),
  ],
  Silence: ({ resources }) => [
    checkResources((resources ?? []) as Record<string, string>[], { namespace: "", metricName: "" }),
  ],
  PrometheusRule: () => [],
  SiteMonitor: ({ address, probe = Probe.Http }) => [given(address, checkAddress(probe as Probe))],
};

/** The names of a component's resources, one for each part; undefined unless they are those parts exactly. */
function partsWithin(plan: Plan, component: Component, { found, name }: Named): string[] | undefined {
  const type = `cloudmonitor-relay:index:${component}`;
  const whole = plan.resources.find((each) => each.type === type && each.name === name);
  const children = plan.resources.filter(({ parent }) => whole !== undefined && parent === whole.urn);
  if (children.length !== found.parts.length) return undefined;
  const made = new Map<string, Part>();
  const names = found.parts.map((part) => {
    const child = children.find(
      (each) =>
        !made.has(each.urn) &&
        each.type === RESOURCES[part.of] &&
        isDeepStrictEqual(canonical(inputsOf(each, made)), canonical(part.inputs)),
    );
    if (child) made.set(child.urn, part);
    return child?.name;
  });
  return names.every((each) => each !== undefined) ? names : undefined;
}

/** The inputs, with the id that exists in place of the one that the evaluator made up for a resource beside it. */
function inputsOf({ inputs, propertyDependencies }: Resource, made: Map<string, Part>): Tree {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      const [beside, ...others] = propertyDependencies[key] ?? [];
      const part = others.length === 0 && beside !== undefined ? made.get(beside) : undefined;
      return [key, part ? part.id : value];
    }),
  );
}

/** Without what is empty, so that leaving out and not having are the same. */
function canonical(inputs: Tree): unknown {
  return JSON.parse(JSON.stringify(withoutEmpty(inputs)));
}
