import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { localKey } from "../../local/cloudmonitor/keys.ts";

/**
 * Examples, as they stand in examples/, in one stack. They import the package by its name, which leads to
 * the components here; and a provider that one of them declares is told where the local CloudMonitor of
 * its region is.
 */
const config = new pulumi.Config();
const root = join(import.meta.dirname, "..", "..");
const components = pathToFileURL(join(root, "components", "index.ts")).href;
registerHooks({
  resolve: (name, context, next) => next(name === "cloudmonitor-relay" ? components : name, context),
});

/**
 * The plugin assumes a role by HTTPS only, so that the key of the role's account stands for it here.
 */
function keyFor(role: { roleArn?: string } | undefined) {
  const [, account] = /^acs:ram::(\d+):role\//.exec(role?.roleArn ?? "") ?? [];
  return account === undefined ? undefined : localKey(account);
}

const endpoints = config.getObject<Record<string, string>>("endpoints") ?? {};
pulumi.runtime.registerStackTransformation(({ type, props: { assumeRole, ...props }, opts }) => {
  if (type !== "pulumi:providers:alicloud") return undefined;
  const at = pulumi.output(props.region as pulumi.Input<string>).apply((region) => endpoints[region]);
  const key = pulumi
    .output(assumeRole as pulumi.Input<string | undefined>)
    .apply((text) => keyFor(text === undefined ? undefined : JSON.parse(text)));
  return {
    props: {
      ...props,
      protocol: "HTTP",
      endpoints: at.apply((address) => JSON.stringify([{ cms: address, sts: address }])),
      accessKey: key.apply((each) => each?.id ?? props.accessKey),
      secretKey: pulumi.secret(key.apply((each) => each?.secret ?? props.secretKey)),
    },
    opts,
  };
});

/** Reads a file, by its place from the root of the repository; what others declare is found from here. */
const FROM_ROOT = "components/prometheus-rule-file.ts";

const exported: Record<string, unknown> = {};
for (const example of config.requireObject<string[]>("examples")) {
  const here = process.cwd();
  if (example === FROM_ROOT) process.chdir(root);
  Object.assign(exported, await import(pathToFileURL(join(root, "examples", example)).href));
  process.chdir(here);
}

/** What another stack of the examples reads. */
export const callbackUrls = exported.callbackUrls;
