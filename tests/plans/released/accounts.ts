import { Provider } from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { monitorAccounts } from "cloudmonitor-relay";
import { type AccountName, accounts, roleArn } from "./accounts-table.ts";

const receiver = new pulumi.StackReference(new pulumi.Config().require("receiverStack"));
const callbackUrls = receiver.requireOutput("callbackUrls") as pulumi.Output<Record<string, string>>;

/** What a line of the table always says: whose credentials, which region, which callback. */
const line = (name: AccountName) => ({
  provider: new Provider(name, {
    region: accounts[name].region,
    assumeRole: { roleArn: roleArn(name), sessionName: "cloudmonitor-relay" },
  }),
  callback: pulumi.secret(callbackUrls.apply((urls) => urls[name] ?? "")),
});

const monitoring = monitorAccounts(
  {
    contacts: { mail: { mail: "on-call@example.com" } },
    ruleSets: {
      ecs: { leaveOut: ["gpu-temperature"] },
      rds: { change: { disk: { critical: { threshold: 95 } } } },
      slb: {},
    },
    runbooks: "https://r.example.com/{set}#{rule}",
  },
  {
    shop: line("shop"),
    // Money: sooner than elsewhere.
    payments: {
      ...line("payments"),
      ruleSets: { rds: { change: { disk: { critical: { threshold: 85 } } } } },
    },
    // Batch jobs may fill their processors, and there is no load balancer.
    analytics: {
      ...line("analytics"),
      ruleSets: { ecs: { leaveOut: ["cpu", "load", "io-wait"] }, slb: undefined, elasticsearch: {} },
    },
  },
);

/** Id of every rule by account and key: a callback, which tells both, leads to its line. */
export const ruleIds = Object.fromEntries(
  Object.entries(monitoring).map(([name, { ruleIds }]) => [name, ruleIds]),
);
