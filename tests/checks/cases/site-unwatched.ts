import { metrics, ruleSets, SiteMonitor } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

const address = "https://shop.example.com";

export const cases: Cases = {
  finds: {
    "a task without a rule": [
      ({ checks }) => new SiteMonitor("shop", { address, ...(checks && { checks }) }),
      undefined,
      "is probed, and no rule says so when it is down",
    ],
    "a rule on another task": [
      ({ rule, checks }) => {
        new SiteMonitor("shop", { address, ...(checks && { checks }) });
        rule({ metric: metrics.siteMonitor.StatusCode, resources: [{ taskId: "4711" }] });
      },
      undefined,
      "is probed, and no rule says so when it is down",
    ],
  },
  quiet: {
    "its own rule": ({ contactGroups }) => new SiteMonitor("shop", { address, rule: { contactGroups } }),
    "a rule on it": ({ rule }) => {
      const { taskId } = new SiteMonitor("shop", { address });
      rule({ metric: metrics.siteMonitor.StatusCode, resources: [{ taskId }] });
    },
    "rules on every task": ({ contactGroups }) => {
      new SiteMonitor("shop", { address });
      ruleSets.siteMonitor("sites", { contactGroups });
    },
  },
};
