import { AlertContact } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const contact = (host: string) => (given: Given) =>
  new AlertContact("robot", {
    dingTalkWebhook: `https://${host}/callbacks/production?token=made-up`,
    ...(given.checks && { checks: given.checks }),
  });

export const cases: Cases = {
  region: "cn-shanghai",
  finds: {
    "a contact's webhook": [
      contact("relay.acme.workers.dev"),
      "dingTalkWebhook",
      "posts to workers.dev from cn-shanghai",
    ],
  },
  quiet: { "a host name of one's own": contact("alerts.example.com") },
};
