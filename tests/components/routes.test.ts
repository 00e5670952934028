import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  AlertKind,
  AlertLevel,
  AlertReceiver,
  type AlertReceiverArgs,
  DestinationKind,
  Matching,
  type SourceArgs,
  Tests,
} from "../../components/index.ts";
import { LONGEST_PART, splitConfig } from "../../components/receiver/parts.ts";
import { routing } from "../../components/receiver/routes.ts";
import { parseConfig } from "../../components/receiver/schema.ts";
import { configBinding } from "../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../receiver/config/config.ts";
import { mistake, useMocks } from "./mocks.ts";

beforeAll(() =>
  useMocks({ "cloudmonitor-relay:callbackSecret": "a-stack-secret-that-is-made-up-for-tests" }),
);

const receiver: AlertReceiverArgs = {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  destinations: {
    itoc: { kind: DestinationKind.Itoc360, credential: "token-0001" },
    pager: { kind: DestinationKind.Ilert, credential: "ilert-key-0001" },
  },
  sources: {},
};

const to = { deliverTo: ["itoc"] };

describe("a source is refused", () => {
  const cases: [string, SourceArgs, string][] = [
    [
      "that goes nowhere for what no route takes",
      { deliverTo: [], routes: [{ rules: ["a"], ...to }] },
      "deliverTo must name at least one destination for what no route takes; set discardUnrouted if that is to go nowhere",
    ],
    [
      "that discards all",
      { deliverTo: [], discardUnrouted: true },
      "discardUnrouted must be left out where there are no routes: nothing would go anywhere",
    ],
    [
      "that both discards and delivers",
      { ...to, discardUnrouted: true, routes: [{ rules: ["a"], ...to }] },
      "deliverTo must be empty where discardUnrouted is set",
    ],
    [
      "with a route to nowhere",
      { ...to, routes: [{ rules: ["a"], deliverTo: [] }] },
      "routes.0.deliverTo must name at least one destination; set discard if what the route takes is to go nowhere",
    ],
    [
      "with a route that both discards and delivers",
      { ...to, routes: [{ rules: ["a"], ...to, discard: true }] },
      "routes.0.deliverTo must be empty where discard is set",
    ],
    [
      "with a route to what is no destination",
      { ...to, routes: [{ rules: ["a"], deliverTo: ["phone"] }] },
      'routes.0.deliverTo names "phone", which is no destination (itoc, pager)',
    ],
    [
      "with a route to a destination twice",
      { ...to, routes: [{ rules: ["a"], deliverTo: ["itoc", "itoc"] }] },
      'routes.0.deliverTo names "itoc" twice',
    ],
    [
      "with a route that another one hides",
      {
        ...to,
        routes: [
          { name: "the rest", ...to },
          { rules: ["a"], ...to },
        ],
      },
      'routes.1 can never match: the route "the rest" before it takes everything',
    ],
    [
      "with a condition without a pattern",
      { ...to, routes: [{ metrics: [], ...to }] },
      "routes.0.metrics must name at least one pattern, or be left out",
    ],
    [
      "with an empty pattern for a label",
      { ...to, routes: [{ labels: { team: [""] }, ...to }] },
      "routes.0.labels.team.0 must not be empty",
    ],
    [
      "with a level that is none",
      { ...to, routes: [{ levels: ["fatal" as never], ...to }] },
      'routes[0].levels[0] must be one of AlertLevel.Critical, AlertLevel.Error, AlertLevel.Warn, AlertLevel.Info, AlertLevel.NoData, not "fatal"',
    ],
    [
      "with a lowest level that is none",
      { ...to, routes: [{ notBelow: "fatal" as never, ...to }] },
      'routes[0].notBelow must be one of AlertLevel.Critical, AlertLevel.Error, AlertLevel.Warn, AlertLevel.Info, AlertLevel.NoData, not "fatal"',
    ],
    [
      "with levels of which notBelow leaves none",
      { ...to, routes: [{ levels: [AlertLevel.Info], notBelow: AlertLevel.Warn, ...to }] },
      "routes.0.levels must reach warn, which notBelow asks for: no alert could match",
    ],
    [
      "with a kind of alert that is none",
      { ...to, routes: [{ kinds: ["smoke" as never], ...to }] },
      'routes[0].kinds[0] must be one of AlertKind.Metric, AlertKind.Event, AlertKind.Subscription, AlertKind.Contact, AlertKind.Prometheus, AlertKind.Grafana, AlertKind.LogService, AlertKind.Unrecognised, AlertKind.Receiver, not "smoke"',
    ],
    [
      "with a word that the destination does not have",
      { ...to, routes: [{ rules: ["a"], ...to, severities: { itoc: { noData: "P3" } } }] },
      'routes.0.severities.itoc.noData must be one of critical, high, medium, low, not "P3"',
    ],
    [
      "with words for what is no destination",
      { ...to, routes: [{ rules: ["a"], ...to, severities: { phone: { warn: "low" } } }] },
      'routes.0.severities names "phone", which is no destination (itoc, pager)',
    ],
    [
      "with a template that names what is no field",
      { ...to, routes: [{ rules: ["a"], ...to, template: { title: "{rul}" } }] },
      expect.stringMatching(
        /^routes\.0\.template\.title names "\{rul\}", which is no field .* did you mean "\{rule\}"\?$/,
      ) as never,
    ],
    [
      "with a route without a name",
      { ...to, routes: [{ name: "", rules: ["a"], ...to }] },
      "routes.0.name must not be empty",
    ],
    [
      "with a route that is too long for a binding",
      { ...to, routes: [{ rules: ["a".repeat(5000)], ...to }] },
      "routes.0 is 5112 bytes long as JSON, and at most 5000 fit in a binding",
    ],
    [
      "with another matching",
      { ...to, matching: "last" as never },
      'matching must be one of Matching.First, Matching.All, not "last"',
    ],
    [
      "with an account that is no id",
      { ...to, expectedAccountId: "acme" },
      "expectedAccountId must be the account's id, of digits only",
    ],
    [
      "with an account as a number",
      { ...to, expectedAccountId: 1100000000000000 as never },
      "expectedAccountId must be text, not 1100000000000000",
    ],
    [
      "with callers that are no range",
      { ...to, callers: ["china", "europe"] },
      'callers.8 must be an IPv4 range like 47.74.206.0/24, not "europe"',
    ],
    [
      "with a range that is too wide to be one",
      { ...to, callers: ["1.2.3.4/33"] },
      'callers.0 must be an IPv4 range like 47.74.206.0/24, not "1.2.3.4/33"',
    ],
    ["with no callers", { ...to, callers: [] }, "callers must name at least one range, or be left out"],
    [
      "that does something else with what it can't read",
      { ...to, unrecognised: "drop" as never },
      'unrecognised must be one of Unrecognised.Forward, Unrecognised.Keep, not "drop"',
    ],
    [
      "that does something else with tests",
      { ...to, tests: "hide" as never },
      'tests must be one of Tests.Show, Tests.Count, not "hide"',
    ],
    [
      "with a route for tests, which none takes",
      { ...to, routes: [{ kinds: ["test" as never], ...to }] },
      'routes[0].kinds[0] must be one of AlertKind.Metric, AlertKind.Event, AlertKind.Subscription, AlertKind.Contact, AlertKind.Prometheus, AlertKind.Grafana, AlertKind.LogService, AlertKind.Unrecognised, AlertKind.Receiver, not "test"',
    ],
  ];
  test.each(cases)("%s", (_name, source, message) => {
    const make = () => new AlertReceiver("relay", { ...receiver, sources: { shop: source } });
    expect(mistake(make).replace('AlertReceiver "relay": sources.shop.', "")).toEqual(message);
  });
});

