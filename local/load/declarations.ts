import { ofType, type Plan, type Resource } from "../../program/evaluator/plan.ts";
import { BINDING, destinationBinding } from "../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../receiver/config/config.ts";
import type { Access } from "../../receiver/destinations/destination.ts";
import type { Contact, ContactGroup, MetricRule } from "../cloudmonitor/rule.ts";
import type { BlackListRecord } from "../cloudmonitor/store/records.ts";
import { readRules, text } from "./rules.ts";
import { readSilences } from "./silences.ts";

/** What a plan declares, in the terms of the clouds on this machine. */
export interface Declared {
  contacts: Contact[];
  groups: ContactGroup[];
  rules: MetricRule[];
  silences: BlackListRecord[];
  receivers: DeclaredReceiver[];
}

export interface DeclaredReceiver {
  script: Resource;
  config: RelayConfig;
  /** Secret half of each destination, by name. */
  access: Record<string, Access>;
  /** Host names that lead to it. */
  hostnames: string[];
}

const TYPES = {
  contact: "alicloud:cms/alarmContact:AlarmContact",
  group: "alicloud:cms/alarmContactGroup:AlarmContactGroup",
  script: "cloudflare:index/workersScript:WorkersScript",
  domain: "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
} as const;

export function readDeclared(plan: Plan): Declared {
  return {
    contacts: ofType(plan, TYPES.contact).map(({ inputs }) => ({
      name: String(inputs.alarmContactName),
      dingTalkWebhook: text(inputs.channelsDingWebHook),
    })),
    groups: ofType(plan, TYPES.group).map(({ inputs }) => ({
      name: String(inputs.alarmContactGroupName),
      contacts: (inputs.contacts ?? []) as string[],
    })),
    rules: readRules(plan),
    silences: readSilences(plan),
    receivers: ofType(plan, TYPES.script)
      // The uploads that only migrate are of the same script as the real one, and frozen.
      .filter(({ options }) => !options.ignoreChanges.includes("*"))
      .flatMap((script) => readReceiver(plan, script)),
  };
}

function readReceiver(plan: Plan, script: Resource): DeclaredReceiver[] {
  const bindings = script.inputs.bindings as { name: string; json?: string; text?: string }[];
  const json = (name: string) => bindings.find((each) => each.name === name)?.json;
  // A Worker of the program's own that is no receiver is not run here.
  if (json(BINDING.config) === undefined) return [];
  const config = mergeConfig((name) => JSON.parse(json(name) ?? "null") as RelayConfig | undefined);
  const access = Object.keys(config.destinations).map((name) => {
    const secret = bindings.find((each) => each.name === destinationBinding(name))?.text;
    return [name, { credential: "", ...(JSON.parse(String(secret)) as Partial<Access>) } as Access] as const;
  });
  const hostnames = ofType(plan, TYPES.domain)
    .filter(({ inputs }) => inputs.service === script.inputs.scriptName)
    .map(({ inputs }) => String(inputs.hostname));
  return [{ script, config, access: Object.fromEntries(access), hostnames }];
}
