import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  Comparison,
  type Metric,
  MetricRule,
  metrics,
  Silence,
  type SilenceArgs,
} from "../../components/index.ts";
import { parseWindow, type Window } from "../../components/silences/window.ts";
import { inInterval } from "../../components/vocabulary/interval.ts";
import { parseValues } from "../../local/cloudmonitor/series.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { loaded } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

const plain: SilenceArgs = {
  resources: [{ instanceId: "i-2" }, { instanceId: "i-1" }],
  metrics: [metrics.ecs.CPUUtilization],
};

/** What makes another silence of it: everything. */
const REPLACES: [string, Partial<SilenceArgs>][] = [
  ["other resources", { resources: [{ instanceId: "i-3" }] }],
  ["other metrics", { metrics: [metrics.ecs.load_5m] }],
  ["no metrics any more", { metrics: undefined, namespace: "acs_ecs_dashboard" }],
  ["dimensions", { dimensions: { device: "C:" } }],
  ["groups", { groups: ["4711"] }],
  ["an interval of the day", { window: "22:00 to 06:00" }],
  ["a beginning", { window: "from 2026-12-01" }],
  ["an end", { window: "until 2026-12-01" }],
  ["another end", { window: "until 2026-12-02" }],
  ["a category", { category: "other" }],
  ["a name", { silenceName: "renamed" }],
  ["a namespace", { metrics: [{ namespace: "acs_new", metricName: "m" }] }],
  ["resources that are not known yet", { resources: [{ instanceId: pulumi.output("i-1") }] }],
];

let plan: Plan;

beforeAll(async () => {
  plan = await evaluateInline(() => {
    new Silence("changed", plain);
    for (const [index, [, change]] of REPLACES.entries())
      new Silence(
        `variant-${index}`,
        { ...plain, silenceName: "changed", ...change },
        // Of another account: in one, no two silences have one name.
        { providers: [new Provider(`account-${index}`, {})] },
      );
    new Silence("everything", {
      resources: [{ instanceId: "i-1" }],
      metrics: [metrics.ecs.diskusage_utilization, metrics.ecs.CPUUtilization],
      dimensions: { device: "/dev/vda1" },
      namespace: "acs_ecs_dashboard",
      category: "ECS",
      window: "22:00 to 06:00 daily from 2026-11-01 until 2026-12-01 12:30",
      offset: "+01:00",
      groups: ["9", "10"],
      silenceName: "批处理",
    });
  });
  await useMocks();
});

/** The resource of a silence. Where all is known, its own name ends in the hash too. */
const listOf = (name: string) => {
  const own = plan.resources.filter((each) => each.parent?.endsWith(`Silence::${name}`));
  expect(own).toHaveLength(1);
  return own[0] as Resource;
};
const inputsOf = (name: string) => listOf(name).inputs;

describe("a silence", () => {
  test("is quiet always, unless it says when", () => {
    expect(inputsOf("changed")).toEqual({
      metricRuleBlackListName: expect.stringMatching(/^changed--[0-9a-f]{10}$/),
      namespace: "acs_ecs_dashboard",
      category: "ecs",
      instances: ['{"instanceId":"i-1"}', '{"instanceId":"i-2"}'],
      metrics: [{ metricName: "CPUUtilization" }],
      effectiveTime: "00:00-23:59",
      scopeType: "USER",
      isEnable: true,
    });
  });

  test("takes every argument", () => {
    const { metricRuleBlackListName, ...inputs } = inputsOf("everything");
    expect(metricRuleBlackListName).toMatch(/^批处理--/);
    expect(inputs).toEqual({
      namespace: "acs_ecs_dashboard",
      category: "ECS",
      instances: ['{"instanceId":"i-1"}'],
      metrics: [
        { metricName: "CPUUtilization", resource: '{"device":"/dev/vda1"}' },
        { metricName: "diskusage_utilization", resource: '{"device":"/dev/vda1"}' },
      ],
      effectiveTime: "05:00-12:59",
      enableStartTime: String(Date.parse("2026-11-01T00:00:00+01:00")),
      enableEndTime: String(Date.parse("2026-12-01T12:30:00+01:00")),
      scopeType: "GROUP",
      scopeValues: ["10", "9"],
      isEnable: true,
    });
  });

  test.each(REPLACES.map(([name], index) => [name, index] as const))(
    "with %s is another one, made before the old one goes",
    (_name, index) => {
      const after = listOf(`variant-${index}`);
      expect(after.inputs.metricRuleBlackListName).not.toBe(inputsOf("changed").metricRuleBlackListName);
      expect(after.options.deleteBeforeReplace).toBe(false);
    },
  );

  test("ignores how its resources are answered only where no change can be missed by that", () => {
    const hash = (name: string) => /-blacklist-([0-9a-f]{10})$/.exec(listOf(name).name)?.[1];
    expect(listOf("changed").options.ignoreChanges).toEqual(["instances"]);
    expect(hash("variant-0")).not.toBe(hash("changed"));
    expect(hash("variant-1")).toBe(hash("changed"));
    const later = listOf(`variant-${REPLACES.length - 1}`);
    expect(later.name).toBe(`variant-${REPLACES.length - 1}-blacklist`);
    expect(later.options.ignoreChanges).toEqual([]);
  });
});

