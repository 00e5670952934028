import type { Random } from "../../../random.ts";
import type { PlatformFault } from "../../platform/faults.ts";
import type { Scenario } from "../scenario.ts";
import { VENDOR_FAULTS, type VendorFault, type VendorFaultName } from "../vendors/faults.ts";

const MINUTE = 60_000;

/** What faults are planned for: in which time, and around how many callbacks. */
interface Around {
  from: number;
  until: number;
  callbacks: number;
}

type Makers = { [kind in PlatformFault["kind"]]: { oneOf: number; most: number; make: () => PlatformFault } };

/** What the platform does in one run: of each kind in one run of so many, and then that often at most. */
export function platformFaultsOf(random: Random, objects: string[], around: Around): PlatformFault[] {
  const { from, until, callbacks } = around;
  const at = () => from + random.below(until - from);
  const object = () => random.one(objects);
  const makers: Makers = {
    stop: {
      oneOf: 2,
      most: 6,
      make: () => ({ kind: "stop", object: object(), step: 1 + random.below(8 * callbacks) }),
    },
    statement: {
      oneOf: 4,
      most: 3,
      make: () => ({
        kind: "statement",
        object: object(),
        from: 1 + random.below(60 * callbacks),
        times: 1 + random.below(random.one([1, 10, 100])),
      }),
    },
    call: {
      oneOf: 3,
      most: 6,
      make: () => ({
        kind: "call",
        object: object(),
        number: 1 + random.below(callbacks),
        fate: random.one(["lost before", "lost after", "overloaded"] as const),
      }),
    },
    overload: {
      oneOf: 6,
      most: 2,
      make: () => ({ kind: "overload", object: object(), at: at(), lasts: random.below(MINUTE) }),
    },
    clock: {
      oneOf: 6,
      most: 2,
      make: () => ({ kind: "clock", object: object(), at: at(), by: random.below(4 * MINUTE) - 2 * MINUTE }),
    },
    alarm: {
      oneOf: 6,
      most: 2,
      make: () => ({ kind: "alarm", object: object(), at: at(), lasts: random.below(10 * MINUTE) }),
    },
  };
  return Object.values(makers).flatMap(({ oneOf, most, make }) =>
    random.below(oneOf) === 0 ? random.some(most, make) : [],
  );
}

const FAULTS = Object.keys(VENDOR_FAULTS) as VendorFaultName[];

export function vendorFaultsOf(random: Random, vendors: string[], { from, until }: Around): VendorFault[] {
  const night = random.one(["quiet", "one is dead", "restless", "restless"] as const);
  if (night === "quiet") return [];
  const vendor = random.one(vendors);
  if (night === "one is dead") {
    const at = from + random.below((until - from) / 2);
    const lasts = Math.min(random.one([10, 30, 60, 120]) * MINUTE, until - at);
    return [{ vendor, at, lasts, what: random.one(FAULTS), oneOf: 1 }];
  }
  return random.some(5, () => {
    const at = from + random.below(until - from);
    const longest = random.one([10_000, MINUTE, 5 * MINUTE, 30 * MINUTE]);
    return {
      vendor: random.one(vendors),
      at,
      lasts: Math.min(random.below(longest), until - at),
      what: random.one(FAULTS),
      oneOf: random.one([1, 1, 2, 5]),
    };
  });
}

/** Vendors at which a level is an alert of its own: one that is refused has ended the one before it. */
const BY_LEVEL = /^alertmanager/;

/** Callbacks of which a vendor can never take a message. */
export function refusedOf(
  random: Random,
  all: string[],
  { from, until, callbacks }: Around,
): Scenario["refused"] {
  const vendors = all.filter((vendor) => !BY_LEVEL.test(vendor));
  if (vendors.length === 0 || random.below(3) > 0) return [];
  return random.some(3, () => ({
    vendor: random.one(vendors),
    callback: 1 + random.below(callbacks),
    ...(random.below(2) === 0 && { until: from + random.below(until - from) }),
  }));
}
