import { Provider } from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import {
  type AccountRow,
  Comparison,
  EventRule,
  events,
  MetricRule,
  metrics,
  monitorAccounts,
} from "cloudmonitor-relay";
import { type AccountName, accounts, roleArn } from "../accounts.ts";

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

const lines = Object.fromEntries(
  (Object.keys(accounts) as AccountName[]).map((name) => [name, line(name)]),
) as Record<AccountName, ReturnType<typeof line>>;

/** What every account has besides ready rules: failures of its servers. */
function serverFailures({ name, rule, opts }: AccountRow): void {
  const failures = [events.ecs.Disk_Stalled_Executing, events.ecs.Instance_SystemFailure_Reboot_Executing];
  new EventRule(`${name}-server-failures`, { events: failures, ...rule }, opts);
}

const monitoring = monitorAccounts(
  {
    contacts: { mail: { mail: "on-call@example.com" } },
    ruleSets: {
      ecs: { leaveOut: ["gpu-temperature"] },
      rds: { change: { disk: { critical: { threshold: 95 } } } },
      slb: {},
    },
    runbooks: "https://r.example.com/{set}#{rule}",
    also: serverFailures,
  },
  {
    ...lines,
    // Money: sooner than elsewhere.
    payments: {
      ...lines.payments,
      ruleSets: { rds: { change: { disk: { critical: { threshold: 85 } } } } },
    },
    // Batch jobs may fill their processors, and there is no load balancer.
    analytics: {
      ...lines.analytics,
      ruleSets: { ecs: { leaveOut: ["cpu", "load", "io-wait"] }, slb: undefined, elasticsearch: {} },
      // A rule of its own.
      also: ({ name, rule, opts }) =>
        new MetricRule(
          `${name}-disk-of-batch`,
          {
            metric: metrics.ecs.diskusage_utilization,
            critical: { comparison: Comparison.AtLeast, threshold: 90 },
            resources: [{ instanceId: "i-bp1batch1" }],
            runbook: "https://r.example.com/batch#disk",
            ...rule,
          },
          opts,
        ),
    },
  },
);

/** Id of every rule by account and key: a callback, which tells both, leads to its line. */
export const ruleIds = Object.fromEntries(
  Object.entries(monitoring).map(([name, { ruleIds }]) => [name, ruleIds]),
);
