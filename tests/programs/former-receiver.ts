import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WorkersCustomDomain, WorkersScript } from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

interface FormerArgs {
  accountId: string;
  hostname: string;
  callbackSecret: pulumi.Input<string>;
  signingSecret: pulumi.Input<string>;
  /** Folder with `worker.mjs`, the whole bundle, and `worker.webhook.mjs`, what was cut from it. */
  bundles: string;
}

/**
 * A receiver as the version declared it that gave its code as a file: the migration's upload frozen with
 * the hash of the whole bundle, the real one with that of what was cut from it for its destinations.
 */
export class FormerReceiver extends pulumi.ComponentResource {
  constructor(name: string, args: FormerArgs) {
    super("cloudmonitor-relay:index:AlertReceiver", name, {});
    const { accountId, hostname } = args;
    const ledger = { name: "LEDGER", type: "durable_object_namespace", className: "Ledger" };
    const upload = {
      accountId,
      scriptName: name,
      mainModule: "worker.mjs",
      compatibilityDate: "2026-07-01",
      observability: { enabled: true },
    };
    const migration = new WorkersScript(
      `${name}-migration-v1`,
      {
        ...upload,
        ...fileIn(args.bundles, "worker.mjs"),
        bindings: [ledger],
        keepBindings: ["json", "secret_text"],
        migrations: { newTag: "v1", newSqliteClasses: ["Ledger"] },
      },
      { parent: this, ignoreChanges: ["*"], retainOnDelete: true },
    );
    const config = {
      destinations: { first: { kind: "webhook", severities: {} } },
      sources: { shop: { deliverTo: ["first"], generation: 1, language: "en", severities: {} } },
    };
    const access = pulumi.jsonStringify({
      credential: args.signingSecret,
      url: "https://hooks.example.com/first",
    });
    const script = new WorkersScript(
      `${name}-script`,
      {
        ...upload,
        ...fileIn(args.bundles, "worker.webhook.mjs"),
        bindings: [
          { name: "CALLBACK_SECRET", type: "secret_text", text: args.callbackSecret },
          { name: "CONFIG", type: "json", json: JSON.stringify(config) },
          { name: "DESTINATION_FIRST", type: "secret_text", text: pulumi.secret(access) },
          ledger,
        ],
      },
      { parent: this, protect: true, dependsOn: migration },
    );
    new WorkersCustomDomain(
      `${name}-domain-${hostname}`,
      { accountId, hostname, service: script.scriptName },
      { parent: this, protect: true, deleteBeforeReplace: true },
    );
    this.registerOutputs();
  }
}

function fileIn(folder: string, name: string) {
  const contentFile = join(folder, name);
  const contentSha256 = createHash("sha256").update(readFileSync(contentFile)).digest("hex");
  return { contentFile, contentSha256 };
}
