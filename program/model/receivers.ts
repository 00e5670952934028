import { BINDING, destinationBinding } from "../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../receiver/config/config.ts";
import type { Access } from "../../receiver/destinations/destination.ts";
import { lookup } from "../../receiver/lookup.ts";
import type { CallbackTarget } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { json, list, record, text, textRecord } from "./values.ts";

/** A receiver as its Worker is uploaded. */
export interface Receiver extends ProgramEntry {
  readonly kind: "receiver";
  readonly scriptName: string;
  /** Of all the bindings that it is split over. */
  readonly config: RelayConfig;
  /** Host names of its own; empty where it is on workers.dev. */
  readonly hostnames: readonly string[];
  /** The Worker's code: only ever compared. */
  readonly code: string;
  /** Secret texts by the binding's name: never shown. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Its cron triggers. */
  readonly crons: readonly string[];
  /** Callback URL of each source, as the component gives it: secret too. Empty for a plain Worker. */
  readonly callbackUrls: Readonly<Record<string, string>>;
}

/** The host name of a Worker's own. */
export interface Address extends ProgramEntry {
  readonly kind: "address";
  readonly hostname: string;
  /** Name of the script that answers. */
  readonly scriptName: string;
}

export function readReceivers(resources: Resources): Receiver[] {
  const addresses = readAddresses(resources);
  return resources.entries(TYPE.script).flatMap((entry): Receiver[] => {
    const { inputs } = entry.resource;
    const bindings = list(inputs.bindings).map(record);
    const of = (name: string) => bindings.find((each) => each.name === name);
    // Neither a Worker of the program's own nor an upload that only migrates the real one is a receiver.
    if (json(of(BINDING.config)?.json) === undefined) return [];
    const secrets = bindings.filter(({ type }) => type === "secret_text");
    const scriptName = text(inputs.scriptName) ?? "";
    return [
      {
        ...entry,
        kind: "receiver",
        scriptName,
        config: mergeConfig((name) => json(of(name)?.json) as RelayConfig | undefined),
        hostnames: addresses.filter((each) => each.scriptName === scriptName).map(({ hostname }) => hostname),
        code: text(inputs.content) ?? text(inputs.contentSha256) ?? "",
        secrets: Object.fromEntries(secrets.map((each) => [text(each.name) ?? "", text(each.text) ?? ""])),
        crons: cronsOf(resources, scriptName),
        callbackUrls: textRecord(entry.component.outputs.callbackUrls),
      },
    ];
  });
}

function cronsOf(resources: Resources, scriptName: string): string[] {
  return resources
    .entries(TYPE.cronTrigger)
    .filter(({ resource }) => text(resource.inputs.scriptName) === scriptName)
    .flatMap(({ resource }) => list(resource.inputs.schedules).map((each) => text(record(each).cron) ?? ""));
}

export function readAddresses(resources: Resources): Address[] {
  return resources.entries(TYPE.address).map((entry): Address => {
    const { hostname, service } = entry.resource.inputs;
    return { ...entry, kind: "address", hostname: text(hostname) ?? "", scriptName: text(service) ?? "" };
  });
}

/** Address and credential of a destination; undefined where they are not known. Secret. */
export function accessOf({ secrets }: Receiver, destination: string): Access | undefined {
  const access = json(lookup(secrets, destinationBinding(destination)));
  return access === undefined ? undefined : ({ credential: "", ...(access as Partial<Access>) } as Access);
}

/** Whether a host name leads to a receiver. */
export function answersAt({ hostnames, scriptName }: Receiver, host: string): boolean {
  return hostnames.includes(host) || (host.startsWith(`${scriptName}.`) && host.endsWith(".workers.dev"));
}

/** The receiver that a callback goes to, if it is one of these. */
export function receiverOf<R extends Receiver>(
  receivers: readonly R[],
  callback: CallbackTarget | undefined,
): R | undefined {
  if (callback?.source === undefined) return undefined;
  return receivers.find((receiver) => answersAt(receiver, callback.host));
}
