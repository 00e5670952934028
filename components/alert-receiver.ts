import { WorkersCronTrigger } from "@pulumi/cloudflare/workersCronTrigger.js";
import { WorkersCustomDomain } from "@pulumi/cloudflare/workersCustomDomain.js";
import { WorkersScript, type WorkersScriptArgs } from "@pulumi/cloudflare/workersScript.js";
import { WorkersScriptSubdomain } from "@pulumi/cloudflare/workersScriptSubdomain.js";
import * as pulumi from "@pulumi/pulumi";
import { COMPATIBILITY_DATE, REACHES_ITSELF } from "../receiver/config/bindings.ts";
import { operatorToken, SHORTEST_SECRET, sourceToken, statusToken } from "../receiver/config/token.ts";
import { callbackUrl, statusUrl } from "../receiver/config/urls.ts";
import type { AlertReceiverArgs } from "./receiver/args.ts";
import { type Binding, receiverBindings } from "./receiver/bindings.ts";
import { MAIN_MODULE, workerCode } from "./receiver/bundle.ts";
import { readConfiguration } from "./receiver/configuration.ts";
import { consoleOf } from "./receiver/console.ts";
import { cronsOf } from "./receiver/drills.ts";
import { appliedTag, lackingMigrations, lastTag } from "./receiver/migrations.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked, Problems } from "./validation/problems.ts";

export type {
  AlertReceiverArgs,
  ConsoleArgs,
  DestinationArgs,
  DrillArgs,
  ExpectedHeartbeatArgs,
  FlappingArgs,
  GroupArgs,
  InhibitionArgs,
  MaintenanceArgs,
  MatchArgs,
  MentionArgs,
  PingArgs,
  RouteArgs,
  SeverityArgs,
  SourceArgs,
  StormArgs,
  TemplateArgs,
} from "./receiver/args.ts";

/** Types of bindings that a migration's upload takes over from the Worker that runs. */
const KEPT = ["json", "secret_text"];

/**
 * The Worker's own log lines, without Cloudflare's line for each invocation: that holds the whole URL, and so
 * the callback token. The provider asks for each of these fields.
 */
const OBSERVABILITY = { enabled: true, logs: { enabled: true, invocationLogs: false } };

/** A receiver's name and those of its sources. A field of the class, private too, would be an output in other languages. */
const SOURCES = new WeakMap<AlertReceiver, { name: string; sources: readonly string[] }>();

type Upload = WorkersScriptArgs & { scriptName: string; bindings: Binding[] };

/**
 * The Worker that receives CloudMonitor's callbacks and tells the on-call destinations, with its
 * ledger (a SQLite Durable Object for each source), its secrets and its address.
 */
export class AlertReceiver extends pulumi.ComponentResource {
  /** `https://` and the host, without a path. */
  readonly url: pulumi.Output<string>;
  /** Secret callback URL of each source, by name. */
  readonly callbackUrls: pulumi.Output<Record<string, string>>;
  /** Secret address of the status page. */
  readonly statusUrl: pulumi.Output<string>;
  /**
   * Secret token of `/operate`, where dead letters are raised and destinations held: for the header
   * `Authorization: Bearer`. See `docs/dead-letters.md`.
   */
  readonly operatorToken: pulumi.Output<string>;
  readonly scriptName: pulumi.Output<string>;

