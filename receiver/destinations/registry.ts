import { alertmanager } from "./alertmanager.ts";
import type { Destination } from "./destination.ts";
import { dingtalk } from "./dingtalk.ts";
import { feishu } from "./feishu.ts";
import { flashduty } from "./flashduty.ts";
import { flashdutyMetricsNative } from "./flashduty-metrics-native.ts";
import { flashdutyPrometheusNative } from "./flashduty-prometheus-native.ts";
import { ilert } from "./ilert.ts";
import { ilertNative } from "./ilert-native.ts";
import { incidentio } from "./incidentio.ts";
import { itoc360 } from "./itoc360.ts";
import { itoc360Native } from "./itoc360-native.ts";
import { jsm } from "./jsm.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { telegram } from "./telegram.ts";
import { webhook } from "./webhook.ts";
import { wecom } from "./wecom.ts";

/**
 * Every kind of destination, by the word that configurations use for it, which is the name of its files:
 * the adapter here, the stand-in in `local/`, its cases in `tests/` and its page in `docs/`. The order is
 * that of the docs.
 */
export const DESTINATIONS = {
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
} as const satisfies Record<string, Destination>;

export type DestinationKind = keyof typeof DESTINATIONS;

export const DESTINATION_KINDS = Object.keys(DESTINATIONS) as DestinationKind[];

export function destinationOf(kind: DestinationKind): Destination {
  return DESTINATIONS[kind];
}
