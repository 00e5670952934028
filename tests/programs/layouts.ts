import * as pulumi from "@pulumi/pulumi";
import { AccountMonitoring, AlertReceiver, DestinationKind } from "../../components/index.ts";

/** A receiver and the rules of an account: both in one stack, or each in one of its own, as the configuration says. */
const config = new pulumi.Config();
const layout = config.require("layout");

function declareReceiver(): pulumi.Output<Record<string, string>> {
  const { callbackUrls } = new AlertReceiver("relay", {
    accountId: "0".repeat(32),
    hostname: "alerts.example.com",
    callbackSecret: config.requireSecret("callbackSecret"),
    destinations: {
      hook: {
        kind: DestinationKind.Webhook,
        credential: config.requireSecret("signingSecret"),
        url: "https://hooks.example.com/",
      },
    },
    sources: { shop: { deliverTo: ["hook"] } },
  });
  return callbackUrls;
}

function readReceiver(): pulumi.Output<Record<string, string>> {
  const stack = new pulumi.StackReference("organization/receiver/test");
  return stack.requireOutput("callbackUrls") as pulumi.Output<Record<string, string>>;
}

export const callbackUrls = layout === "rules" ? readReceiver() : declareReceiver();

if (layout !== "receiver")
  new AccountMonitoring("shop", {
    contacts: { mail: { mail: "on-call@example.com" } },
    callback: pulumi.secret(callbackUrls.apply((urls) => urls.shop ?? "")),
    ruleSets: { nat: {} },
  });
