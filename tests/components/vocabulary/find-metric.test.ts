import { expect, test } from "vitest";
import { metrics } from "../../../components/index.ts";
import { ENTRIES, findEntry, findMetric, metricNames, productOf } from "../../../components/metrics/find.ts";

test("every entry of the catalogue is found by its names", () => {
  expect(ENTRIES.length).toBe(Object.values(metrics).flatMap((product) => Object.keys(product)).length);
  for (const entry of ENTRIES) {
    const { namespace, metricName } = entry.metric;
    expect(findEntry(namespace, metricName)).toBe(entry);
    expect(productOf(namespace)).toBe(entry.product);
    expect(metricNames(namespace)).toContain(metricName);
  }
});

test("what isn't in it is not found", () => {
  expect(findMetric("acs_ecs_dashboard", "CPUUtilization")).toBe(metrics.ecs.CPUUtilization);
  expect(findMetric("acs_ecs_dashboard", "CPU")).toBeUndefined();
  expect(metricNames("acs_new")).toEqual([]);
  expect(productOf("acs_new")).toBeUndefined();
});
