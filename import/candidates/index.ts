import type { Kind } from "../account.ts";
import { applicationGroup } from "./application-group.ts";
import type { ArgumentsOf } from "./candidate.ts";
import { contact, contactGroup } from "./contacts.ts";
import { groupRule } from "./group-rule.ts";
import { metricRule } from "./metric-rule.ts";
import { prometheusRule } from "./prometheus-rule.ts";
import { silence } from "./silence.ts";
import { siteMonitor } from "./site-monitor.ts";

/** Components that may declare a thing; none where only the provider's resource can. */
export const CANDIDATES: Record<Kind, ArgumentsOf> = {
  contact,
  "contact group": contactGroup,
  "application group": applicationGroup,
  "site monitor": siteMonitor,
  "metric rule": metricRule,
  "group rule": groupRule,
  silence,
  // Its targets have ids that somebody chose, and the component chooses its own.
  "event rule": () => [],
  "Prometheus rule": prometheusRule,
};