describe("a source is taken", () => {
  const cases: [string, SourceArgs][] = [
    [
      "whose routes leave something over that it says it discards",
      { deliverTo: [], discardUnrouted: true, routes: [{ rules: ["a"], ...to }] },
    ],
    ["with a route that discards", { ...to, routes: [{ rules: ["test-*"], deliverTo: [], discard: true }] }],
    [
      "with a route for all beside others",
      { ...to, matching: Matching.All, routes: [{ ...to }, { rules: ["a"], deliverTo: ["pager"] }] },
    ],
  ];
  test.each(cases)("%s", (_name, source) => {
    expect(() => new AlertReceiver("relay", { ...receiver, sources: { shop: source } })).not.toThrow();
  });

  test("without destinations that are retired", () => {
    const source: SourceArgs = { deliverTo: ["pager"], routes: [{ deliverTo: ["pager", "old"] }] };
    const { routes } = routing(source, (names) => names.filter((name) => name !== "old"));
    expect(routes).toEqual([{ name: "route 1", when: {}, deliverTo: ["pager"] }]);
  });

  test("with all that a route may say, as the Worker reads it", () => {
    const source: SourceArgs = {
      ...to,
      routes: [
        {
          name: "nights",
          kinds: [AlertKind.Metric, AlertKind.Prometheus],
          notBelow: AlertLevel.Warn,
          namespaces: ["acs_rds_*"],
          metrics: ["CpuUsage"],
          rules: ["db-*"],
          regions: ["cn-*", "eu-central-1"],
          resources: ["rm-?"],
          labels: { team: ["shop", "pay"] },
          deliverTo: ["pager"],
          severities: { pager: { noData: "LOW/5" } },
          template: { title: "Night: {rule}" },
          mention: { pager: { users: ["mei"], numbers: ["13800000000"], levels: [AlertLevel.Warn] } },
        },
        { deliverTo: ["itoc"] },
      ],
      matching: Matching.All,
      expectedAccountId: "1100000000000000",
      callers: ["international", "10.0.0.0/8"],
      unrecognised: "keep",
      tests: Tests.Count,
    };
    expect(routing(source)).toEqual({
      routes: [
        {
          name: "nights",
          when: {
            kind: ["metric", "prometheus"],
            level: ["critical", "error", "warn"],
            namespace: ["acs_rds_*"],
            metric: ["CpuUsage"],
            rule: ["db-*"],
            region: ["cn-*", "eu-central-1"],
            resource: ["rm-?"],
            "label.team": ["shop", "pay"],
          },
          deliverTo: ["pager"],
          severities: { pager: { "no-data": "LOW/5" } },
          template: { title: "Night: {rule}" },
          mention: { pager: { users: ["mei"], levels: ["warn"] } },
        },
        { name: "route 2", when: {}, deliverTo: ["itoc"] },
      ],
      matching: "all",
      expectedAccountId: "1100000000000000",
      callers: ["47.74.206.0/24", "8.222.159.64/26", "10.0.0.0/8"],
      unrecognised: "keep",
      tests: "count",
    });
  });
});

