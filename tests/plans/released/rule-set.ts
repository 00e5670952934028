import * as pulumi from "@pulumi/pulumi";
import { NoDataPolicy, Product, RuleLevel, RuleSet, ruleSets } from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");
const notify = { contactGroups: ["on-call"], callback };

const hosts = ruleSets.ecs("shop", {
  runbooks: "https://wiki.example.com/alerts/{set}#{rule}",
  change: {
    disk: { critical: { threshold: 90 }, mutePeriod: "3 hours" },
    cpu: { withoutLevels: [RuleLevel.Warn], noDataPolicy: NoDataPolicy.KeepLastState },
  },
  leaveOut: ["gpu-temperature"],
  ...notify,
});

// The same for a program that learns only when it runs which products there are.
for (const product of [Product.Rds, Product.Redis]) new RuleSet(product, { product, ...notify });

export const ruleIds = hosts.ruleIds;
