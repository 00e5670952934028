import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import {
  ApplicationGroup,
  type ApplicationGroupArgs,
  Comparison,
  ContactGroup,
  GroupMetricRule,
  type GroupMetricRuleArgs,
  metrics,
  Statistic,
  TagMatch,
} from "../../components/index.ts";
import { parseValues } from "../../local/cloudmonitor/series.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { evaluateProgram, loaded, named } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

test("a tag that may have several values: a group for each, and templates that make their rules", async () => {
  const plan = await evaluateInline(() => {
    const tagged = new ApplicationGroup("teams", {
      tag: { key: "team", value: "shop-", match: TagMatch.StartsWith },
      templates: ["700001"],
      contactGroups: ["on-call"],
    });
    new ApplicationGroup("any", { tag: { key: "team", match: TagMatch.Any }, contactGroups: ["on-call"] });
    return { one: tagged.groupId, all: tagged.groupIds };
  });
  expect(named(plan, "teams-tag").inputs).toEqual({
    tagKey: "team",
    matchExpresses: [{ tagValue: "shop-", tagValueMatchFunction: "startWith" }],
    matchExpressFilterRelation: "and",
    contactGroupLists: ["on-call"],
    templateIdLists: ["700001"],
  });
  expect(named(plan, "any-tag").inputs.matchExpresses).toEqual([
    { tagValue: "team", tagValueMatchFunction: "all" },
  ]);
  expect(plan.resources.find(({ name, custom }) => name === "teams" && !custom)?.outputs.groupId).toBe("");
});

test("a rule is refused on no one group, and a tag without what it needs", async () => {
  await useMocks();
  const contactGroups = ["on-call"];
  expect(mistake(() => new ApplicationGroup("a", { tag: { key: "team" }, contactGroups }))).toContain(
    "tag.value is missing: leave it out with TagMatch.Any alone",
  );
  const any = { key: "team", value: "x", match: TagMatch.Any };
  expect(mistake(() => new ApplicationGroup("b", { tag: any, contactGroups }))).toContain(
    "tag.value has no meaning with TagMatch.Any",
  );
  const members = [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }];
  expect(mistake(() => new ApplicationGroup("c", { members, templates: ["1"], contactGroups }))).toContain(
    "templates go with tag",
  );
  const rule = { metric: metrics.ecs.CPUUtilization, critical, contactGroups };
  expect(mistake(() => new GroupMetricRule("d", { ...rule, group: "" }))).toContain("group is");
});

const CALLBACK = `https://alerts.example.com/callbacks/production?token=${"t".repeat(32)}`;
const critical = { comparison: Comparison.AtLeast, threshold: 90, times: 1 };

/** What makes another rule of it, by name, and below it everything that must not. */
const REPLACES: [string, Partial<GroupMetricRuleArgs>][] = [
  ["another group", { group: "other" }],
  ["another metric", { metric: { namespace: "acs_ecs_dashboard", metricName: "cpu_total" } }],
  ["another namespace", { metric: { namespace: "acs_other", metricName: "CPUUtilization" } }],
  ["one level more", { warn: { ...critical, threshold: 80 } }],
  ["no callback any more", { callback: undefined }],
  ["dimensions", { dimensions: { device: "/dev/vda1" } }],
  ["a category", { category: "ECS" }],
  ["a mail subject", { emailSubject: "subject" }],
  ["an excluded interval", { noEffectiveInterval: "01:00-02:00" }],
  [
    "another condition",
    { critical: { comparison: Comparison.AtMost, threshold: 1, statistic: Statistic.Maximum, times: 9 } },
  ],
  ["another callback", { callback: "https://elsewhere.example.com/" }],
  ["another contact group", { contactGroups: ["others"] }],
  ["another name", { ruleName: "renamed" }],
  ["another period", { period: "10 minutes" }],
  ["another mute period", { mutePeriod: "5 minutes" }],
  ["another effective interval", { effectiveInterval: "01:00-02:00" }],
];
let plan: Plan;

