import * as pulumi from "@pulumi/pulumi";
import { componentToken } from "../package-schema.ts";
import { findingAll } from "./finding-all.ts";
import { placeOf } from "./place.ts";
import { isPlain, Problems } from "./problems.ts";

/** What a name stands for in a cloud, where there can be only one of it. */
export interface Claim {
  /** The argument that gives the name. */
  path: string;
  /** What it is a name of, in words: `contact group`. Names of different kinds don't meet. */
  kind: string;
  name: pulumi.Input<string | undefined>;
  /** What it has to be alone in: an account, a workspace. Default: what the provider reaches. */
  within?: readonly pulumi.Input<string>[];
  /** What happens where two have it. Default: they are one object, and the one that is applied last wins. */
  why?: string;
  /** Type of the resource, to know which provider makes it. Default: whichever it is. */
  resource?: string;
}

/** The component that is declared, and a trace that leads to where. */
export interface Claimant {
  type: string;
  name: string;
  trace: Error;
}

interface Holder {
  label: string;
  trace: Error;
}

/** What the components of one deployment hold. Another deployment has another address of its engine. */
interface Deployment {
  address: string;
  holders: Map<string, Holder>;
  /** Providers that something was made with, besides the stack's own. */
  providers: pulumi.ProviderResource[];
}

let latest: Deployment | undefined;

/** Undefined under Pulumi's mocks, where there is no deployment, and tests make the same thing again and again. */
function deployment(): Deployment | undefined {
  const monitor = pulumi.runtime.getMonitor() as unknown as { getChannel?(): { getTarget(): string } };
  const address = monitor?.getChannel?.().getTarget();
  if (address === undefined) return undefined;
  if (latest?.address !== address) latest = { address, holders: new Map(), providers: [] };
  return latest;
}

/**
 * Refuses a name that another component has already: both would be one object in the cloud, the one applied
 * last would win, and deleting either would delete both. A name that comes from an output is looked at once
 * it is known. Components of one provider only: another one may be another account.
 */
export function claim(component: pulumi.ComponentResource, of: Claimant, claims: readonly Claim[]): void {
  const problems = new Problems(of);
  if (findingAll()) problems.addIf("has", twin(ancestry(component), of));
  for (const each of claims) {
    const { name, within = [] } = each;
    if (isPlain([name, within])) {
      take(problems, component, of, each, name as string | undefined, within as string[]);
      continue;
    }
    pulumi.all([name, within]).apply(([known, places]) => {
      const late = new Problems(of);
      take(late, component, of, each, known, places);
      late.throwIfAny();
    });
  }
  problems.throwIfAny();
}

/**
 * Refuses a component of the same type, name and parent as another, before Pulumi does, with a stack around it.
 * Where all mistakes are to be found, `claim` does: the component has to be registered for its place.
 */
export function refuseTwin(of: Claimant, opts: pulumi.ComponentResourceOptions | undefined): void {
  if (findingAll()) return;
  const problems = new Problems(of);
  problems.addIf(
    "has",
    twin(`${opts?.parent ? ancestry(opts.parent) : ""}/${componentToken(of.type)}::${of.name}`, of),
  );
  problems.throwIfAny();
}

function twin(path: string, of: Claimant): string | undefined {
  const holder = hold(() => `urn\n${path}`, of);
  return holder && `the name of another ${of.type}${at(holder.trace)}: give one of them another${here(of)}`;
}

function take(
  problems: Problems,
  component: pulumi.ComponentResource,
  of: Claimant,
  { path, kind, why, resource }: Claim,
  known: string | undefined,
  within: readonly string[],
): void {
  if (known === undefined || known === "") return;
  const holder = hold(
    (providers) => [kind, providerOf(component, resource, providers), ...within, known].join("\n"),
    of,
  );
  if (holder)
    problems.add(
      path,
      `"${known}" is that of ${holder.label}${at(holder.trace)} too: ${why ?? `they would be one ${kind} in the cloud, and the one that is applied last would win`}; give one of them another${here(of)}`,
    );
}

/** Who holds a name already; else it is taken. */
function hold(key: (providers: pulumi.ProviderResource[]) => string, of: Claimant): Holder | undefined {
  const current = deployment();
  if (!current) return undefined;
  const { holders, providers } = current;
  const holder = holders.get(key(providers));
  if (!holder) holders.set(key(providers), { label: `${of.type} "${of.name}"`, trace: of.trace });
  return holder;
}

/** The provider that makes resources of a type for a component, as a number; 0 for the stack's own. */
function providerOf(
  component: pulumi.ComponentResource,
  resource: string | undefined,
  providers: pulumi.ProviderResource[],
): number {
  const provider = resource === undefined ? undefined : component.getProvider(resource);
  if (!provider) return 0;
  if (!providers.includes(provider)) providers.push(provider);
  return providers.indexOf(provider) + 1;
}

/** Types and names from the outermost component down. */
function ancestry(resource: pulumi.Resource): string {
  const { __parentResource, __pulumiType, __name } = resource as unknown as {
    __parentResource?: pulumi.Resource;
    __pulumiType: string;
    __name: string;
  };
  const above = __parentResource ? ancestry(__parentResource) : "";
  return `${above}/${__pulumiType}::${__name}`;
}

function at(trace: Error): string {
  const place = placeOf(trace);
  return place === undefined ? "" : ` (${place})`;
}

/** Where mistakes are shown with their places anyway, not once more. */
function here({ trace }: Claimant): string {
  const place = findingAll() ? undefined : placeOf(trace);
  return place === undefined ? "" : ` (it is declared at ${place})`;
}