describe("a configuration that is longer than a binding", () => {
  const merged = (parts: RelayConfig[]) =>
    mergeConfig((name) => parts.find((_, index) => configBinding(index) === name));

  const source = fc.record({
    generation: fc.integer({ min: 1, max: 9 }),
    deliverTo: fc.constant<string[]>(["a-0"]),
    language: fc.constantFrom("en" as const, "zh" as const),
    severities: fc.constant({}),
    routes: fc.array(
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 20 }),
        when: fc.record({
          rule: fc.array(fc.string({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 9 }),
        }),
        deliverTo: fc.constant<string[]>(["a-0"]),
      }),
      { maxLength: 12 },
    ),
  });

  test("is split over several, and put together again", () => {
    const name = fc.stringMatching(/^[a-z]-[0-9]$/);
    fc.assert(
      fc.property(fc.dictionary(name, source, { minKeys: 1, maxKeys: 4 }), (sources) => {
        const config: RelayConfig = { destinations: { "a-0": { kind: "ilert", severities: {} } }, sources };
        const parts = splitConfig(config);
        for (const part of parts)
          expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(LONGEST_PART);
        expect(merged(parts)).toEqual(config);
        expect(parseConfig(merged(parts))).toMatchObject({ ok: true });
      }),
      { numRuns: 50 },
    );
  });

  test("is one part as long as it fits", () => {
    const config: RelayConfig = { destinations: {}, sources: {} };
    expect(splitConfig(config)).toEqual([config]);
  });
});
