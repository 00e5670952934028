import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Comparison, MetricRule, metrics, Statistic } from "../../components/index.ts";
import { parseScenario } from "../../local/cloudmonitor/scenario.ts";
import type { DeliveryEvent, Summary } from "../../local/events.ts";
import { RunningProgram } from "../../local/running-program.ts";
import { ScenarioRun } from "../../local/scenario-run.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { readProgram } from "../../program/model/program.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";
import { DESTINATIONS_CONFIG as CONFIG } from "../programs/destinations-config.ts";
import { openText } from "../programs/open-text.ts";
import { CASES } from "../receiver/destinations/contracts.ts";

/** The program of examples/destinations.ts, alive: every kind of destination takes a night of alerts. */

const NIGHT = `
interval: 1 minute
series:
  - metric: ecs.CPUUtilization
    resource: { instanceId: i-bp1web0001 }
    name: web-1
    values: 35x9 88x9 97x9 40x9
`;

/** The word that its stand-in shows. Chats show what people read, and those that take the body, its own word. */
function criticalAt(kind: DestinationKind): string {
  if (CASES[kind].contract.isChat) return "严重";
  return destinationOf(kind).severities.critical || "critical";
}

async function declare(): Promise<void> {
  const { callbackUrls } = await import("../../examples/destinations.ts");
  new MetricRule("cpu", {
    metric: metrics.ecs.CPUUtilization,
    critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 95 },
    warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 85 },
    contactGroups: ["on-call"],
    callback: callbackUrls.apply((urls) => urls.production ?? ""),
  });
}

describe("a program with every kind of destination", () => {
  let plan: Plan;
  let world: RunningProgram;
  let summary: Summary;
  const deliveries: DeliveryEvent[] = [];

  beforeAll(async () => {
    const config = Object.fromEntries(Object.entries(CONFIG).map(([key, value]) => [`inline:${key}`, value]));
    plan = await evaluateInline(declare, { config });
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    world = await RunningProgram.open(readProgram(plan));
    const play = new ScenarioRun(world, (event) => {
      if (event.event === "delivery") deliveries.push(event);
    });
    summary = await play.run(parseScenario(NIGHT, Date.parse("2026-11-20T08:00:00Z")));
  });

  afterAll(() => world?.stop());

  test("keeps every secret out of what is open in a plan", () => {
    const open = plan.resources.map(openText).join("\n");
    expect(open).toContain("flashduty-prometheus-native");
    for (const secret of Object.values(CONFIG).filter((value) => /-0001|0000001|-0002|whsec_/.test(value)))
      expect(open).not.toContain(secret);
  });

  test("has one incident, resolved everywhere, in each vendor's own word for its level", () => {
    expect(summary.missing).toEqual([]);
    expect(summary.incidents).toHaveLength(1);
    const words = Object.entries(summary.incidents[0]?.destinations ?? {}).map(
      ([name, { state, severity }]) => `${name}: ${state} ${severity}`,
    );
    const takers = DESTINATION_KINDS.filter((kind) => kind !== "flashduty-prometheus-native");
    expect(words).toEqual(takers.map((kind) => `${kind}: resolved ${criticalAt(kind)}`));
  });

  test("was told without a refusal", () => {
    expect(deliveries.filter(({ outcome }) => outcome !== "delivered")).toEqual([]);
  });

  test("shows the texts of the templates", () => {
    const titles = (name: string) => world.standIns.get(name)?.standIn.incidents.list()[0]?.title;
    expect(titles("dingtalk")).toMatch(/^🔴 \[严重\] 严重 cpu：web-1 \(instanceId=i-bp1web0001\)$/);
    expect(titles("pagerduty")).toBe("web-1 · CPU 使用率 97% (≥ 95%) · cpu");
  });
});
