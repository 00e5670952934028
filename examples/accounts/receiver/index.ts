import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, ConsoleSite, DestinationKind, type SourceArgs } from "cloudmonitor-relay";
import { accounts } from "../accounts.ts";

const config = new pulumi.Config();

// Each account is a source of its own: its token opens no other, and a callback of another account is refused.
const sources = Object.entries(accounts).map(([name, { region, accountId }]): [string, SourceArgs] => [
  name,
  { deliverTo: ["pager"], region, expectedAccountId: accountId, console: ConsoleSite.International },
]);

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: config.require("hostname"),
  destinations: { pager: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") } },
  sources: Object.fromEntries(sources),
});

/** Secret: what the rules' stack reads, by account. */
export const callbackUrls = receiver.callbackUrls;
export const statusUrl = receiver.statusUrl;
