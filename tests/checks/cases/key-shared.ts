import { metrics } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "two rules with one key": [
      ({ rule }) => {
        rule({ key: "shop" }, "a-cpu");
        rule({ key: "shop", metric: metrics.ecs.memory_usedutilization }, "b-memory");
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
