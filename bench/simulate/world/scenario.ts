import { Random } from "../../random.ts";
import type { PlatformFault } from "../platform/faults.ts";
import { type Disorder, type PlannedCallback, playSubject, type Subject } from "./episodes.ts";
import type { Program } from "./program.ts";
import { accessOf, KINDS } from "./vendors/accounts.ts";
import { VENDOR_FAULTS, type VendorFault, type VendorFaultName } from "./vendors/faults.ts";
import type { Account } from "./vendors/vendor.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Everything that happens to the receiver in one run, as data. Times are milliseconds since it began. */
export interface Scenario {
  seed: number;
  /** When it begins, in milliseconds since 1970. */
  begin: number;
  /** How long callbacks are sent and faults are on. */
  lasts: number;
  program: Program;
  /** Programs that are deployed later. */
  deployments: { at: number; program: Program }[];
  vendors: Record<string, Account>;
  callbacks: PlannedCallback[];
  platformFaults: PlatformFault[];
  vendorFaults: VendorFault[];
  /** Numbers of callbacks of which a vendor refuses every message for good. */
  refused: { vendor: string; callback: number }[];
}

/** Moments around which time does something: both sides of the changes of 2026, a leap day, a year's end. */
const BEGINNINGS = [
  ["2026-03-08T06:30:00Z", "America/New_York"],
  ["2026-11-01T05:30:00Z", "America/New_York"],
  ["2026-03-29T00:30:00Z", "Europe/Berlin"],
  ["2026-10-25T00:30:00Z", "Europe/Berlin"],
  ["2028-02-29T15:30:00Z", "Asia/Shanghai"],
  ["2026-12-31T23:30:00Z", "UTC"],
] as const;

const SOURCES = ["hangzhou", "shanghai", "frankfurt"];
const DESTINATIONS = ["first", "second", "third"];
const RULES = ["ecs-cpu", "rds-connections", "slb-errors"];

/** What a seed makes happen. */
export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  const chance = (oneOf: number) => random.below(oneOf) === 0;
  const [begin, timeZone] = random.one(BEGINNINGS);
  const lasts = random.one([20 * MINUTE, HOUR, HOUR, 2 * HOUR, 6 * HOUR]);

  const vendors: Scenario["vendors"] = {};
  const destinations: Program["destinations"] = {};
  for (const name of random.some(3, () => 0).map((_, index) => DESTINATIONS[index] as string)) {
    const kind = random.one(KINDS);
    const vendor = `${kind}-${name}`;
    const access = accessOf(kind, vendor);
    vendors[vendor] = { kind, access: [{ from: 0, access }] };
    destinations[name] = { kind, severities: {}, access };
  }
  const names = Object.keys(destinations);
  const sources: Program["sources"] = {};
  for (const name of random.some(3, () => 0).map((_, index) => SOURCES[index] as string)) {
    const deliverTo = names.filter(() => !chance(3));
    sources[name] = {
      generation: 1,
      deliverTo: deliverTo.length > 0 ? deliverTo : names.slice(0, 1),
      language: random.one(["en", "zh"] as const),
      timeZone,
      severities: {},
    };
  }

  const disorder: Disorder = {
    lateOneOf: chance(2) ? 0 : random.one([3, 10, 30]),
    latest: random.one([10_000, MINUTE, 15 * MINUTE]),
    twiceOneOf: chance(2) ? 0 : random.one([5, 20]),
    lostAnswerOneOf: chance(2) ? 0 : random.one([5, 20]),
    lostRecoveryOneOf: chance(3) ? random.one([4, 12]) : 0,
  };
  const callbacks: PlannedCallback[] = [];
  let number = 0;
  const most = random.one([20, 60, 100, 180]);
  for (let serial = 1; callbacks.length < most; serial++) {
    const subject: Subject = {
      source: random.one(Object.keys(sources)),
      rule: random.one(RULES),
      resource: `i-${serial}`,
      hasId: !chance(4),
    };
    callbacks.push(...playSubject(subject, random, 0, lasts, disorder, () => ++number));
  }

  return {
    seed,
    begin: Date.parse(begin),
    lasts,
    program: { destinations, sources },
    deployments: [],
    vendors,
    callbacks: callbacks.slice(0, most),
    platformFaults: platformFaults(random, Object.keys(sources), most, lasts),
    vendorFaults: vendorFaults(random, Object.keys(vendors), lasts),
    refused: chance(3)
      ? random.some(3, () => ({
          vendor: random.one(Object.keys(vendors)),
          callback: 1 + random.below(number),
        }))
      : [],
  };
}

function platformFaults(
  random: Random,
  sources: string[],
  callbacks: number,
  lasts: number,
): PlatformFault[] {
  const faults: PlatformFault[] = [];
  const object = () => `Ledger ${random.one(sources)}`;
  const sometimes = (oneOf: number, most: number, make: () => PlatformFault) => {
    if (random.below(oneOf) === 0) faults.push(...random.some(most, make));
  };
  const at = () => random.below(lasts);
  sometimes(2, 6, () => ({ kind: "stop", object: object(), step: 1 + random.below(8 * callbacks) }));
  sometimes(4, 3, () => ({
    kind: "statement",
    object: object(),
    from: 1 + random.below(60 * callbacks),
    times: 1 + random.below(random.one([1, 10, 100])),
  }));
  sometimes(3, 6, () => ({
    kind: "call",
    object: object(),
    number: 1 + random.below(callbacks),
    fate: random.one(["lost before", "lost after", "overloaded"] as const),
  }));
  sometimes(6, 2, () => ({ kind: "overload", object: object(), at: at(), lasts: random.below(MINUTE) }));
  sometimes(6, 2, () => ({
    kind: "clock",
    object: object(),
    at: at(),
    by: random.below(4 * MINUTE) - 2 * MINUTE,
  }));
  sometimes(6, 2, () => ({ kind: "alarm", object: object(), at: at(), lasts: random.below(10 * MINUTE) }));
  return faults;
}

const FAULTS = Object.keys(VENDOR_FAULTS) as VendorFaultName[];

function vendorFaults(random: Random, vendors: string[], lasts: number): VendorFault[] {
  if (random.below(4) === 0) return [];
  return random.some(5, () => {
    const at = random.below(lasts);
    const longest = random.one([10_000, MINUTE, 5 * MINUTE, 30 * MINUTE]);
    return {
      vendor: random.one(vendors),
      at,
      lasts: Math.min(random.below(longest), lasts - at),
      what: random.one(FAULTS),
      oneOf: random.one([1, 1, 2, 5]),
    };
  });
}
