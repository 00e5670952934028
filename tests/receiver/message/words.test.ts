import { describe, expect, test } from "vitest";
import type { RelayConfig, RouteConfig, SourceConfig } from "../../../receiver/config/config.ts";
import { LEVELS } from "../../../receiver/level.ts";
import { wordsFor } from "../../../receiver/message/words.ts";
import { one } from "../sources/read.ts";

const alert = one("alertState=ALERT&alertName=cpu&triggerLevel=WARN", "label.team=shop");

function config(
  routes: RouteConfig[],
  severities: SourceConfig["severities"] = {},
  matching?: "first" | "all",
): RelayConfig {
  return {
    destinations: {
      pager: { kind: "pagerduty", severities: {} },
      own: { kind: "pagerduty", severities: { warn: "destination" }, template: { title: "destination" } },
    },
    sources: { s: { generation: 1, deliverTo: ["own"], language: "en", severities, routes, matching } },
  };
}

const route = (name: string, changes: Partial<RouteConfig> = {}): RouteConfig => ({
  name,
  when: {},
  deliverTo: ["own"],
  ...changes,
});

describe("the word for a level", () => {
  // https://developer.pagerduty.com/docs/events-api-v2-overview: critical, error, warning or info.
  test("is the kind's own where nobody says another", () => {
    const words = LEVELS.map((level) => wordsFor(config([]), "s", "pager", level, alert).severity);
    expect(words).toEqual(["critical", "error", "warning", "info", "warning"]);
  });

  test.each<[string, RelayConfig, string]>([
    ["the destination's", config([]), "destination"],
    ["the source's before that", config([], { own: { warn: "source" } }), "source"],
    [
      "the route's before that",
      config([route("r", { severities: { own: { warn: "route" } } })], { own: { warn: "source" } }),
      "route",
    ],
    [
      "the first route's that has one",
      config(
        [
          route("r", { severities: { other: { warn: "another" } } }),
          route("s", { severities: { own: { critical: "another" } } }),
          route("t", { severities: { own: { warn: "third" } } }),
        ],
        {},
        "all",
      ),
      "third",
    ],
    [
      "not that of a route which takes it elsewhere",
      config([route("r", { deliverTo: ["pager"], severities: { own: { warn: "route" } } })]),
      "destination",
    ],
    [
      "not that of a route which does not take it",
      config([route("r", { when: { level: ["critical"] }, severities: { own: { warn: "route" } } })]),
      "destination",
    ],
    ["of another level it is not", config([], { own: { critical: "source" } }), "destination"],
  ])("is %s", (_, given, word) => {
    expect(wordsFor(given, "s", "own", "warn", alert).severity).toBe(word);
  });

  test("is the destination's of a source that is gone", () => {
    expect(wordsFor(config([]), "gone", "own", "warn", alert).severity).toBe("destination");
    expect(wordsFor(config([]), "toString", "own", "warn", alert).severity).toBe("destination");
  });

  test("is none of a destination that is gone", () => {
    for (const name of ["gone", "constructor"])
      expect(() => wordsFor(config([]), "s", name, "warn", alert)).toThrow(`no destination "${name}"`);
  });
});

describe("whom it mentions", () => {
  const own = { users: ["own"] };
  const called = (routes: RouteConfig[], matching?: "all") => {
    const given = config(routes, {}, matching);
    Object.assign(given.destinations.own ?? {}, { mention: own });
    return wordsFor(given, "s", "own", "warn", alert).called;
  };

  test("is whom the destination does, where no route says another", () => {
    expect(called([])).toEqual([{ mention: own, numbers: "destination" }]);
    expect(called([route("r", { mention: { other: { users: ["mei"] } } })])).toEqual(called([]));
    expect(wordsFor(config([]), "s", "pager", "warn", alert).called).toEqual([]);
  });

  test("is everybody whom a route mentions that took it there", () => {
    const routes = ["mei", "li"].map((id) => route(id, { mention: { own: { users: [id] } } }));
    expect(called(routes)).toEqual([{ mention: { users: ["mei"] }, numbers: "s/mei" }]);
    expect(called(routes, "all")).toEqual([
      { mention: { users: ["mei"] }, numbers: "s/mei" },
      { mention: { users: ["li"] }, numbers: "s/li" },
    ]);
  });
});

describe("the template", () => {
  const template = (given: RelayConfig, destination = "own") =>
    wordsFor(given, "s", destination, "warn", alert).template?.title;

  test("is the destination's, or none", () => {
    expect(template(config([]))).toBe("destination");
    expect(template(config([]), "pager")).toBeUndefined();
  });

  test("is that of the first route that took it there and has one", () => {
    const routes = [
      route("elsewhere", { deliverTo: ["pager"], template: { title: "elsewhere" } }),
      route("without"),
      route("with", { template: { title: "route" } }),
      route("after", { template: { title: "after" } }),
    ];
    expect(template(config(routes, {}, "all"))).toBe("route");
    expect(template(config(routes.slice(1), {}, "first"))).toBe("destination");
    expect(
      template(config([route("not taken", { when: { level: ["info"] }, template: { title: "x" } })])),
    ).toBe("destination");
  });
});
