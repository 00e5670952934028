import * as pulumi from "@pulumi/pulumi";
import { splitToken } from "./callback-url.ts";
import { shortHash } from "./canonical.ts";
import { Language } from "./enums.ts";
import { type AccountAccess, configuredAccess, configuredKeys } from "./prometheus/account-access.ts";
import { WebhookResource } from "./prometheus/webhook-resource.ts";
import { refuseWorkersDev, regionOf } from "./region.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked, Problems } from "./validation/problems.ts";
import { checkCallbackUrl } from "./validation/url.ts";

/** The type of resource whose provider tells of the account. */
const ACCOUNT = "alicloud:cms/alertRuleV2:AlertRuleV2";

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
  /** Region of the API. Default: that of the account's provider, else `alicloud:region` of the stack. */
  region?: string;
  /** Take over an object of this identifier that exists already, instead of failing. Default: false. */
  adopt?: boolean;
  /**
   * Key pair for the API. Kept secret. Default: as the account's provider is configured, explicit or of the stack:
   * its key pair, the role that it assumes, its identity provider; else the usual chain of Alibaba Cloud's SDKs.
   */
  accessKeyId?: pulumi.Input<string>;
  accessKeySecret?: pulumi.Input<string>;
  /** Host and port of the API. Default: `endpoints` of the account's provider or the stack (key `cms`), else the region's own. */
  endpoint?: string;
  /** `http` or `https`. Default: `protocol` of the account's provider or the stack, else `https`. */
  protocol?: string;
}

/**
 * The custom webhook notification object of Managed Service for Prometheus (CloudMonitor 2.0): name,
 * identifier, URL, headers, POST, JSON. Rules in simple mode notify it.
 *
 * The alicloud provider has no such resource yet, so this talks to the API itself
 * (`CreateAlertWebhook` of 2024-03-30), in the account of its provider. The state keeps how to get credentials, never
 * a token: each operation gets them in its own run. An object that was made by hand needs no component: give its identifier to the rule.
 */
export class PrometheusWebhook extends pulumi.ComponentResource {
  /** Identifier, for `PrometheusRule.webhooks`. */
  readonly webhookId: pulumi.Output<string>;

  constructor(name: string, args: PrometheusWebhookArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("PrometheusWebhook", name, args, opts));
    const outputs = declare(this, { type: "PrometheusWebhook", name, args }, (claimNames) => {
      const protocol = check(name, args);
      const of = { type: "PrometheusWebhook", name };
      const region = checked(args.region ?? regionOf(this, ACCOUNT), { ...of, path: "region" }, (known) =>
        known
          ? undefined
          : "is missing: give it, or set it for the stack with `pulumi config set alicloud:region cn-hangzhou`",
      ) as pulumi.Output<string>;
      const access = configuredAccess(this, ACCOUNT);
      claimNames([{ path: "webhookId", kind: "webhook", name: args.webhookId, within: [region] }]);
      const callback = checked(args.callback, { ...of, path: "callback" }, checkCallbackUrl);
      const target = pulumi.all([callback, regionOf(this, ACCOUNT), region]).apply(([url, where, here]) => {
        refuseWorkersDev("PrometheusWebhook", name, url, where ?? here);
        return splitToken(url);
      });
      const workspace = pulumi.output(args.workspace ?? "");
      const secretHeaders = pulumi.all([target, args.headers ?? {}]).apply(([{ headers }, more]) => ({
        "Content-Type": "application/json",
        ...headers,
        ...more,
      }));

      const refuse = (problem: string) => {
        const problems = new Problems(of);
        problems.add("the account's provider", problem);
        problems.throwIfAny();
      };
      const keys =
        args.accessKeyId === undefined
          ? configuredKeys(this, ACCOUNT, refuse)
          : {
              accessKeyId: pulumi.secret(args.accessKeyId),
              accessKeySecret: pulumi.secret(args.accessKeySecret),
            };
      const webhook = new WebhookResource(
        `${name}-webhook`,
        {
          webhookId:
            args.webhookId ??
            pulumi.all([workspace, region]).apply(([each, here]) => defaultId(name, each, here)),
          name: args.webhookName ?? name,
          url: pulumi.secret(target.apply(({ url }) => url)),
          method: "POST",
          contentType: "JSON",
          headers: pulumi.secret(secretHeaders),
          lang: args.language === Language.Chinese ? "zh_CN" : "en_US",
          workspace,
          adopt: args.adopt ?? false,
          region,
          endpoint: args.endpoint ?? access.apply(({ endpoint }) => endpoint as string),
          protocol: protocol ?? access.apply(({ protocol: configured }) => configured as string),
          account: access.apply(({ account }) => account as AccountAccess),
          ...keys,
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

/** Checks what is known now. The protocol, in small letters. */
function check(name: string, args: PrometheusWebhookArgs): string | undefined {
  const problems = new Problems({ type: "PrometheusWebhook", name });
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
  const protocol = args.protocol?.toLowerCase();
  if (protocol !== undefined && protocol !== "http" && protocol !== "https") {
    problems.add("protocol", `must be http or https, not "${protocol}"`);
  }
  problems.throwIfAny();
  return protocol;
}
