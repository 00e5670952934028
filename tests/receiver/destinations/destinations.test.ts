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
import { describe, expect, test } from "vitest";
import { SOURCE_KINDS } from "../../../receiver/alert.ts";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import {
  DESTINATIONS,
  type DestinationKind,
  destinationOf,
} from "../../../receiver/destinations/registry.ts";
import { SETUPS } from "../../../receiver/destinations/setups.ts";
import { LEVELS } from "../../../receiver/level.ts";
import { wordsFor } from "../../../receiver/message/words.ts";
import { TESTED } from "./kit.ts";
import { sample } from "./samples.ts";

test("every kind of destination has its cases", () => {
  expect([...TESTED].sort()).toEqual(Object.keys(DESTINATIONS).sort());
});

test.each(Object.entries(SETUPS))("every level has one of the words of %s", (kind, { words }) => {
  const { severities } = destinationOf(kind as DestinationKind);
  for (const level of LEVELS) expect(words.length > 0 ? words : [""]).toContain(severities[level]);
});

describe.each(SOURCE_KINDS)("an alert of the kind %s", (source) => {
  test.each(Object.entries(SETUPS))("has a word for every level at %s", (kind, { words }) => {
    const config: RelayConfig = {
      destinations: { pager: { kind: kind as DestinationKind, severities: {} } },
      sources: { shop: { generation: 1, deliverTo: ["pager"], language: "en", severities: {} } },
    };
    for (const level of LEVELS) {
      const alert = { ...sample("webhook").alert, kind: source, level };
      const { severity } = wordsFor(config, "shop", "pager", level, alert);
      expect(words.length > 0 ? words : [""]).toContain(severity);
    }
  });
});
