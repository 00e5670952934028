import { isDeepStrictEqual } from "node:util";
import { AlertContact, checkMail, checkPhone } from "../components/alert-contact.ts";
import { ContactGroup } from "../components/contact-group.ts";
import { MetricRule } from "../components/metric-rule.ts";
import type { Metric } from "../components/metrics/metric.ts";
import { checkGroups } from "../components/rules/inputs.ts";
import { checkResources } from "../components/rules/settings.ts";
import { checkCallbackUrl } from "../components/validation/url.ts";
import { evaluateInline } from "../program/evaluator/inline.ts";
import { type Found, RESOURCES } from "./account.ts";
import type { Candidate } from "./candidates.ts";
import { plainValue } from "./code.ts";
import { withoutEmpty } from "./wire.ts";

const COMPONENTS = { AlertContact, ContactGroup, MetricRule } as const;

/** What was found under its name in the program, with the components that may declare it. */
export interface Named {
  found: Found;
  name: string;
  candidates: Candidate[];
}

/**
 * For each, the first component that declares exactly what exists, seen by evaluating it: what the
 * first update would send is compared with what the provider reads. None where no component does.
 */
export async function settle(named: Named[]): Promise<Map<Named, Candidate>> {
  const settled = new Map<Named, Candidate>();
  const most = Math.max(0, ...named.map(({ candidates }) => candidates.length));
  for (let attempt = 0; attempt < most; attempt++) {
    const open = named.filter((each) => !settled.has(each) && each.candidates[attempt] !== undefined);
    for (const each of await equal(open, attempt)) {
      const candidate = each.candidates[attempt];
      if (candidate) settled.set(each, candidate);
    }
  }
  return settled;
}

/** Those whose candidate declares what exists. */
async function equal(named: Named[], attempt: number): Promise<Named[]> {
  const plan = await evaluateInline(() => {
    for (const { name, candidates } of named) {
      const { component, args } = candidates[attempt] as Candidate;
      const values = plainValue(args) as Record<string, unknown>;
      if (refused(component, values)) continue;
      try {
        new COMPONENTS[component](name, values as never);
      } catch {
        // The component takes no such arguments: another candidate, or the provider's resource, does.
      }
    }
  });
  const inputs = new Map(plan.resources.map((each) => [each.type + each.name, each.inputs]));
  return named.filter(({ found, name }) => {
    const declared = inputs.get(RESOURCES[found.kind].type + innerName(found, name));
    return isDeepStrictEqual(canonical(declared), canonical(found.inputs));
  });
}

/**
 * What a component would only find when its inputs are known, by the same functions: such an error comes
 * too late to be caught here.
 */
function refused(component: Candidate["component"], args: Record<string, unknown>): boolean {
  const { mail, phone, dingTalkWebhook, contactGroups, resources, callback } = args;
  const each: (string | undefined)[] =
    component === "MetricRule"
      ? [
          checkGroups((contactGroups ?? []) as string[]),
          checkResources((resources ?? []) as Record<string, string>[], args.metric as Metric),
          callback === undefined ? undefined : checkCallbackUrl(String(callback)),
        ]
      : [
          mail === undefined ? undefined : checkMail(String(mail)),
          phone === undefined ? undefined : checkPhone(String(phone)),
          dingTalkWebhook === undefined ? undefined : checkCallbackUrl(String(dingTalkWebhook)),
        ];
  return each.some((problem) => problem !== undefined);
}

/** Name of the provider's resource within its component. */
export function innerName({ kind }: Found, name: string): string {
  const suffix = {
    contact: "contact",
    "contact group": "group",
    "metric rule": "rule",
    "event rule": "rule",
  };
  return `${name}-${suffix[kind]}`;
}

/** Without what is empty, so that leaving out and not having are the same. */
function canonical(inputs: Record<string, unknown> | undefined): unknown {
  return inputs && JSON.parse(JSON.stringify(withoutEmpty(inputs)));
}
