import { lookup } from "../lookup.ts";

/**
 * Callbacks spell some namespaces otherwise than rules do, and the vendor's own samples mix both.
 * Everything after the parser uses the rule's spelling.
 *
 * Source: the mapping table of
 * https://www.alibabacloud.com/help/en/cms/cloudmonitor-1-0/user-guide/use-the-alert-callback-feature-to-send-notifications-about-threshold-triggered-alerts
 */
const RULE_NAMESPACE: Record<string, string> = {
  ...Object.fromEntries(
    ["ecs", "slb", "rds", "oss", "sls", "ess", "containerservice", "apigateway"].map((product) => [
      `acs_${product}`,
      `acs_${product}_dashboard`,
    ]),
  ),
  acs_kvstore: "acs_redis_dashboard",
  acs_ocs: "acs_ocs_new",
  acs_mns: "acs_mns_new",
};

/** The namespace as rules spell it. */
export function ruleNamespace(name: string): string {
  return lookup(RULE_NAMESPACE, name) ?? name;
}

/** The namespace as callbacks spell it: what the local CloudMonitor sends. */
export function callbackNamespace(name: string): string {
  return Object.keys(RULE_NAMESPACE).find((key) => RULE_NAMESPACE[key] === name) ?? name;
}