describe("on this machine", () => {
  test("a silence holds back what its rules say, at its resources and in its time", async () => {
    const declared = await evaluateInline(() => {
      const critical = { comparison: Comparison.AtLeast, threshold: 90, times: 1 };
      const callback = "https://example.com/";
      new MetricRule("cpu", {
        metric: metrics.ecs.CPUUtilization,
        critical,
        contactGroups: ["g1"],
        callback,
      });
      new Silence("first-hour", {
        resources: [{ instanceId: "i-1" }],
        metrics: [metrics.ecs.CPUUtilization],
        window: "02:00 to 03:00 daily until 2026-11-03",
      });
    });
    const monitor = loaded(declared).monitor;
    const start = Date.parse("2026-11-02T02:10:00+08:00");
    monitor.feed(
      ["i-1", "i-2"].map((instanceId) => ({
        namespace: "acs_ecs_dashboard",
        metricName: "CPUUtilization",
        resource: { instanceId },
        name: undefined,
        start,
        interval: 60_000,
        values: parseValues("99x120"),
      })),
    );
    const said: string[] = [];
    for (let minute = 0; minute <= 120; minute++) {
      for (const { series, notice } of monitor.check(start + minute * 60_000))
        said.push(`${minute} ${series.resource.instanceId} ${notice.state}`);
    }
    // The first alert of i-1 is lost; the repetition after the mute period is not.
    expect(said).toEqual(["1 i-2 ALERT", "61 i-1 ALERT", "61 i-2 ALERT"]);
  });
});

describe("a window in words", () => {
  const at = (text: string) => Date.parse(`${text}+08:00`);
  const windows: [string | undefined, Window][] = [
    [undefined, { effectiveTime: "00:00-23:59" }],
    ["02:00 to 03:30", { effectiveTime: "02:00-03:29" }],
    ["22:00 to 06:00 daily", { effectiveTime: "22:00-05:59" }],
    ["12:00 to 00:00", { effectiveTime: "12:00-23:59" }],
    ["22:00 to 06:00 daily until 2026-12-01", { effectiveTime: "22:00-05:59", end: at("2026-12-01T00:00") }],
    [
      "from 2026-11-28 22:00 to 2026-11-29 06:00",
      { effectiveTime: "00:00-23:59", start: at("2026-11-28T22:00"), end: at("2026-11-29T06:00") },
    ],
    ["from 2026-11-28", { effectiveTime: "00:00-23:59", start: at("2026-11-28T00:00") }],
    [" until 2026-12-01 ", { effectiveTime: "00:00-23:59", end: at("2026-12-01T00:00") }],
  ];
  test.each(windows)("%s", (words, window) => {
    expect(parseWindow(words, "+08:00")).toEqual(window);
  });

  test("holds the same minutes whatever its clock's offset is", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (each: number) => new Date(each * 60_000).toISOString().slice(11, 16);
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: -12, max: 14 }), minute, (first, last, hours, now) => {
        fc.pre(first !== last);
        const offset = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
        const window = parseWindow(`${clock(first)} to ${clock(last)}`, offset) as Window;
        const local = (((now + hours * 60) % 1440) + 1440) % 1440;
        const inside = first < last ? local >= first && local < last : local >= first || local < last;
        expect(inInterval(window.effectiveTime, now * 60_000)).toBe(inside);
      }),
    );
  });
});

