import * as pulumi from "@pulumi/pulumi";
import { splitToken } from "./callback-url.ts";
import { shortHash } from "./canonical.ts";
import { Language } from "./enums.ts";
import { WebhookResource } from "./prometheus/webhook-resource.ts";
import { refuseWorkersDev, regionOf } from "./region.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked, Problems } from "./validation/problems.ts";
import { checkCallbackUrl } from "./validation/url.ts";

export interface PrometheusWebhookArgs {
  /** Where alerts are posted to: `receiver.callback("source")`. Its token travels in a header, not in the URL. Kept secret. */
  callback: pulumi.Input<string>;
  /** Name that people see. Default: the component's name. */
  webhookName?: string;
  /**
   * Identifier that rules name. Letters, digits, hyphens and underscores. Default: the component's name
   * and a hash of project, stack, workspace and region, so that a replacement never meets itself.
   */
  webhookId?: string;
  /** Further headers. Kept secret. */
  headers?: Record<string, pulumi.Input<string>>;
  /** Language of the notifications. Default: English. */
  language?: Language;
  /** Workspace of CloudMonitor 2.0. Default: none. */
  workspace?: pulumi.Input<string>;
  /** Region of the API. Default: `alicloud:region` of the stack. */
  region?: string;
  /** Take over an object of this identifier that exists already, instead of failing. Default: false. */
  adopt?: boolean;
  /** Key pair for the API. Kept secret. Default: the usual chain of Alibaba Cloud's SDKs. */
  accessKeyId?: pulumi.Input<string>;
  accessKeySecret?: pulumi.Input<string>;
  /** Host and port of the API. Default: `alicloud:endpoints` of the stack (key `cms`), else the region's own. */
  endpoint?: string;
  /** `http` or `https`. Default: `alicloud:protocol` of the stack, else `https`. */
  protocol?: string;
}

/**
 * The custom webhook notification object of Managed Service for Prometheus (CloudMonitor 2.0): name,
 * identifier, URL, headers, POST, JSON. Rules in simple mode notify it.
 *
 * The alicloud provider has no such resource yet, so this talks to the API itself
 * (`CreateAlertWebhook` of 2024-03-30), with credentials of its own: not those of an explicit alicloud
 * provider. An object that was made by hand needs no component: give its identifier to the rule.
 */
export class PrometheusWebhook extends pulumi.ComponentResource {
  /** Identifier, for `PrometheusRule.webhooks`. */
  readonly webhookId: pulumi.Output<string>;

  constructor(name: string, args: PrometheusWebhookArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("PrometheusWebhook", name, args, opts));
    const outputs = declare(this, { type: "PrometheusWebhook", name, args }, (claimNames) => {
      const access = check(name, args);
      const { region } = access;
      claimNames([{ path: "webhookId", kind: "webhook", name: args.webhookId, within: [region] }]);
      const callback = checked(
        args.callback,
        { type: "PrometheusWebhook", name, path: "callback" },
        checkCallbackUrl,
      );
      const target = pulumi
        .all([callback, regionOf(this, "alicloud:cms/alertRuleV2:AlertRuleV2")])
        .apply(([url, where]) => {
          refuseWorkersDev("PrometheusWebhook", name, url, where ?? region);
          return splitToken(url);
        });
      const workspace = pulumi.output(args.workspace ?? "");
      const secretHeaders = pulumi.all([target, args.headers ?? {}]).apply(([{ headers }, more]) => ({
        "Content-Type": "application/json",
        ...headers,
        ...more,
      }));

      const webhook = new WebhookResource(
        `${name}-webhook`,
        {
          webhookId: args.webhookId ?? workspace.apply((each) => defaultId(name, each, region)),
          name: args.webhookName ?? name,
          url: pulumi.secret(target.apply(({ url }) => url)),
          method: "POST",
          contentType: "JSON",
          headers: pulumi.secret(secretHeaders),
          lang: args.language === Language.Chinese ? "zh_CN" : "en_US",
          workspace,
          adopt: args.adopt ?? false,
          ...access,
          accessKeyId: args.accessKeyId && pulumi.secret(args.accessKeyId),
          accessKeySecret: args.accessKeySecret && pulumi.secret(args.accessKeySecret),
        },
        { parent: this },
      );

      // Of the resource, so that a rule waits for the object that it names.
      return { webhookId: webhook.webhookId };
    });
    this.webhookId = outputs.webhookId;
    this.registerOutputs(outputs);
  }
}

function defaultId(name: string, workspace: string, region: string): string {
  return `${name}-${shortHash({ project: pulumi.getProject(), stack: pulumi.getStack(), workspace, region })}`;
}

/** Checks what is known now, and finds out how to reach the API. */
function check(
  name: string,
  args: PrometheusWebhookArgs,
): { region: string; endpoint?: string; protocol?: string } {
  const problems = new Problems({ type: "PrometheusWebhook", name });
  const config = new pulumi.Config("alicloud");
  const region = args.region ?? config.get("region") ?? "";
  if (region === "") {
    problems.add(
      "region",
      "is missing: give it, or set it for the stack with `pulumi config set alicloud:region cn-hangzhou`",
    );
  }
  const id = args.webhookId ?? name;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) {
    const path =
      args.webhookId === undefined ? "webhookId (by default made of the component's name)" : "webhookId";
    problems.add(path, `must be 1 to 64 letters, digits, hyphens or underscores, not "${id}"`);
  }
  if (args.webhookName !== undefined && args.webhookName.trim() === "")
    problems.add("webhookName", "must not be empty");
  for (const header of Object.keys(args.headers ?? {})) {
    if (!/^[A-Za-z0-9-]+$/.test(header))
      problems.add("headers", `must have names of letters, digits and hyphens, not "${header}"`);
  }
  if ((args.accessKeyId === undefined) !== (args.accessKeySecret === undefined)) {
    problems.add("accessKeyId, accessKeySecret", "must be given both or neither");
  }
  const protocol = (args.protocol ?? config.get("protocol"))?.toLowerCase();
  if (protocol !== undefined && protocol !== "http" && protocol !== "https") {
    problems.add("protocol", `must be http or https, not "${protocol}"`);
  }
  problems.throwIfAny();
  const endpoint =
    args.endpoint ?? config.getObject<{ cms?: string }[]>("endpoints")?.find(({ cms }) => cms)?.cms;
  return { region, ...(endpoint !== undefined && { endpoint }), ...(protocol !== undefined && { protocol }) };
}
