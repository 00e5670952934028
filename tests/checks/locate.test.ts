import { expect, test } from "vitest";
import { locate } from "../../program/text/locate.ts";

const PROGRAM = `
const a = 6 / 2; // new MetricRule("no", {
export const rule = new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization, /* critical: { times: 1 } */
  ruleName: \`a "name", with \${config.get("x") ?? "{"} inside\`,
  "critical": { comparison: Comparison.AtLeast, threshold: 90 / 2, times: 3 },
  composite: {
    conditions: [
      { threshold: 1, },
      { pattern: /[)}/]"/, threshold: 2 },
    ],
  },
  effectiveInterval,
  labels: { 'a-b': "c" },
  ...notify,
}, { provider });
new   AlertReceiver( 'relay' , args);
new pkg.Thing("x");
new MetricRule("broken", { critical: { times: 1
`;

const underlined = (path: string | undefined, call = "new MetricRule") => {
  const { start, end } = locate(PROGRAM, PROGRAM.indexOf(call, PROGRAM.indexOf("rule =")), path);
  return PROGRAM.slice(start, end);
};

test.each([
  ["critical.times", "times: 3"],
  ["critical.threshold", "threshold: 90 / 2"],
  ["composite.conditions[1].threshold", "threshold: 2"],
  ["composite.conditions[0]", "{ threshold: 1, }"],
  ["effectiveInterval", "effectiveInterval"],
  ["effectiveInterval.from", "effectiveInterval"],
  ["labels.a-b", `'a-b': "c"`],
  ["ruleName", `ruleName: \`a "name", with \${config.get("x") ?? "{"} inside\``],
  // What is not written there: as deep as it goes.
  ["metric.periodSeconds", "metric: metrics.ecs.CPUUtilization"],
  ["composite.conditions[7]", PROGRAM.slice(PROGRAM.indexOf("conditions: ["), PROGRAM.indexOf("],") + 1)],
  ["callback", "new MetricRule"],
  [undefined, "new MetricRule"],
])("%s is found where it is written", (path, text) => {
  expect(underlined(path)).toBe(text);
});

test.each([
  ["new   AlertReceiver", "sources.production", "new   AlertReceiver"],
  ["new pkg.Thing", "anything", "new pkg.Thing"],
  ['new MetricRule("broken"', "critical.times", "times: 1"],
])("a call of another form is underlined as far as it can be: %s", (call, path, text) => {
  expect(underlined(path, call)).toBe(text);
});

test("a place that is no call is underlined as nothing", () => {
  expect(locate(PROGRAM, 0, "critical")).toEqual({ start: 0, end: 0 });
  expect(locate("", 40, "critical")).toEqual({ start: 40, end: 40 });
});
