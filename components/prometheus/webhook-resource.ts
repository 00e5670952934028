import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { WebhookInputs } from "./webhook-provider.ts";

/**
 * The webhook object as a resource of Pulumi's dynamic provider, which is part of every Pulumi CLI.
 *
 * Pulumi's own class writes the provider's code into the state and replaces the resource whenever that
 * text changes. This writes a text that never does: it loads the provider from this package.
 */
export class WebhookResource extends pulumi.CustomResource {
  declare readonly webhookId: pulumi.Output<string>;

  constructor(
    name: string,
    inputs: { [K in keyof WebhookInputs]: pulumi.Input<WebhookInputs[K]> | undefined },
    opts: pulumi.CustomResourceOptions,
  ) {
    const properties = { ...inputs, __provider: providerText() };
    super("pulumi-nodejs:dynamic/cloudmonitor-relay:PrometheusWebhook", name, properties, opts);
  }
}

/** In the published package the provider is one of its exports; in the repository a file beside this one. */
function providerText(): string {
  const source = join(dirname(fileURLToPath(import.meta.url)), "webhook-provider.ts");
  const module = existsSync(source)
    ? `require("node:path").resolve(${JSON.stringify(relative(process.cwd(), source))})`
    : '"cloudmonitor-relay/prometheus-webhook-provider"';
  return `exports.handler = () => require(${module}).webhookProvider;`;
}
