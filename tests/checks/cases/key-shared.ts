import { Provider } from "@pulumi/alicloud/provider.js";
import { MetricRule, metrics } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "two rules with one key, of two accounts that post to one source": [
      ({ rule, callback, contactGroups, checks }) => {
        rule({ key: "shop" }, "a-cpu");
        new MetricRule(
          "b-memory",
          {
            key: "shop",
            metric: metrics.ecs.memory_usedutilization,
            critical: level,
            ...{ callback, contactGroups, ...(checks && { checks }) },
          },
          { providers: [new Provider("another-account", {})] },
        );
      },
      "key",
      'has the key "shop" of a-cpu',
    ],
  },
  quiet: {
    "keys of their own": ({ rule }) => {
      rule({}, "a-cpu");
      rule({}, "b-cpu");
    },
    "one key at two sources": ({ rule, receiver }) => {
      const other = receiver({ sources: { staging: { deliverTo: ["pager"] } } });
      rule({ key: "cpu" }, "a-cpu");
      rule({ key: "cpu", callback: other.callback("staging") }, "b-cpu");
    },
  },
};
