import type { FallbackConfig } from "../../../receiver/config/config.ts";
import { type Going, gone, pagedName, presentName, withSettings } from "./going.ts";
import type { Program } from "./program.ts";
import { type Account, accessOf, vendorOf } from "./vendors/accounts.ts";
import { VENDOR_FAULTS, type VendorFault } from "./vendors/faults.ts";

/** A change of what is deployed, as it is planned. Times are milliseconds since the run began. */
export type PlannedChange =
  | { at: number; what: "nothing new" }
  | { at: number; what: "new callback tokens" }
  | { at: number; what: "another destination"; source: string; destination: string }
  | { at: number; what: "another fallback"; destination: string; fallback: FallbackConfig | undefined }
  | ({ at: number } & Going);

/** A program that is deployed during a run. */
export interface Deployment {
  at: number;
  /** What is new in it. */
  what: string;
  program: Program;
}

/** What of a scenario decides on deployments. */
interface Plan {
  program: Program;
  changes: readonly PlannedChange[];
  vendorFaults: readonly VendorFault[];
  vendors: Readonly<Record<string, Account>>;
}

/** How long after an access has changed at the vendor its program is deployed, where the fault does not say. */
const AFTER = 60_000;

/** Everything that is deployed during a run: the changes, and a new access after each fault that asks for one. */
export function deploymentsOf({ program, changes, vendorFaults, vendors }: Plan): Deployment[] {
  const serials = new Map<string, number>();
  const steps = [
    ...changes.map((change) => ({
      at: change.at,
      what: change.what,
      apply: (to: Program) => changed(to, change),
    })),
    ...renewalsOf(vendorFaults).map(({ vendor, at, lasts }) => ({
      at: at + lasts + AFTER,
      what: `another access to ${vendor}`,
      apply: (to: Program) => {
        const serial = (serials.get(vendor) ?? 1) + 1;
        serials.set(vendor, serial);
        return renewed(to, vendor, accessOf(vendors[vendor]?.kind ?? "webhook", vendor, serial));
      },
    })),
  ].sort((a, b) => a.at - b.at);
  let now = program;
  return steps.map(({ at, what, apply }) => {
    now = apply(now);
    return { at, what, program: now };
  });
}

/** What a vendor takes for its access, from a time on: each fault that asks for another one begins a new one. */
export function accessesOf(
  vendor: string,
  { kind }: Account,
  faults: readonly VendorFault[],
): { from: number; access: ReturnType<typeof accessOf> }[] {
  const own = renewalsOf(faults).filter((fault) => fault.vendor === vendor);
  const later = own.map(({ at }, index) => ({ from: at, access: accessOf(kind, vendor, index + 2) }));
  return [{ from: Number.NEGATIVE_INFINITY, access: accessOf(kind, vendor, 1) }, ...later];
}

/** When nothing of a fault is left any more, in milliseconds since the run began. */
export function renewedBy({ at, lasts, what }: VendorFault): number {
  return at + lasts + ("renewed" in VENDOR_FAULTS[what] ? AFTER + 10_000 : 0);
}

function renewalsOf(faults: readonly VendorFault[]): VendorFault[] {
  return faults
    .filter(({ what }) => "renewed" in VENDOR_FAULTS[what])
    .sort((a, b) => a.at + a.lasts - b.at - b.lasts);
}

function changed(program: Program, change: PlannedChange): Program {
  const { sources } = program;
  const withSources = (
    each: (name: string, source: Program["sources"][string]) => Program["sources"][string],
  ) => ({
    ...program,
    sources: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, each(name, source)])),
  });
  switch (change.what) {
    case "nothing new":
      return structuredClone(program);
    case "new callback tokens":
      return withSources((_, source) => ({ ...source, generation: source.generation + 1 }));
    case "another fallback": {
      const destination = presentName(program, change.destination);
      const deliverTo = change.fallback?.deliverTo.flatMap((to) => pagedName(program, to)) ?? [];
      const fallback =
        change.fallback && deliverTo.length > 0 ? { ...change.fallback, deliverTo } : undefined;
      return destination === undefined ? program : withSettings(program, destination, { fallback });
    }
    case "another destination": {
      const [destination] = pagedName(program, change.destination);
      if (destination === undefined) return program;
      return withSources((name, source) => {
        if (name !== change.source) return source;
        const without = source.deliverTo.filter((to) => to !== destination);
        const isNew = without.length === source.deliverTo.length;
        return { ...source, deliverTo: isNew ? [...without, destination] : without };
      });
    }
    case "a destination is removed":
    case "a destination is renamed":
    case "a destination is retired":
      return gone(program, change);
  }
}

function renewed(program: Program, vendor: string, access: ReturnType<typeof accessOf>): Program {
  const destinations = Object.entries(program.destinations).map(
    ([name, each]) => [name, vendorOf(each.access.url) === vendor ? { ...each, access } : each] as const,
  );
  return { ...program, destinations: Object.fromEntries(destinations) };
}
