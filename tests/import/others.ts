import fc from "fast-check";
import { canonicalJson } from "../../components/canonical.ts";
import { PrometheusSeverity } from "../../components/enums.ts";
import type { Found, Part } from "../../import/account.ts";
import { withoutEmpty } from "../../import/read/wire.ts";
import { level, TAGGED, thing, urls } from "./shared.ts";

/** Ids of the application groups that rules watch. */
export const APPLICATION_GROUPS = ["73000001", "73000003", String(TAGGED)];

const instance = fc.record({
  category: fc.constantFrom("ecs", "rds", "kvstore_standard"),
  instanceId: fc.constantFrom("i-1", "i-2", "rm-1"),
  instanceName: fc.constantFrom("i-1", "web 1"),
  regionId: fc.constantFrom("cn-hangzhou", "cn-beijing"),
});

/** By id, with and without members, and by a tag. */
export const applicationGroups = (contactGroups: string[]): fc.Arbitrary<Found[]> =>
  fc.tuple(
    ...APPLICATION_GROUPS.slice(0, 2).map((id) =>
      fc
        .record({
          contactGroups: fc.shuffledSubarray(contactGroups),
          tags: fc.constantFrom({}, {}, { team: "shop" }),
          instances: fc.uniqueArray(instance, { maxLength: 2, selector: canonicalJson }),
        })
        .map(({ instances, ...others }): Found => {
          const name = `group ${id}`;
          const group: Part = {
            of: "application group",
            id,
            inputs: withoutEmpty({ monitorGroupName: name, ...others }),
          };
          const members: Part = { of: "members", id, inputs: { groupId: id, instances }, suffix: "members" };
          const parts: Found["parts"] = instances.length > 0 ? [group, members] : [group];
          return { kind: "application group", name, calledBy: id, parts };
        }),
    ),
    fc
      .record({
        tagKey: fc.constant("team"),
        contactGroupLists: fc.shuffledSubarray(contactGroups, { minLength: 1 }),
        matchExpresses: fc
          .subarray(
            [
              { tagValue: "shop", tagValueMatchFunction: "equals" },
              { tagValue: "sho", tagValueMatchFunction: "startWith" },
            ],
            { minLength: 1 },
          )
          .map((each) => [...each]),
        matchExpressFilterRelation: fc.constantFrom("and", "or"),
      })
      .map(
        (inputs): Found => ({
          kind: "application group",
          name: "team-shop",
          // Of a tag that may have several values, no group is the one.
          calledBy: inputs.matchExpresses[0]?.tagValueMatchFunction === "equals" ? String(TAGGED) : "",
          parts: [{ of: "tag", id: "tag-1", inputs }],
        }),
      ),
  );

export const groupRule = (ruleId: string, groupId: string, groups: string[]): fc.Arbitrary<Found> =>
  fc
    .record({
      groupMetricRuleName: fc.constantFrom("Shop disk", "商店CPU", "cpu"),
      metricName: fc.constantFrom("CPUUtilization", "diskusage_utilization"),
      contactGroups: fc.shuffledSubarray(["elsewhere", ...groups]).map((each) => each.join(",")),
      dimensions: fc.constantFrom(undefined, '{"device":"/dev/vda1"}', '{"device": "C:"}'),
      escalations: fc.record({ critical: fc.option(level), warn: level }).map((each) => withoutEmpty(each)),
      period: fc.constantFrom(60, 300),
      silenceTime: fc.constantFrom(86_400, 300),
      effectiveInterval: fc.constantFrom("00:00-23:59", "08:00-18:00"),
      noEffectiveInterval: fc.constantFrom(undefined, "02:00-03:00"),
      emailSubject: fc.constantFrom(undefined, "subject"),
      webhook: fc.option(urls, { nil: undefined }),
    })
    .map((inputs) => {
      const own = { ruleId, groupId, namespace: "acs_ecs_dashboard" };
      return thing("group rule", ruleId, withoutEmpty({ ...own, ...inputs }), inputs.groupMetricRuleName);
    });

export const silence = (id: string, groups: string[] = []): fc.Arbitrary<Found> =>
  fc
    .record({
      metricRuleBlackListName: fc.constantFrom("maintenance", "维护", "night"),
      instances: fc.constantFrom(['{"instanceId":"i-1"}'], ['{"instanceId":"i-2"}', '{"instanceId":"i-1"}']),
      metrics: fc.constantFrom(
        [],
        [{ metricName: "CPUUtilization" }],
        [{ metricName: "diskusage_utilization", resource: '{"device":"C:"}' }, { metricName: "memory" }],
      ),
      effectiveTime: fc.constantFrom(undefined, "00:00-23:59", "22:00-05:59"),
      enableStartTime: fc.constantFrom(undefined, "1796000000000", "1796000001234"),
      enableEndTime: fc.constantFrom(undefined, "1797000000000"),
      isEnable: fc.boolean(),
      scopeValues: fc.subarray(groups),
    })
    .map((inputs) => {
      const scopeType = inputs.scopeValues.length > 0 ? "GROUP" : "USER";
      const own = { namespace: "acs_ecs_dashboard", category: "ecs", scopeType };
      return thing("silence", id, withoutEmpty({ ...own, ...inputs }), inputs.metricRuleBlackListName);
    });

const prometheus = fc.record({
  enabled: fc.boolean(),
  contentTemplate: fc.constantFrom("Pod {{ $labels.pod }}: {{ $value }}", undefined),
  labels: fc.constantFrom({}, { team: "shop" }, { relay_rule: "restarts.critical", owner: "sre" }),
  annotations: fc.constantFrom({}, { _cms_rule_display_statement: "up == 0" }),
  expr: fc.constantFrom("up == 0", "(rate(errors[5m])) > 3"),
  severity: fc.constantFrom(...Object.values(PrometheusSeverity)),
  notifyConfig: fc.constantFrom(
    {
      type: "DIRECT_NOTIFY",
      channels: [{ type: "WEBHOOK", identifiers: ["relay"] }],
      silenceTimeSecs: 86_400,
    },
    { type: "NOTIFY_POLICY", notifyStrategies: ["policy-1"] },
    // By the provider's own test an address may stand for the object.
    {
      type: "DIRECT_NOTIFY",
      channels: [{ type: "DINGTALK", identifiers: ["https://robot.example.com/made-up-hook-1"] }],
    },
  ),
});

/** Two are perhaps of one query, and stay two wherever no component made them. */
export const prometheusRules: fc.Arbitrary<Found[]> = fc.tuple(prometheus, prometheus).map((list) => {
  const rules = list.map(({ expr, severity, ...others }, index) => {
    const inputs = withoutEmpty({
      workspace: "shop",
      displayName: `pods ${index}`,
      datasourceConfig: { type: "PROMETHEUS", instanceId: "prom-1" },
      queryConfig: { type: "PROMETHEUS_SINGLE_QUERY", expr, enableDataCompleteCheck: true },
      conditionConfig: { type: "PROMETHEUS_SIMPLE_CONDITION", severity, durationSecs: 60 },
      scheduleConfig: { type: "FIXED", intervalSecs: 60 },
      ...others,
    });
    return thing("Prometheus rule", `rule-${index}`, inputs, `pods ${index}`);
  });
  return rules;
});
