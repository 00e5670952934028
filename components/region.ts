import * as pulumi from "@pulumi/pulumi";
import { lookup } from "../receiver/lookup.ts";
import { isChina, WORKERS_DEV_REFUSED } from "./china.ts";
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

/**
 * The site of the accounts of a component's provider, else of the stack's, by `accountType`; undefined where
 * neither says it. Plain without a provider of its own.
 */
export function siteOf(
  component: pulumi.ComponentResource,
): pulumi.Output<ConsoleSite | undefined> | ConsoleSite | undefined {
  const provider = component.getProvider("alicloud:index:Provider") as
    | { accountType?: pulumi.Output<string | undefined> }
    | undefined;
  const configured = siteNamed(new pulumi.Config("alicloud").get("accountType"));
  return provider?.accountType
    ? provider.accountType.apply((type) => siteNamed(type) ?? configured)
    : configured;
}

/** As the provider reads it. */
const SITES: Record<string, ConsoleSite> = {
  domestic: ConsoleSite.China,
  international: ConsoleSite.International,
};

function siteNamed(accountType: string | undefined): ConsoleSite | undefined {
  return accountType === undefined ? undefined : lookup(SITES, accountType.toLowerCase());
}

/** Throws if callbacks of this region are to go to workers.dev. */
export function refuseWorkersDev(type: string, name: string, url: string, region: string | undefined): void {
  if (!isChina(region) || !new URL(url).hostname.endsWith(".workers.dev")) return;
  const problems = new Problems({ type, name });
  problems.add("callback", `is on workers.dev, but the rule is in ${region}: ${WORKERS_DEV_REFUSED}`);
  problems.throwIfAny();
}
