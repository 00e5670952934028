import type { Check } from "./support/check.ts";

const NAMESPACE = "acs_networkmonitor";

export const siteUnwatched: Check<"site-monitor"> = {
  id: "site-unwatched",
  severity: "warning",
  summary: "No rule of the program watches the address that is probed.",
  appliesTo: ["site-monitor"],
  find({ resource }, { program }) {
    const rules = program.metricRules.filter(({ namespace, enabled }) => namespace === NAMESPACE && enabled);
    // Ids that are known after an update only are left out of the resources, which are all then.
    const watched = rules.some(
      ({ resources }) =>
        !resources || resources.some(({ taskId }) => (taskId ?? resource.id) === resource.id),
    );
    return watched ? [] : [{ message: "is probed, and no rule says so when it is down" }];
  },
};
