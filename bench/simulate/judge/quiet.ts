import type { Invariant } from "./invariant.ts";

/** A vendor that asked to wait is left alone for so long, one that refuses the access for a quarter of an hour. */
export const quiet: Invariant = {
  name: "no vendor is asked before the time that it said",
  check: ({ vendors, scenario, programs, vendorOf, objectsOf, world, lastName }) =>
    vendors.flatMap((vendor) => {
      const [first] = vendor.tooSoon;
      const names = Object.keys(programs[0]?.destinations ?? {}).filter((name) => vendorOf(name) === vendor);
      // An answer may be lost with its object, a clock may say that the time has come, and an access may come back.
      const isExcused =
        programs.length > 1 ||
        scenario.recording !== undefined ||
        // Whoever releases it has it asked at once.
        world.operator.done.some(
          ({ what, name }) => what === "release" && names.includes(lastName(name ?? "")),
        ) ||
        scenario.platformFaults.some(
          ({ kind, object }) =>
            ["stop", "statement", "clock"].includes(kind) &&
            names.some((name) => objectsOf(name).includes(object)),
        );
      return first === undefined || isExcused
        ? []
        : [{ what: `${vendor.name} got a request ${first}`, callbacks: [] }];
    }),
};
