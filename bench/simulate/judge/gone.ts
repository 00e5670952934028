import { ROLL_OUT } from "../platform/cloud.ts";
import { describe } from "../world/sender.ts";
import { incidentsAt } from "./incidents.ts";
import { type Evidence, type Invariant, pagedBy } from "./invariant.ts";
import { isNative } from "./kinds.ts";
import { openedAt } from "./opened.ts";

/** How long what was under way may take when a destination goes, in milliseconds. */
const UNDER_WAY = ROLL_OUT + 5000;

/** Destinations that get no pages from a deployment on. */
function goneOf({ deployments }: Evidence) {
  return deployments.flatMap(({ at, program }, index) => {
    const before = deployments[index - 1]?.program.destinations ?? {};
    return Object.keys(before).flatMap((name) => {
      const now = program.destinations[name];
      const isGone = !before[name]?.retired && (!now || now.retired === true);
      return isGone ? [{ name, index, at, isRetired: now !== undefined }] : [];
    });
  });
}

/** What a destination had to tell when it went is told by those that its source delivers to since then. */
export const gone: Invariant = {
  name: "what is left when a destination goes is told elsewhere",
  check: (evidence) => {
    const { scenario, records, deployments, vendorOf, callbacks } = evidence;
    return goneOf(evidence).flatMap(({ name, index, at }) => {
      const vendor = vendorOf(name);
      if (!vendor || isNative(vendor)) return [];
      const told = incidentsAt(vendor);
      const later = deployments.slice(index).map(({ program }) => program);
      return records.incidents.flatMap(({ source, key, openedBy, isOpen }) => {
        const since = openedAt(evidence, openedBy);
        const callback = callbacks.get(openedBy);
        if (!isOpen || !callback || since === undefined || since >= at) return [];
        const before = deployments.filter(
          (each, place) => each.at < at && (deployments[place + 1]?.at ?? at) >= since - ROLL_OUT,
        );
        if (!before.every(({ program }) => pagedBy(program, source).includes(name))) return [];
        if (told.has(key.slice(0, 8)) || records.reasons.has(`${name} ${key}`)) return [];
        return pagedBy(deployments[index]?.program ?? scenario.program, source).flatMap((to) => {
          const other = vendorOf(to);
          if (!other || isNative(other) || !later.every((each) => pagedBy(each, source).includes(to)))
            return [];
          if (incidentsAt(other).has(key.slice(0, 8)) || records.reasons.has(`${to} ${key}`)) return [];
          const what = `${name} was to tell ${describe(callback)} when it went, and ${other.name} was not told instead`;
          return [{ what, callbacks: [openedBy] }];
        });
      });
    });
  },
};

/** A retired destination gets no pages, and one that was removed gets nothing. */
export const retired: Invariant = {
  name: "whoever gets no pages gets none",
  check: (evidence) =>
    goneOf(evidence).flatMap(({ name, at, isRetired }) => {
      const vendor = evidence.vendorOf(name);
      const since = at + UNDER_WAY;
      if (!vendor) return [];
      if (!isRetired) {
        const left = vendor.leftAt.find((time) => time > since);
        const late = left === undefined ? 0 : Math.round((left - at) / 1000);
        return left === undefined
          ? []
          : [{ what: `${vendor.name} got a request ${late} s after ${name} was removed`, callbacks: [] }];
      }
      if (isNative(vendor)) return [];
      return [...incidentsAt(vendor).values()].flatMap(({ beginnings }) =>
        beginnings.flatMap(({ callback, leftAt }) => {
          if (callback === undefined || leftAt <= since) return [];
          return [
            {
              what: `${vendor.name} was paged for #${callback} though ${name} is retired`,
              callbacks: [callback],
            },
          ];
        }),
      );
    }),
};
