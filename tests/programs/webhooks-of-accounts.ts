import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { PrometheusWebhook } from "../../components/index.ts";

/** Webhook objects of accounts that are reached in every way: by a role, by an identity provider, as the stack is. */
const config = new pulumi.Config();
const callback = config.requireSecret("callback");
const endpoint = config.require("endpoint");
const role = config.require("role");
const local = { region: "cn-hangzhou", protocol: "HTTP", endpoints: [{ cms: endpoint, sts: endpoint }] };

const byRole = new Provider("by-role", {
  ...local,
  accessKey: config.require("key"),
  secretKey: config.requireSecret("secret"),
  assumeRole: { roleArn: role, sessionName: "by-role" },
});
const byToken = new Provider("by-token", {
  ...local,
  assumeRoleWithOidc: {
    roleArn: role,
    oidcProviderArn: config.require("identityProvider"),
    oidcTokenFile: config.require("tokenFile"),
    roleSessionName: "by-token",
  },
});
const language = config.get("language") as "zh" | undefined;
new PrometheusWebhook("by-role", { callback, webhookId: "by-role", language }, { providers: [byRole] });
new PrometheusWebhook("by-token", { callback, webhookId: "by-token", language }, { providers: [byToken] });
new PrometheusWebhook("as-stack", { callback, webhookId: "as-stack", language });