describe("Silence refuses", () => {
  beforeAll(() => useMocks());
  const format =
    'a window such as "22:00 to 06:00 daily until 2026-12-01" or "from 2026-11-28 22:00 to 2026-11-29 06:00"';
  const other: Metric = { namespace: "acs_new", metricName: "m" };
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);
  const cases: [string, Partial<SilenceArgs>, string][] = [
    ["another form", { window: "at night" }, `window must be ${format}, not "at night"`],
    ["an empty window", { window: "" }, `window must be ${format}, not ""`],
    [
      "no such time",
      { window: "24:00 to 25:00" },
      'window must hold times of the day and dates that exist, not "24:00 to 25:00"',
    ],
    [
      "no such day",
      { window: "until 2026-02-30" },
      'window must hold times of the day and dates that exist, not "until 2026-02-30"',
    ],
    [
      "no time at all",
      { window: "06:00 to 06:00" },
      'window must not begin and end at the same minute, as in "06:00 to 06:00"',
    ],
    [
      "a window that ends first",
      { window: "from 2026-12-02 until 2026-12-01" },
      'window must begin before it ends, not "from 2026-12-02 until 2026-12-01"',
    ],
    ["an offset that is none", { offset: "CST" }, 'offset must be such as "+08:00", not "CST"'],
    ["no resource", { resources: [] }, "resources must name at least one resource"],
    [
      "too many resources",
      { resources: many(101).map((n) => ({ instanceId: `i-${n}` })) },
      "resources must be at most 100, not 101",
    ],
    [
      "a resource without dimensions",
      { resources: [{}] },
      "resources must give at least one dimension (resource 1)",
    ],
    [
      "a resource twice",
      { resources: [{ instanceId: "i" }, { instanceId: "i" }] },
      "resources must not list the same resource twice (resource 2)",
    ],
    [
      "no namespace",
      { metrics: undefined },
      "namespace, metrics are both missing: whose resources are to be quiet?",
    ],
    [
      "an empty list of metrics",
      { metrics: [], namespace: "acs_new" },
      "metrics must not be an empty list; leave it out for every metric",
    ],
    [
      "another namespace",
      { namespace: "acs_new" },
      "namespace must be that of the metrics, acs_ecs_dashboard, not acs_new",
    ],
    [
      "two namespaces",
      { metrics: [other, metrics.ecs.CPUUtilization] },
      "metrics must be of one namespace, not of acs_new and acs_ecs_dashboard: make a silence for each",
    ],
    [
      "too many metrics",
      { metrics: many(11).map((n) => ({ ...other, metricName: `m${n}` })) },
      "metrics must be at most 10, not 11",
    ],
    [
      "dimensions of nothing",
      { metrics: undefined, namespace: "acs_new", dimensions: { device: "C:" } },
      "dimensions go with metrics, which have them; name those that are to be quiet",
    ],
    ["empty dimensions", { dimensions: {} }, "dimensions must not be empty; leave them out for all"],
    ["no groups", { groups: [] }, "groups must not be an empty list; leave it out for the whole account"],
    [
      "a service of several categories",
      { metrics: [metrics.redis.StandardCpuUsage] },
      "category must be given for acs_kvstore: kvstore_standard, kvstore_sharding or kvstore_splitrw",
    ],
    ["an empty category", { category: "" }, "category must not be empty"],
    ["an empty name", { silenceName: " " }, "silenceName must not be empty"],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new Silence("quiet", { ...plain, ...changes }))).toBe(`Silence "quiet": ${message}`);
  });
});
