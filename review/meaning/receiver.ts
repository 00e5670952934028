import { ofType, type Plan, type Resource } from "../../program/evaluator/plan.ts";
import { BINDING } from "../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../receiver/config/config.ts";
import type { Callback } from "./callback.ts";

/** A receiver as its Worker is uploaded. */
export interface Receiver {
  script: Resource;
  config: RelayConfig;
  /** Secret texts by the binding's name: only ever compared. */
  secrets: Record<string, string>;
  /** The Worker's code: only ever compared. */
  code: string;
  hostnames: string[];
}

const SCRIPT = "cloudflare:index/workersScript:WorkersScript";
const DOMAIN = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";

interface Bound {
  name: string;
  type: string;
  json?: string;
  text?: string;
}

/** Whether a Worker only brings a migration: uploaded once and frozen then. */
export function isFrozen({ options }: Resource): boolean {
  return options.ignoreChanges.includes("*");
}

export function readReceivers(plan: Plan): Receiver[] {
  return ofType(plan, SCRIPT)
    .filter((script) => !isFrozen(script))
    .flatMap((script) => readReceiver(plan, script) ?? []);
}

function readReceiver(plan: Plan, script: Resource): Receiver | undefined {
  const bindings = (script.inputs.bindings ?? []) as Bound[];
  const parts = new Map(
    bindings.flatMap(({ name, json }) => (json === undefined ? [] : [[name, json] as const])),
  );
  // A Worker of the program's own is no receiver.
  if (!parts.has(BINDING.config)) return undefined;
  const config = mergeConfig((name) => {
    const json = parts.get(name);
    return json === undefined ? undefined : (JSON.parse(json) as RelayConfig);
  });
  const texts = bindings.filter(({ type }) => type === "secret_text");
  return {
    script,
    config,
    secrets: Object.fromEntries(texts.map(({ name, text }) => [name, String(text)])),
    code: String(script.inputs.content ?? script.inputs.contentSha256 ?? ""),
    hostnames: ofType(plan, DOMAIN)
      .filter(({ inputs }) => inputs.service === script.inputs.scriptName)
      .map(({ inputs }) => String(inputs.hostname)),
  };
}

/** The receiver that a callback goes to, if this program declares it. */
export function receiverOf(receivers: readonly Receiver[], callback: Callback): Receiver | undefined {
  return receivers.find(
    ({ hostnames, script }) =>
      hostnames.includes(callback.host) ||
      (callback.host.startsWith(`${script.inputs.scriptName}.`) && callback.host.endsWith(".workers.dev")),
  );
}
