import type { Operation } from "../context.ts";
import { ALERT_HISTORY } from "./alert-history.ts";
import { BLACKLISTS } from "./blacklists.ts";
import { CONTACT_GROUPS } from "./contact-groups.ts";
import { CONTACTS } from "./contacts.ts";
import { DYNAMIC_TAGS } from "./dynamic-tags.ts";
import { EVENT_RULES } from "./event-rules.ts";
import { EVENT_TARGET_OPERATIONS } from "./event-targets.ts";
import { GROUP_RULES } from "./group-rules.ts";
import { METRIC_RULES } from "./metric-rules.ts";
import { METRIC_DATA } from "./metrics.ts";
import { MONITOR_GROUP_INSTANCES } from "./monitor-group-instances.ts";
import { MONITOR_GROUPS } from "./monitor-groups.ts";
import { ONE_CLICK } from "./one-click.ts";
import { RULE_TARGETS } from "./rule-targets.ts";
import { SITE_MONITORS } from "./site-monitors.ts";
import { TAGS } from "./tags.ts";

export const RPC_VERSION = "2019-01-01";

/** The operations of CloudMonitor 2019-01-01 that are served, by name. */
export const RPC_OPERATIONS: Readonly<Record<string, Operation>> = {
  ...ALERT_HISTORY,
  ...BLACKLISTS,
  ...CONTACTS,
  ...CONTACT_GROUPS,
  ...DYNAMIC_TAGS,
  ...EVENT_RULES,
  ...EVENT_TARGET_OPERATIONS,
  ...GROUP_RULES,
  ...METRIC_DATA,
  ...METRIC_RULES,
  ...MONITOR_GROUPS,
  ...MONITOR_GROUP_INSTANCES,
  ...ONE_CLICK,
  ...RULE_TARGETS,
  ...SITE_MONITORS,
  ...TAGS,
};
