import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AlertContact, Comparison, ContactGroup, MetricRule, metrics } from "../../components/index.ts";

const REGIONS = ["cn-hangzhou", "ap-southeast-1"];

/** The same rule in two accounts, each in a region of its own, with the callback of the receiver's stack. */
const config = new pulumi.Config();
const endpoints = config.require("endpoints").split(",");
const receiver = new pulumi.StackReference("organization/receiver/test");
const callback = receiver.requireOutput("callbackUrls").apply((urls) => urls.shop as string);

for (const [index, account] of config.require("accounts").split(",").entries()) {
  const provider = new Provider(`account-${index}`, {
    region: REGIONS[index],
    accessKey: `local-${account}`,
    secretKey: config.requireSecret(`secret${index}`),
    protocol: "HTTP",
    endpoints: [{ cms: endpoints[index], sts: endpoints[index] }],
  });
  const opts = { provider };
  const person = new AlertContact(`kim-${index}`, { contactName: "kim", mail: "kim@example.com" }, opts);
  const group = new ContactGroup(
    `on-call-${index}`,
    { groupName: "on-call", contacts: [person.contactName] },
    opts,
  );
  new MetricRule(
    `cpu-${index}`,
    {
      key: "cpu",
      ruleName: "cpu",
      metric: metrics.ecs.CPUUtilization,
      critical: { comparison: Comparison.AtLeast, threshold: 90 },
      contactGroups: [group.groupName],
      callback,
    },
    opts,
  );
}
