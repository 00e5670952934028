import { destinationBinding } from "../../receiver/config/bindings.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import type { Callback } from "./callback.ts";
import { type Declared, declared, json, list, type Resource, record, text } from "./resource.ts";

export interface Receiver extends Declared {
  kind: "receiver";
  scriptName: string;
  config: RelayConfig;
  /** Host names of its own; empty where it is on workers.dev. */
  hostnames: string[];
  /** The Worker's code: only ever compared. */
  code: string;
  protect: boolean;
  /** Secret half of each destination, as text, to tell equal from different. Secret: never shown. */
  access: Record<string, string>;
}

const TYPE = { script: "cloudflare:index/workersScript:WorkersScript" } as const;
const DOMAIN = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";

export function readReceivers(resources: readonly Resource[]): Receiver[] {
  return declared(resources, TYPE.script).flatMap((of) => {
    const { inputs, options } = of.resource;
    const bindings = list(inputs.bindings).map(record);
    // The uploads that only migrate are of the same script as the real one, without its secrets.
    const config = configOf(bindings);
    if (!config || inputs.keepBindings !== undefined) return [];
    const access = Object.keys(config.destinations).map((name) => {
      const binding = bindings.find((each) => each.name === destinationBinding(name));
      return [name, text(binding?.text) ?? ""] as const;
    });
    const scriptName = text(inputs.scriptName) ?? "";
    return [
      {
        ...of,
        kind: "receiver",
        scriptName,
        config,
        hostnames: resources
          .filter((each) => each.type === DOMAIN && each.inputs.service === scriptName)
          .map((each) => text(each.inputs.hostname) ?? ""),
        code: text(inputs.content) ?? "",
        protect: options.protect,
        access: Object.fromEntries(access),
      },
    ];
  });
}

/** The configuration, which may be spread over several bindings. */
function configOf(bindings: Record<string, unknown>[]): RelayConfig | undefined {
  const parts = bindings
    .filter(({ name }) => /^CONFIG(_\d+)?$/.test(String(name)))
    .map((each) => record(json(each.json)));
  if (parts.length === 0) return undefined;
  return {
    destinations: Object.assign({}, ...parts.map((each) => each.destinations)),
    sources: Object.assign({}, ...parts.map((each) => each.sources)),
  };
}

/** Whether a callback is one of a receiver's. */
export function receives({ hostnames, scriptName }: Receiver, callback: Callback | undefined): boolean {
  if (callback?.source === undefined) return false;
  const workersDev = callback.host.startsWith(`${scriptName}.`) && callback.host.endsWith(".workers.dev");
  return hostnames.includes(callback.host) || workersDev;
}