function declare(): void {
  const onCall = new ContactGroup("on-call", { contacts: ["someone"] });
  const shop = new ApplicationGroup("shop", {
    members: [
      { category: "ECS", instanceId: "i-1", instanceName: "web-1" },
      { category: "RDS", instanceId: "rm-1", region: "cn-beijing" },
    ],
    contactGroups: [onCall.groupName, "another"],
  });
  new ApplicationGroup("renamed", {
    members: [{ category: "ECS", instanceId: "i-2" }],
    contactGroups: ["another"],
    groupName: "网店",
  });
  const tagged = new ApplicationGroup("tagged", {
    tag: { key: "app", value: "shop" },
    contactGroups: ["another"],
  });
  const plain: GroupMetricRuleArgs = {
    group: shop.groupId,
    metric: metrics.ecs.CPUUtilization,
    critical,
    contactGroups: [onCall.groupName],
    callback: CALLBACK,
  };
  new GroupMetricRule("changed", plain);
  for (const [index, change] of REPLACES.map(([, each]) => each).entries()) {
    const common = { ...plain, key: "changed", ruleName: "changed" };
    const metric = change.dimensions
      ? { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" }
      : plain.metric;
    // Of another account: in one, no two rules have one key.
    const providers = [new Provider(`account-${index}`, {})];
    new GroupMetricRule(`variant-${index}`, { ...common, metric, ...change }, { providers });
  }
  new GroupMetricRule("everything", {
    group: tagged.groupId,
    metric: metrics.ecs.diskusage_utilization,
    critical: { statistic: Statistic.Maximum, comparison: Comparison.Above, threshold: 97.5, times: 2 },
    warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 85, times: 5 },
    info: { statistic: Statistic.Minimum, comparison: Comparison.AtMost, threshold: 1, times: 10 },
    dimensions: { device: pulumi.output("/dev/vda1") },
    category: "ECS",
    contactGroups: ["zz", "another"],
    callback: CALLBACK,
    ruleName: "磁盘",
    key: "disk",
    period: "5 minutes",
    mutePeriod: "6 hours",
    effectiveInterval: "08:00-20:00 +0800",
    noEffectiveInterval: "12:00-13:00",
    emailSubject: "disk",
    labels: { team: "sre" },
    owner: "ops",
  });
}

beforeAll(async () => {
  plan = await evaluateInline(declare, { config: { "alicloud:region": "cn-hangzhou" } });
  await useMocks({ "alicloud:region": "cn-hangzhou" });
});

const inputsOf = (name: string) => named(plan, name).inputs;

describe("an application group", () => {
  test("has its members by id, with names and regions", () => {
    expect(inputsOf("shop-group")).toEqual({
      monitorGroupName: "shop",
      contactGroups: ["another", "on-call"],
    });
    expect(inputsOf("shop-members")).toEqual({
      groupId: "shop-group-id",
      instances: [
        { category: "ECS", instanceId: "i-1", instanceName: "web-1", regionId: "cn-hangzhou" },
        { category: "RDS", instanceId: "rm-1", instanceName: "rm-1", regionId: "cn-beijing" },
      ],
    });
    expect(inputsOf("renamed-group").monitorGroupName).toBe("网店");
  });

  test("or by tag, as CloudMonitor's own group, made before another goes", () => {
    expect(inputsOf("tagged-tag")).toEqual({
      tagKey: "app",
      matchExpresses: [{ tagValue: "shop", tagValueMatchFunction: "equals" }],
      matchExpressFilterRelation: "and",
      contactGroupLists: ["another"],
    });
    expect(named(plan, "tagged-tag").options.deleteBeforeReplace).toBe(false);
    expect(inputsOf("everything-rule").groupId).toBe("tagged-tag-id");
  });

  test("says what to do where nothing is tagged yet, or no region is known", async () => {
    const lookups = { "alicloud:cms/getMonitorGroups:getMonitorGroups": () => ({ groups: [] }) };
    const lost = await evaluateProgram("lost-groups", {}, { lookups }).catch(String);
    expect(lost).toContain(
      'ApplicationGroup "untagged": tag has no group yet: CloudMonitor makes it once a resource has the tag app=shop. Tag one, wait a minute, and run `pulumi up` again',
    );
    expect(lost).toContain(
      'ApplicationGroup "nowhere": members must have a region, or the stack one by `pulumi config set alicloud:region cn-hangzhou` (member 1)',
    );
  });
});

