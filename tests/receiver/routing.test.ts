import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../receiver/alert.ts";
import type { RouteConfig, SourceConfig } from "../../receiver/config/config.ts";
import { globMatches } from "../../receiver/glob.ts";
import { destinationsOf, mismatch, routesOf } from "../../receiver/routing.ts";
import { fields } from "./callback.ts";
import { one } from "./sources/read.ts";

const alert: Alert = one(new URLSearchParams(fields()).toString(), "rule=ecs-cpu&label.team=shop");

const when = (conditions: RouteConfig["when"]): RouteConfig => ({
  name: "r",
  when: conditions,
  deliverTo: ["a"],
});

describe("a route", () => {
  test.each<[RouteConfig["when"], string | undefined]>([
    [{}, undefined],
    [{ kind: ["metric"] }, undefined],
    [{ kind: ["event", "prometheus"] }, "kind"],
    [{ level: ["critical", "error"] }, undefined],
    [{ level: ["warn"] }, "level"],
    [{ namespace: ["acs_ecs_dashboard"] }, undefined],
    [{ namespace: ["acs_ecs"] }, "namespace"],
    [{ metric: ["CPU*"] }, undefined],
    [{ metric: ["cpu*"] }, "metric"],
    [{ rule: ["ecs-cpu"] }, undefined],
    [{ rule: ["ECS CPU"] }, undefined],
    [{ rule: ["ecs-cpu--0123456789"] }, "rule"],
    [{ region: ["cn-*", "eu-*"] }, undefined],
    [{ region: ["eu-*"] }, "region"],
    [{ resource: ["web-*"] }, undefined],
    [{ resource: ["i-1"] }, undefined],
    [{ resource: ["i-2"] }, "resource"],
    [{ "label.team": ["pay", "shop"] }, undefined],
    [{ "label.team": ["pay"] }, "label.team"],
    [{ "label.instanceId": ["i-?"] }, undefined],
    [{ "label.regionName": ["*Hangzhou*"] }, undefined],
    [{ "label.nothing": ["*"] }, "label.nothing"],
    [{ "label.constructor": ["*"] }, "label.constructor"],
    [{ level: ["critical"], region: ["eu-*"], metric: ["x"] }, "region"],
  ])("with %j stops at %s", (conditions, stopped) => {
    expect(mismatch(when(conditions), alert, "critical")).toBe(stopped);
  });

  const source = (routes: RouteConfig[], matching?: "first" | "all"): SourceConfig => ({
    generation: 1,
    deliverTo: ["default"],
    language: "en",
    severities: {},
    routes,
    matching,
  });
  const critical = { name: "critical", when: { level: ["critical"] }, deliverTo: ["pager"] };
  const shop = { name: "shop", when: { "label.team": ["shop"] }, deliverTo: ["chat", "pager"] };
  const silent = { name: "silent", when: { rule: ["ecs-*"] }, deliverTo: [] };

  test.each<[string, RouteConfig[], "first" | "all" | undefined, "critical" | "warn", string[], string[]]>([
    ["the first that matches", [critical, shop], undefined, "critical", ["critical"], ["pager"]],
    ["the next where the first does not", [critical, shop], "first", "warn", ["shop"], ["chat", "pager"]],
    [
      "all that match, a destination once",
      [critical, shop],
      "all",
      "critical",
      ["critical", "shop"],
      ["pager", "chat"],
    ],
    ["the default where none matches", [critical], undefined, "warn", [], ["default"]],
    ["nobody, where a route says so", [silent, shop], undefined, "critical", ["silent"], []],
    ["the default without routes", [], "all", "critical", [], ["default"]],
  ])("is taken: %s", (_, routes, matching, level, names, destinations) => {
    const given = source(routes, matching);
    expect(routesOf(given, alert, level).map(({ name }) => name)).toEqual(names);
    expect(destinationsOf(given, alert, level)).toEqual(destinations);
  });

  test("is none where the source has none", () => {
    const { routes: _, ...given } = source([]);
    expect(routesOf(given, alert, "critical")).toEqual([]);
    expect(destinationsOf(given, alert, "critical")).toEqual(["default"]);
  });
});

describe("a pattern", () => {
  const letters = fc.constantFrom("a", "b", "*", "?", ".", "\\", "[");

  test("matches what a regular expression of the same meaning does", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", ".", "\\", "["), { maxLength: 12 })
      .map((each) => each.join(""));
    const pattern = fc.array(letters, { maxLength: 8 }).map((each) => each.join(""));
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        const same = pattern
          .replace(/[.\\[]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".");
        expect(globMatches(pattern, text)).toBe(new RegExp(`^${same}$`, "s").test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("that makes a regular expression take for ever is no slower than any other", () => {
    const text = "a".repeat(20_000);
    const began = performance.now();
    expect(globMatches(`${"*a".repeat(50)}b`, text)).toBe(false);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
