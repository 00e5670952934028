import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, Comparison, DestinationKind, MetricRule, metrics } from "../../components/index.ts";

/** A receiver on workers.dev, and a rule in the region that the test names. */
const config = new pulumi.Config();
const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  workersDevSubdomain: "acme",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: { itoc: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itocToken") } },
  sources: { abroad: { deliverTo: ["itoc"], region: "eu-central-1" } },
  protectIncidents: false,
});
const provider = new Provider("elsewhere", { region: config.require("region") });
new MetricRule(
  "cpu",
  {
    metric: metrics.ecs.CPUUtilization,
    critical: { comparison: Comparison.AtLeast, threshold: 90 },
    contactGroups: ["on-call"],
    callback: receiver.callback("abroad"),
  },
  { providers: [provider] },
);
