import { Provider } from "@pulumi/alicloud/provider.js";
import { MetricRule, metrics } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "one rule twice": [
      ({ rule }) => {
        rule({}, "a-cpu");
        rule({ mutePeriod: "2 hours" }, "b-cpu");
      },
      undefined,
      "has the same condition on the same resources as a-cpu",
    ],
  },
  quiet: {
    "other accounts": (given) => {
      given.rule({}, "a-cpu");
      const germany = new Provider("germany", { region: "eu-central-1" });
      const { callback, contactGroups } = given;
      const args = { metric: metrics.ecs.CPUUtilization, critical: level, callback, contactGroups };
      new MetricRule("b-cpu", args, { providers: { alicloud: germany } });
    },
    "other resources": ({ rule }) => {
      rule({ resources: [{ instanceId: "i-1" }] }, "a-cpu");
      rule({ resources: [{ instanceId: "i-2" }] }, "b-cpu");
    },
    "other times of day": ({ rule }) => {
      rule({ effectiveInterval: "08:00-20:00" }, "a-cpu");
      rule({ effectiveInterval: "20:01-07:59" }, "b-cpu");
    },
    "other thresholds": ({ rule }) => {
      rule({}, "a-cpu");
      rule({ critical: { ...level, threshold: 99 } }, "b-cpu");
    },
  },
};
