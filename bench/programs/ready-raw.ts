import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { AlarmContactGroup } from "@pulumi/alicloud/cms/alarmContactGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { readRuleSet } from "../../components/rule-sets/settings.ts";
import { readySets } from "./ready-sets.ts";

/** What `ready-rule-sets.ts` declares, by the provider's resources alone, with the same inputs. */
const config = new pulumi.Config();
const callback = config.requireSecret("callback");

const { alarmContactGroupName } = new AlarmContactGroup("on-call-group", {
  alarmContactGroupName: "on-call",
  contacts: ["someone"],
});
for (const [name, set] of Object.entries(readySets(config.requireNumber("count"))))
  for (const { settings } of readRuleSet(name, { ...set, contactGroups: ["on-call"] }))
    new ServiceMetricAlarmRule(settings.key, {
      ...settings.inputs,
      metricAlarmRuleId: `${settings.key}--0123456789`,
      contactGroups: alarmContactGroupName,
      resources: '[{"resource":"_ALL"}]',
      webhook: pulumi.interpolate`${callback}&rule=${settings.key}`,
    });
