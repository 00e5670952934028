import { scryptSync } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { canonicalJson } from "../canonical.ts";
import type { SiteMonitorArgs } from "./args.ts";

/**
 * What makes another task, because the provider's update does not send it: the timeout, and with one any other
 * option, since whether a timeout that is left out is kept is not known; and a password, of which the provider
 * shows no difference. The engine takes no notice of a trigger that is secret (CLI 3.259), so it gets a slow,
 * salted hash, which stands in the state in the open.
 */
export function replacedBy(
  name: string,
  { login, port }: SiteMonitorArgs,
  timeout: number | undefined,
): pulumi.CustomResourceOptions {
  if (!login) return { replaceOnChanges: [timeout === undefined ? "optionJson.timeout" : "optionJson"] };
  const salt = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), name].join("\n");
  const others = timeout === undefined ? {} : { timeout, port, user: login.user };
  const hash = pulumi
    .output({ password: login.password, ...others })
    .apply((all) => scryptSync(canonicalJson(all), salt, 16, { N: 2 ** 14 }).toString("hex"));
  return { replacementTrigger: pulumi.unsecret(hash) };
}
