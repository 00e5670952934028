import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, ConsoleSite, DestinationKind, Heartbeat, metrics } from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    pager: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") },
  },
  sources: {
    // People are told when three in a row did not come.
    production: {
      deliverTo: ["pager"],
      console: ConsoleSite.China,
      heartbeats: { hangzhou: { every: "1 hour", missing: 3 } },
    },
  },
  // And somebody outside is told when the receiver itself is gone.
  pings: { checks: { url: config.requireSecret("healthchecksUrl") } },
});

const heartbeat = new Heartbeat("hangzhou", {
  callback: receiver.callback("production"),
  metric: metrics.ecs.CPUUtilization,
  resource: { instanceId: "i-bp1bastion" },
  every: "1 hour",
});

export const watches = heartbeat.watches;
