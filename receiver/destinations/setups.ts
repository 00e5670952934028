import { alertmanagerSetup } from "./alertmanager.ts";
import type { Setup } from "./destination.ts";
import { dingtalkSetup } from "./dingtalk.ts";
import { feishuSetup } from "./feishu.ts";
import { flashdutySetup } from "./flashduty.ts";
import { flashdutyMetricsNativeSetup } from "./flashduty-metrics-native.ts";
import { flashdutyPrometheusNativeSetup } from "./flashduty-prometheus-native.ts";
import { ilertSetup } from "./ilert.ts";
import { ilertNativeSetup } from "./ilert-native.ts";
import { incidentioSetup } from "./incidentio.ts";
import { itoc360Setup } from "./itoc360.ts";
import { itoc360NativeSetup } from "./itoc360-native.ts";
import { jsmSetup } from "./jsm.ts";
import { opsgenieSetup } from "./opsgenie.ts";
import { pagerdutySetup } from "./pagerduty.ts";
import type { DestinationKind } from "./registry.ts";
import { slackSetup } from "./slack.ts";
import { webhookSetup } from "./webhook.ts";
import { wecomSetup } from "./wecom.ts";

/** How each kind is declared. Only programs on Node use this; a kind without an entry does not compile. */
export const SETUPS: Record<DestinationKind, Setup> = {
  itoc360: itoc360Setup,
  "itoc360-native": itoc360NativeSetup,
  ilert: ilertSetup,
  "ilert-native": ilertNativeSetup,
  flashduty: flashdutySetup,
  "flashduty-metrics-native": flashdutyMetricsNativeSetup,
  "flashduty-prometheus-native": flashdutyPrometheusNativeSetup,
  pagerduty: pagerdutySetup,
  opsgenie: opsgenieSetup,
  jsm: jsmSetup,
  incidentio: incidentioSetup,
  alertmanager: alertmanagerSetup,
  dingtalk: dingtalkSetup,
  feishu: feishuSetup,
  wecom: wecomSetup,
  slack: slackSetup,
  webhook: webhookSetup,
};

export const DESTINATION_KINDS = Object.keys(SETUPS) as DestinationKind[];
