import { isHash } from "../../receiver/stable-name.ts";
import { canonicalJson, shortHash } from "../canonical.ts";
import type { Problems } from "../validation/problems.ts";

/**
 * A rule that existed before the program did: its id and texts as CloudMonitor has them. Written by
 * `cloudmonitor-relay import`, so that the first update changes nothing.
 */
export interface AdoptArgs {
  /** Id of the existing rule. Kept until something changes that forces another rule. */
  ruleId: string;
  /** Of what forced a replacement when the rule was adopted: `adoptionFingerprint`. */
  fingerprint: string;
  /** Its contact groups as one text. Used while it names the same groups: their order would replace the rule. */
  contactGroups?: string;
  /** Its resources as JSON text. Used while it means the same: other white space would be an update. */
  resources?: string;
}

/** What makes another rule of a rule when it changes. */
interface ReplacedBy {
  namespace: string;
  metricName: string;
  ruleName: string;
  /** Sorted, joined by commas. */
  contactGroups: string;
  /** Whether each of these is set: what is left out of a change may stay as it was. */
  noEffectiveInterval: boolean;
  emailSubject: boolean;
  composite: boolean;
  labels: boolean;
  webhook: boolean;
  /** Names of the levels that are set. */
  levels: string[];
  /** Inputs that aren't always written, if there are any: what a change of one does is not sure. */
  others?: Record<string, unknown>;
}

/** Inputs that are always written, or stand above as a flag. */
const TOLD = new Set(
  [
    "metricAlarmRuleId namespace metricName ruleName contactGroups resources webhook labels emailSubject",
    "escalations compositeExpression period silenceTime effectiveInterval noEffectiveInterval",
    "noDataPolicy sendOk status",
  ].flatMap((names) => names.split(" ")),
);

/** The same of the inputs of the provider's resource, in which an empty list says as little as nothing. */
export function replacedBy(inputs: Readonly<Record<string, unknown>>): ReplacedBy {
  const has = (name: string) => {
    const value = inputs[name];
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
  };
  const others = Object.entries(inputs).filter(([name]) => !TOLD.has(name) && has(name));
  return {
    namespace: String(inputs.namespace),
    metricName: String(inputs.metricName),
    ruleName: String(inputs.ruleName),
    contactGroups: sortedGroups(String(inputs.contactGroups)),
    noEffectiveInterval: has("noEffectiveInterval"),
    emailSubject: has("emailSubject"),
    composite: has("compositeExpression"),
    labels: has("labels"),
    webhook: has("webhook"),
    levels: Object.keys(inputs.escalations ?? {}).sort(),
    ...(others.length > 0 && { others: Object.fromEntries(others) }),
  };
}

/** Contact groups as one text, in canonical order. */
function sortedGroups(text: string): string {
  return text.split(",").sort().join(",");
}

/** Stands in the program beside the adopted id, and tells when that no longer serves. */
export function adoptionFingerprint(replacedBy: ReplacedBy): string {
  return shortHash(replacedBy);
}

/** Whether the adopted id is still the rule's. */
export function stillAdopted(adopt: AdoptArgs | undefined, replacedBy: ReplacedBy): adopt is AdoptArgs {
  return adopt !== undefined && adopt.fingerprint === adoptionFingerprint(replacedBy);
}

/** The text that CloudMonitor has where it names the same groups as `sorted`, else `sorted`. */
export function keptGroups(text: string | undefined, sorted: string): string {
  return text !== undefined && sortedGroups(text) === sorted ? text : sorted;
}

/** The text that CloudMonitor has where it means the same as `canonical`, else `canonical`. */
export function keptResources(text: string | undefined, canonical: string): string {
  return text !== undefined && canonicalResources(text) === canonical ? text : canonical;
}

/** Watched resources in canonical order. An empty list is every resource. */
export function resourcesJson(resources: Record<string, string>[]): string {
  // The API's own word for every resource; `[{"userId":"…"}]` would need the account's id.
  if (resources.length === 0) return canonicalJson([{ resource: "_ALL" }]);
  return `[${resources.map(canonicalJson).sort().join(",")}]`;
}

/** The same of a text, or undefined if it is no list of resources. `[{"userId":"…"}]` is every resource. */
function canonicalResources(text: string): string | undefined {
  try {
    const list = JSON.parse(text) as Record<string, string>[];
    const all = list.length === 1 && Object.keys(list[0] ?? {}).join() === "userId";
    return resourcesJson(all ? [] : list);
  } catch {
    return undefined;
  }
}

export function checkAdopt(problems: Problems, adopt: AdoptArgs | undefined): void {
  if (adopt === undefined) return;
  if (adopt.ruleId === "") problems.add("adopt.ruleId", "must not be empty; leave adopt out for a new rule");
  if (!isHash(adopt.fingerprint)) {
    problems.add(
      "adopt.fingerprint",
      "must be the ten hexadecimal digits that `cloudmonitor-relay import` wrote",
    );
  }
}
