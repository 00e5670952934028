import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, DestinationKind, Language } from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    pager: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") },
    archive: {
      kind: DestinationKind.Webhook,
      url: "https://archive.example.com/alerts",
      credential: config.requireSecret("archiveSecret"),
    },
  },
  sources: {
    production: { deliverTo: ["pager", "archive"] },
    staging: { deliverTo: ["archive"], language: Language.Chinese },
  },
});

export const callbackUrls = receiver.callbackUrls;
export const statusUrl = receiver.statusUrl;
