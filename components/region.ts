import * as pulumi from "@pulumi/pulumi";
import { ConsoleSite } from "./enums.ts";
import { Problems } from "./validation/problems.ts";

/** The region that a resource of this component is made in, as far as the program knows it. Plain without a provider of its own. */
export function regionOf(
  component: pulumi.ComponentResource,
  type: string,
): pulumi.Input<string | undefined> {
  const provider = component.getProvider(type) as { region?: pulumi.Output<string | undefined> } | undefined;
  const configured = configuredRegion();
  return provider?.region ? provider.region.apply((region) => region ?? configured) : configured;
}

/** `alicloud:region` of the stack. */
export function configuredRegion(): string | undefined {
  return new pulumi.Config("alicloud").get("region");
}

/** The site of accounts of `alicloud:accountType` of the stack; undefined where it says nothing. */
export function configuredSite(): ConsoleSite | undefined {
  const type = new pulumi.Config("alicloud").get("accountType")?.toLowerCase();
  if (type === undefined) return undefined;
  return type === "domestic"
    ? ConsoleSite.China
    : type === "international"
      ? ConsoleSite.International
      : undefined;
}

/** Regions of the China site: accounts there call back from mainland China. */
export function isChina(region: string | undefined): boolean {
  return region?.startsWith("cn-") ?? false;
}

export const WORKERS_DEV_REFUSED =
  "workers.dev does not resolve in mainland China, so callbacks of a cn-* region would never arrive; give the receiver a hostname in a zone of your own";

/** Throws if callbacks of this region are to go to workers.dev. */
export function refuseWorkersDev(type: string, name: string, url: string, region: string | undefined): void {
  if (!isChina(region) || !new URL(url).hostname.endsWith(".workers.dev")) return;
  const problems = new Problems({ type, name });
  problems.add("callback", `is on workers.dev, but the rule is in ${region}: ${WORKERS_DEV_REFUSED}`);
  problems.throwIfAny();
}
