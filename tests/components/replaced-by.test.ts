import { expect, test } from "vitest";
import { adoptionFingerprint, replacedBy } from "../../components/rules/adopt.ts";

const inputs = {
  metricAlarmRuleId: "cpu",
  namespace: "acs_ecs_dashboard",
  metricName: "CPUUtilization",
  ruleName: "cpu",
  contactGroups: "b,a",
  resources: "[]",
  escalations: { warn: {}, critical: {} },
  period: "60",
  silenceTime: "3600",
  effectiveInterval: "00:00-23:59",
  noDataPolicy: "OK",
  sendOk: true,
  status: true,
  labels: [],
};

const replaced = {
  namespace: "acs_ecs_dashboard",
  metricName: "CPUUtilization",
  ruleName: "cpu",
  contactGroups: "a,b",
  noEffectiveInterval: false,
  emailSubject: false,
  composite: false,
  labels: false,
  webhook: false,
  levels: ["critical", "warn"],
};

test("what makes another rule is read from the resource's inputs, and what is always written isn't among it", () => {
  expect(replacedBy(inputs)).toEqual(replaced);
  // Stands in programs beside adopted ids.
  expect(adoptionFingerprint(replacedBy(inputs))).toBe("4c1fb60ea9");
});

test("whether something is set makes another rule, not what it is", () => {
  const set = { noEffectiveInterval: "02:00-03:00", emailSubject: "x", webhook: "https://example.com/" };
  const more = { labels: [{ key: "a", value: "b" }], compositeExpression: {}, escalations: undefined };
  expect(replacedBy({ ...inputs, ...set, ...more })).toEqual({
    ...replaced,
    ...{ noEffectiveInterval: true, emailSubject: true, webhook: true, labels: true, composite: true },
    levels: [],
  });
});

test("of an input that isn't always written, any change does", () => {
  expect(replacedBy({ ...inputs, interval: "60" })).toEqual({ ...replaced, others: { interval: "60" } });
  expect(replacedBy({ ...inputs, targets: [], interval: undefined })).toEqual(replaced);
});
