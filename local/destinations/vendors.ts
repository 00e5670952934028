// Written by `npm run reference` from receiver/destinations/registry.ts.
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
import { vendor as alertmanager } from "./alertmanager.ts";
import { vendor as dingtalk } from "./dingtalk.ts";
import { vendor as feishu } from "./feishu.ts";
import { vendor as flashduty } from "./flashduty.ts";
import { vendor as flashdutyMetricsNative } from "./flashduty-metrics-native.ts";
import { vendor as flashdutyPrometheusNative } from "./flashduty-prometheus-native.ts";
import { vendor as ilert } from "./ilert.ts";
import { vendor as ilertNative } from "./ilert-native.ts";
import { vendor as incidentio } from "./incidentio.ts";
import { vendor as itoc360 } from "./itoc360.ts";
import { vendor as itoc360Native } from "./itoc360-native.ts";
import { vendor as jsm } from "./jsm.ts";
import { vendor as opsgenie } from "./opsgenie.ts";
import { vendor as pagerduty } from "./pagerduty.ts";
import { vendor as slack } from "./slack.ts";
import type { Vendor } from "./stand-in.ts";
import { vendor as teams } from "./teams.ts";
import { vendor as telegram } from "./telegram.ts";
import { vendor as webhook } from "./webhook.ts";
import { vendor as wecom } from "./wecom.ts";

/** How each kind of vendor answers, by its clock. */
export const VENDORS: Record<DestinationKind, (now: () => number) => Vendor> = {
  itoc360,
  "itoc360-native": itoc360Native,
  ilert,
  "ilert-native": ilertNative,
  flashduty,
  "flashduty-metrics-native": flashdutyMetricsNative,
  "flashduty-prometheus-native": flashdutyPrometheusNative,
  pagerduty,
  opsgenie,
  jsm,
  incidentio,
  alertmanager,
  dingtalk,
  feishu,
  wecom,
  slack,
  teams,
  telegram,
  webhook,
};
