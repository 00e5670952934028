import * as pulumi from "@pulumi/pulumi";
import { BINDING, destinationBinding } from "../../receiver/config/bindings.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { canonicalJson } from "../canonical.ts";
import { checked } from "../checks/problems.ts";
import { checkDestinationUrl } from "../checks/url.ts";
import type { AlertReceiverArgs, DestinationArgs } from "./args.ts";

/** A binding of the Worker, as `WorkersScript` takes it. */
export interface Binding {
  name: string;
  type: string;
  text?: pulumi.Input<string>;
  json?: string;
  className?: string;
}

/** The bindings of the Worker, sorted by name: in another order they would show up as a change. */
export function receiverBindings(
  name: string,
  args: AlertReceiverArgs,
  config: RelayConfig,
  secret: pulumi.Output<string>,
): Binding[] {
  const bindings: Binding[] = [
    { name: BINDING.ledger, type: "durable_object_namespace", className: "Ledger" },
    { name: BINDING.secret, type: "secret_text", text: secret },
    { name: BINDING.config, type: "json", json: canonicalJson(config) },
    ...Object.entries(args.destinations).map(([destination, settings]) => ({
      name: destinationBinding(destination),
      type: "secret_text",
      text: accessOf(name, destination, settings),
    })),
  ];
  return bindings.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** URL and credential of a destination as one secret JSON text. */
function accessOf(name: string, destination: string, settings: DestinationArgs): pulumi.Output<string> {
  const { url: vendorUrl, credential } = destinationOf(settings.kind);
  const at = (path: string) => ({ type: "AlertReceiver", name, path: `destinations.${destination}.${path}` });
  const given = checked(settings.credential, at("credential"), (text) => {
    const problem = credential.check(text);
    return problem && `(the ${credential.name}) ${problem}`;
  });
  const url = settings.url === undefined ? vendorUrl : checked(settings.url, at("url"), checkDestinationUrl);
  return pulumi.secret(
    pulumi.all([url, given]).apply(([where, text]) => canonicalJson({ credential: text, url: where })),
  );
}