describe("a rule on a group", () => {
  test("writes every argument that the provider never unsets", () => {
    expect(inputsOf("changed-rule")).toEqual({
      ruleId: expect.stringMatching(/^changed--[0-9a-f]{10}$/),
      groupId: "shop-group-id",
      groupMetricRuleName: "changed",
      namespace: "acs_ecs_dashboard",
      metricName: "CPUUtilization",
      escalations: {
        critical: {
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          statistics: "Average",
          threshold: "90",
          times: 1,
        },
      },
      contactGroups: "on-call",
      period: 60,
      silenceTime: 3600,
      effectiveInterval: "00:00-23:59",
      webhook: `${CALLBACK}&rule=changed`,
    });
    expect(named(plan, "changed-rule").secrets).toEqual(["webhook"]);
    // It waits for the members, which it is to watch.
    expect(named(plan, "changed-rule").dependencies).toContain(named(plan, "shop-members").urn);
  });

  test("takes every argument", () => {
    const { ruleId, escalations, ...inputs } = inputsOf("everything-rule");
    expect(ruleId).toMatch(/^disk--/);
    expect(Object.keys(escalations as object)).toEqual(["critical", "info", "warn"]);
    expect(inputs).toEqual({
      groupId: "tagged-tag-id",
      groupMetricRuleName: "磁盘",
      namespace: "acs_ecs_dashboard",
      metricName: "diskusage_utilization",
      category: "ECS",
      dimensions: '{"device":"/dev/vda1"}',
      contactGroups: "another,zz",
      period: 300,
      silenceTime: 21_600,
      effectiveInterval: "08:00-20:00 +0800",
      noEffectiveInterval: "12:00-13:00",
      emailSubject: "disk",
      webhook: `${CALLBACK}&rule=disk&label.owner=ops&label.team=sre`,
    });
  });

  test.each(REPLACES.map(([name], index) => [name, index] as const))(
    "with %s is another rule, made once the old one is gone",
    (_name, index) => {
      const after = named(plan, `variant-${index}-rule`);
      expect(after.inputs.ruleId).toMatch(/^changed--/);
      expect(after.inputs.ruleId).not.toBe(inputsOf("changed-rule").ruleId);
      expect(after.options.deleteBeforeReplace).toBe(true);
    },
  );

  test("watches its members, and with a tag everything that there is", () => {
    const monitor = loaded(plan).monitor;
    const start = Date.parse("2026-11-20T06:00:00Z");
    const common = { namespace: "acs_ecs_dashboard", name: undefined, start, interval: 60_000 };
    monitor.feed([
      ...["i-1", "i-9"].map((instanceId) => ({
        ...common,
        metricName: "CPUUtilization",
        resource: { instanceId },
        values: parseValues("99"),
      })),
      ...["/dev/vda1", "/dev/vdb1"].map((device) => ({
        ...common,
        metricName: "diskusage_utilization",
        resource: { instanceId: "i-9", device },
        values: parseValues("99x30"),
      })),
    ]);
    const said: string[] = [];
    const groups = new Set<string | undefined>();
    for (let at = start; at <= start + 10 * 60_000; at += monitor.step()) {
      for (const { rule, series, notice, fields } of monitor.check(at)) {
        said.push(`${rule.ruleName} ${Object.values(series.resource).join(" ")} ${notice.level}`);
        groups.add(fields.productGroupName);
      }
    }
    expect(groups).toContain("shop");
    expect(said).toContain("changed i-1 critical");
    expect(said).toContain("磁盘 i-9 /dev/vda1 critical");
    expect(said.filter((each) => each.startsWith("changed i-9") || each.includes("vdb1"))).toEqual([
      // Its group is not of this program, so that its members are not known.
      "changed i-9 critical",
    ]);
  });
});

