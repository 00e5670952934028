import * as pulumi from "@pulumi/pulumi";
import { AssertionOperator, AssertionSubject, Probe, ruleSets, SiteMonitor } from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");
const notify = { contactGroups: ["on-call"], callback };

// Down when half of the probes get no good answer, twice in a row.
const shop = new SiteMonitor("shop", {
  address: "https://shop.example.com/health",
  assertions: [
    { subject: AssertionSubject.StatusCode, operator: AssertionOperator.Is, target: "200" },
    { subject: AssertionSubject.ResponseTime, operator: AssertionOperator.LessThan, target: "2000" },
  ],
  http: { contains: '"ok":true' },
  timeout: "10 seconds",
  // Beijing, Hangzhou and Qingdao, as `cloudmonitor-relay catalogue --cities cities.ts` names them.
  cities: [
    { city: "546", isp: "465" },
    { city: "572", isp: "465" },
    { city: "738", isp: "465" },
  ],
  rule: { ...notify, runbook: "https://wiki.example.com/alerts/shop" },
});

// What the codes say, on the same task: 5xx, and no answer at all.
ruleSets.siteMonitor("shop-codes", {
  ...notify,
  resources: [{ taskId: shop.taskId }],
  leaveOut: ["availability"],
});

new SiteMonitor("mail", { address: "mail.example.com", probe: Probe.Smtp, port: 25, rule: notify });
