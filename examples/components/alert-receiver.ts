import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, ConsoleSite, DestinationKind, Language } from "cloudmonitor-relay";

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
    production: { deliverTo: ["pager", "archive"], console: ConsoleSite.International },
    staging: { deliverTo: ["archive"], language: Language.Chinese, console: ConsoleSite.China },
  },
});

export const callbackUrls = receiver.callbackUrls;
export const statusUrl = receiver.statusUrl;
