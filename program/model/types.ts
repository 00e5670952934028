/** The providers' types of resource that the model reads, and what they are here. */
export const TYPE = {
  contact: "alicloud:cms/alarmContact:AlarmContact",
  contactGroup: "alicloud:cms/alarmContactGroup:AlarmContactGroup",
  metricRule: "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule",
  /** The older resource of the same thing, whose id the cloud chooses. */
  alarm: "alicloud:cms/alarm:Alarm",
  groupMetricRule: "alicloud:cms/groupMetricRule:GroupMetricRule",
  applicationGroup: "alicloud:cms/monitorGroup:MonitorGroup",
  applicationGroupMembers: "alicloud:cms/monitorGroupInstances:MonitorGroupInstances",
  /** An application group by tag, which CloudMonitor itself makes and keeps. */
  tagGroup: "alicloud:cms/dynamicTagGroup:DynamicTagGroup",
  eventRule: "alicloud:cms/eventRule:EventRule",
  /** A rule of EventBridge, where it posts to, and with what it signs in there. */
  eventBridgeRule: "alicloud:eventbridge/rule:Rule",
  apiDestination: "alicloud:eventbridge/apiDestination:ApiDestination",
  connection: "alicloud:eventbridge/connection:Connection",
  prometheusRule: "alicloud:cms/alertRuleV2:AlertRuleV2",
  /** A webhook object of CloudMonitor 2.0, which this package itself provides. */
  prometheusWebhook: "pulumi-nodejs:dynamic/cloudmonitor-relay:PrometheusWebhook",
  siteMonitor: "alicloud:cms/siteMonitor:SiteMonitor",
  silence: "alicloud:cms/metricRuleBlackList:MetricRuleBlackList",
  script: "cloudflare:index/workersScript:WorkersScript",
  cronTrigger: "cloudflare:index/workersCronTrigger:WorkersCronTrigger",
  address: "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
} as const;

/** Modules of the provider whose resources are about monitoring. */
const MONITORING = /^alicloud:(cms|cloudmonitor|arms)\//;

const READ: ReadonlySet<string> = new Set(Object.values(TYPE));

/** Whether a type is about monitoring, and of a kind that the model does not know. */
export function isOther(type: string): boolean {
  return MONITORING.test(type) && !READ.has(type);
}
