/** All destinations in one file, because starting another isolate costs more than their tests do. */
import "./alertmanager.cases.ts";
import "./dingtalk.cases.ts";
import "./feishu.cases.ts";
import "./flashduty-metrics-native.cases.ts";
import "./flashduty-prometheus-native.cases.ts";
import "./flashduty.cases.ts";
import "./ilert-native.cases.ts";
import "./ilert.cases.ts";
import "./incidentio.cases.ts";
import "./itoc360-native.cases.ts";
import "./itoc360.cases.ts";
import "./jsm.cases.ts";
import "./opsgenie.cases.ts";
import "./pagerduty.cases.ts";
import "./slack.cases.ts";
import "./webhook.cases.ts";
import "./wecom.cases.ts";
import { expect, test } from "vitest";
import { DESTINATIONS } from "../../../receiver/destinations/registry.ts";
import { SETUPS } from "../../../receiver/destinations/setups.ts";
import { LEVELS } from "../../../receiver/level.ts";
import { TESTED } from "./kit.ts";

test("every kind of destination has its cases", () => {
  expect([...TESTED].sort()).toEqual(Object.keys(DESTINATIONS).sort());
});

test.each(Object.entries(SETUPS))("every level has one of the words of %s", (kind, { words }) => {
  const { severities } = DESTINATIONS[kind as keyof typeof DESTINATIONS];
  for (const level of LEVELS) expect(words.length > 0 ? words : [""]).toContain(severities[level]);
});
