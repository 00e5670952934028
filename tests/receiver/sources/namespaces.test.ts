import { expect, test } from "vitest";
import { callbackNamespace, ruleNamespace } from "../../../receiver/sources/namespaces.ts";
import { one } from "./read.ts";

/** The vendor's own table: as rules spell it, as callbacks do. */
const TABLE = [
  ["acs_ecs_dashboard", "acs_ecs"],
  ["acs_slb_dashboard", "acs_slb"],
  ["acs_rds_dashboard", "acs_rds"],
  ["acs_oss_dashboard", "acs_oss"],
  ["acs_sls_dashboard", "acs_sls"],
  ["acs_ess_dashboard", "acs_ess"],
  ["acs_containerservice_dashboard", "acs_containerservice"],
  ["acs_apigateway_dashboard", "acs_apigateway"],
  ["acs_redis_dashboard", "acs_kvstore"],
  ["acs_ocs_new", "acs_ocs"],
  ["acs_mns_new", "acs_mns"],
] as const;

test.each(TABLE)("%s is %s in a callback", (ofRule, inCallback) => {
  expect(ruleNamespace(inCallback)).toBe(ofRule);
  expect(callbackNamespace(ofRule)).toBe(inCallback);
  // The vendor's samples have either spelling.
  expect(ruleNamespace(ofRule)).toBe(ofRule);
  for (const spelt of [ofRule, inCallback])
    expect(one(`alertState=OK&alertName=a&namespace=${spelt}`).namespace).toBe(ofRule);
});

test.each(["acs_networkmonitor", "acs_mongodb", "acs_redis", "toString"])(
  "%s is spelt alike in both",
  (name) => {
    expect(ruleNamespace(name)).toBe(name);
    expect(callbackNamespace(name)).toBe(name);
  },
);

test("a callback of 2017 has its namespace in metricProject, and a later one's namespace outranks it", () => {
  expect(one("alertState=OK&alertName=a&metricProject=acs_rds").namespace).toBe("acs_rds_dashboard");
  expect(one("alertState=OK&alertName=a&metricProject=acs_rds&namespace=acs_kvstore").namespace).toBe(
    "acs_redis_dashboard",
  );
  expect(one("alertState=OK&alertName=a").namespace).toBeUndefined();
});