describe("ApplicationGroup refuses", () => {
  beforeAll(() => useMocks({ "alicloud:region": "cn-hangzhou" }));
  const args: ApplicationGroupArgs = {
    members: [{ category: "ECS", instanceId: "i-1" }],
    contactGroups: ["on-call"],
  };
  const cases: [string, Partial<ApplicationGroupArgs>, string][] = [
    ["no members", { members: undefined }, "members, tag are both missing"],
    ["two kinds of members", { tag: { key: "a", value: "b" } }, "members, tag must not be given both"],
    ["an empty list", { members: [] }, "members must not be an empty list"],
    [
      "a member of no service",
      { members: [{ category: "", instanceId: "i-1" }] },
      "members[0].category is missing: Service as CloudMonitor's groups spell it, e.g. `ECS`, `RDS`, `SLB`, `kvstore_standard`",
    ],
    [
      "a tag without a value",
      { members: undefined, tag: { key: "a", value: "" } },
      "tag.value is missing: leave it out with TagMatch.Any alone",
    ],
    ["an empty name", { groupName: " " }, "groupName must not be empty"],
    [
      "a name of a group by tag",
      { members: undefined, tag: { key: "a", value: "b" }, groupName: "mine" },
      "groupName can't be chosen for a group by tag: CloudMonitor does",
    ],
    [
      "nobody to notify",
      { contactGroups: [] },
      "contactGroups must name at least one contact group: CloudMonitor requires it",
    ],
    ["the same group twice", { contactGroups: ["g1", "g1"] }, 'contactGroups name "g1" twice'],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new ApplicationGroup("shop", { ...args, ...changes }))).toBe(
      `ApplicationGroup "shop": ${message}`,
    );
  });

  const members: [string, ApplicationGroupArgs["members"], string][] = [
    [
      "a member twice",
      [...(args.members ?? []), ...(args.members ?? [])],
      "members must not list the same instance twice (member 2)",
    ],
    ["a member without an id", [{ category: "ECS", instanceId: "" }], "members[0].instanceId is missing"],
  ];
  test.each(members)("%s", (_name, given, message) => {
    expect(mistake(() => new ApplicationGroup("shop", { ...args, members: given }))).toBe(
      `ApplicationGroup "shop": ${message}`,
    );
  });
});

describe("GroupMetricRule refuses", () => {
  const args: GroupMetricRuleArgs = {
    group: "4711",
    metric: metrics.ecs.diskusage_utilization,
    critical,
    contactGroups: ["on-call"],
  };
  const cases: [string, Partial<GroupMetricRuleArgs>, string][] = [
    [
      "no level",
      { critical: undefined },
      "critical, warn, info are all missing: a rule needs at least one level",
    ],
    ["no group", { group: "" }, "group is missing: Id of the application group: `ApplicationGroup.groupId`"],
    ["no category", { category: "" }, "category must not be empty"],
    [
      "a period of half a minute",
      { period: "45 seconds" },
      'period must be a multiple of 1 minute in a rule on a group, not "45 seconds"',
    ],
    ["no dimensions", { dimensions: {} }, "dimensions must not be empty; leave them out to watch all"],
    [
      "the member as a dimension",
      { dimensions: { instanceId: "i-1" } },
      "dimensions must not hold instanceId: which members there are is the group's business",
    ],
    [
      "an unknown dimension",
      { dimensions: { devise: "/dev/vda1" } },
      'dimensions must be of those that diskusage_utilization has (device), not "devise"; did you mean "device"?',
    ],
    ["an empty dimension", { dimensions: { device: "" } }, 'dimensions must give a value for "device"'],
    [
      "dimensions where there are none",
      { metric: metrics.ecs.CPUUtilization, dimensions: { device: "C:" } },
      "dimensions must be left out: CPUUtilization has none besides instanceId",
    ],
    [
      "a key that no URL should hold",
      { key: "a b" },
      'key must be 1 to 64 letters, digits, dots, hyphens or underscores, not "a b"',
    ],
    [
      "nobody to notify",
      { contactGroups: [] },
      "contactGroups must name at least one contact group: CloudMonitor requires it",
    ],
    ["a callback that is none", { callback: "here" }, "callback must be an http or https URL"],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new GroupMetricRule("rule", { ...args, ...changes }))).toBe(
      `GroupMetricRule "rule": ${message}`,
    );
  });
});
