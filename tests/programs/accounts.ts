import * as pulumi from "@pulumi/pulumi";
import { AccountMonitoring, type AccountMonitoringArgs } from "../../components/index.ts";

/** One account's monitoring, renamed or moved as the configuration says. */
const config = new pulumi.Config();
const name = config.get("name") ?? "asia";
const moved = config.getBoolean("moved") ?? false;

const args: AccountMonitoringArgs = {
  key: "asia",
  contacts: { mail: { mail: "on-call@example.com" } },
  callback: config.requireSecret("callback"),
  ruleSets: { nat: {}, cen: {} },
};
const aliases: pulumi.Alias[] = [
  { name: "asia", parent: pulumi.rootStackResource },
  { name, parent: pulumi.rootStackResource },
];
const monitoring = moved
  ? new AccountMonitoring(name, args, {
      parent: new pulumi.ComponentResource("tests:index:Team", "team"),
      aliases,
    })
  : new AccountMonitoring(name, args, { aliases: name === "asia" ? [] : [{ name: "asia" }] });

export const ruleIds = monitoring.ruleIds;
