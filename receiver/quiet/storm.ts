import { globMatches } from "../glob.ts";
import { routesOf } from "../routing.ts";
import type { Gathering } from "./gathering.ts";

/** On a route that declares it, more than so many new incidents in a minute become one. */
export const storm: Gathering = {
  name: "storm",

  matches(settings, alert, level) {
    const { rule, region } = alert;
    return routesOf(settings, alert, level).flatMap(({ name, storm }) => {
      const passes =
        level === "critical" &&
        storm?.passes?.some((pattern) => globMatches(pattern, rule.key) || globMatches(pattern, rule.name));
      return storm && !passes ? [{ name, region }] : [];
    });
  },
};

/** In which time new incidents are counted, and how long fewer have to come until the storm is over, in milliseconds. */
export const STORM_MINUTE = 60_000;
export const STORM_CALM = 5 * 60_000;