  constructor(name: string, args: AlertReceiverArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("AlertReceiver", name, args, opts));
    const outputs = declare(this, { type: "AlertReceiver", name, args }, (claimNames) => {
      const scriptName = args.scriptName ?? name;
      const problems = new Problems({ type: "AlertReceiver", name });
      const console = consoleOf(this, args.sources);
      const config = readConfiguration(problems, args, scriptName, console.atOnce);
      const secret = stackSecret(name, problems, args.callbackSecret);
      const within = [args.accountId];
      claimNames([
        { path: "scriptName", kind: "Worker", name: scriptName, within },
        { path: "hostname", kind: "address of a Worker", name: args.hostname },
      ]);

      const upload = {
        accountId: args.accountId,
        scriptName,
        content: workerCode(),
        mainModule: MAIN_MODULE,
        compatibilityDate: COMPATIBILITY_DATE,
        ...(config.address !== undefined && { compatibilityFlags: [REACHES_ITSELF] }),
        bindings: receiverBindings(name, args, config, secret, console),
        observability: OBSERVABILITY,
      };
      const objects = this.#migrate(name, upload);
      const protect = args.protectIncidents ?? true;
      const script = new WorkersScript(`${name}-script`, upload, {
        parent: this,
        protect,
        dependsOn: objects,
        hideDiffs: ["content"],
      });

      new WorkersCronTrigger(
        `${name}-cron`,
        {
          accountId: args.accountId,
          scriptName: script.scriptName,
          schedules: cronsOf(config).map((cron) => ({ cron })),
        },
        // Like the script: a slip would be refused in the middle, when this was gone.
        { parent: this, protect },
      );

      SOURCES.set(this, { name, sources: Object.keys(args.sources) });
      const url = this.#publish(name, args, script, protect);
      return {
        url,
        callbackUrls: callbackUrls(url, config.sources, secret),
        statusUrl: pulumi.secret(
          pulumi.all([url, secret]).apply(([address, text]) => statusUrl(address, statusToken(text))),
        ),
        operatorToken: pulumi.secret(
          secret.apply((text) => operatorToken(text, config.operatorGeneration ?? 1)),
        ),
        scriptName: script.scriptName,
      };
    });
    this.url = outputs.url;
    this.callbackUrls = outputs.callbackUrls;
    this.statusUrl = outputs.statusUrl;
    this.operatorToken = outputs.operatorToken;
    this.scriptName = outputs.scriptName;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }

  /** The secret callback URL of a source, for `MetricRule.callback` and `AlertContact.dingTalkWebhook`. */
  callback(source: string): pulumi.Output<string> {
    // A receiver that was refused has none, and its URLs are unknown.
    const { name = "", sources } = SOURCES.get(this) ?? {};
    if (sources && !sources.includes(source)) {
      const problems = new Problems({ type: "AlertReceiver", name });
      problems.add(
        "callback",
        `was asked for the source "${source}", which is not among its sources (${sources.join(", ")})`,
      );
      problems.throwIfAny();
    }
    return this.callbackUrls.apply((urls) => urls[source] ?? "");
  }

  /**
   * The upload that brings every Durable Object migration that Cloudflare lacks, before the real one.
   *
   * Migrations that stay in the program are refused at the second deployment, and ones that are taken out
   * after the first show up as a change. So they have a resource of their own, named after the last of
   * them, that is uploaded once and then frozen; a later version's takes its place. It says nothing of
   * migrations where Cloudflare has them already: after lost state, or an error that came when the upload
   * was done. It binds the classes of all of them, since they exist with it, has the real code, and keeps
   * the configuration and the secrets that are there: the live Worker never lacks any of them, nor has a
   * configuration that its secrets do not fit. It is never deleted: the script is one.
   *
   * The code is in it as text. Given as a file, its hash would be frozen with it, and refused as soon as the
   * file is another: the provider compares them whenever it looks at the resource.
   */
  #migrate(name: string, upload: Upload): WorkersScript {
    const applied = appliedTag(upload.accountId, upload.scriptName, { parent: this });
    // What is frozen does not follow a new name of the script; a resource of its own has to.
    const prefix = upload.scriptName === name ? name : `${name}-${upload.scriptName}`;
    return new WorkersScript(
      `${prefix}-objects-${lastTag()}`,
      {
        ...upload,
        bindings: upload.bindings.filter(({ type }) => !KEPT.includes(type)),
        keepBindings: KEPT,
        migrations: applied.apply((tag) => lackingMigrations(tag)),
      },
      { parent: this, ignoreChanges: ["*"], retainOnDelete: true, hideDiffs: ["content"] },
    );
  }

  /**
   * Gives the script its address. What is made of the address waits until it is there. It is protected
   * like the script: a line deleted by mistake would leave the Worker, and nobody could reach it.
   */
  #publish(
    name: string,
    args: AlertReceiverArgs,
    script: WorkersScript,
    protect: boolean,
  ): pulumi.Output<string> {
    if (args.hostname !== undefined) {
      // Another host name is another resource: the old one goes when everything uses the new one. Another
      // script under the same host name is the same domain to Cloudflare: made first, it would be deleted.
      const domain = new WorkersCustomDomain(
        `${name}-domain-${args.hostname}`,
        {
          accountId: args.accountId,
          hostname: args.hostname,
          service: script.scriptName,
          zoneId: args.zoneId,
        },
        { parent: this, protect, deleteBeforeReplace: true },
      );
      return domain.hostname.apply((hostname) => `https://${hostname}`);
    }
    const subdomain = new WorkersScriptSubdomain(
      `${name}-subdomain`,
      { accountId: args.accountId, scriptName: script.scriptName, enabled: true, previewsEnabled: false },
      { parent: this, protect },
    );
    return subdomain.scriptName.apply(
      (script) => `https://${script}.${args.workersDevSubdomain}.workers.dev`,
    );
  }
}

/** The secret callback URL of each source, by name. */
function callbackUrls(
  address: pulumi.Output<string>,
  sources: Record<string, { generation: number }>,
  secret: pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
  const urls = pulumi.all([address, secret]).apply(([url, text]) => {
    const entries = Object.entries(sources).map(([source, { generation }]) => {
      const token = sourceToken(text, source, generation);
      return [source, callbackUrl(url, source, token)] as const;
    });
    return Object.fromEntries(entries);
  });
  return pulumi.secret(urls);
}

/** The secret that tokens are made of, from the arguments or the stack's configuration. */
function stackSecret(
  name: string,
  problems: Problems,
  given: pulumi.Input<string> | undefined,
): pulumi.Output<string> {
  const input = given ?? new pulumi.Config("cloudmonitor-relay").getSecret("callbackSecret");
  if (input === undefined) {
    problems.add(
      "callbackSecret",
      'is missing. Set it once for the stack:\n  pulumi config set --secret cloudmonitor-relay:callbackSecret "$(openssl rand -base64 32)"',
    );
    problems.throwIfAny();
    throw new Error("unreachable");
  }
  const at = { type: "AlertReceiver", name, path: "callbackSecret" };
  return pulumi.secret(
    checked(input, at, (text) =>
      text.length >= SHORTEST_SECRET
        ? undefined
        : `must be at least ${SHORTEST_SECRET} characters, not ${text.length}`,
    ),
  );
}
