import { anyAlert } from "../../program/who/classes.ts";
import type { Alert } from "../../receiver/alert.ts";
import type { RelayConfig, RouteConfig } from "../../receiver/config/config.ts";
import { LEVELS } from "../../receiver/level.ts";
import type { Random } from "../random.ts";

export const SOURCE = "source";

const { kinds: KINDS } = anyAlert(SOURCE);

/** Words that patterns and texts are made of, so that they often meet. */
const WORDS = ["db", "web", "team", "prod", "cn-", "1", "-"];
const LABELS = ["team", "instanceId", "env"];

const text = (random: Random) => random.some(3, () => random.one(WORDS)).join("");
const glob = (random: Random) => random.some(3, () => random.one([...WORDS, "*", "*", "?"])).join("");

/** A configuration of one source with routes of every kind of condition. */
export function randomConfig(random: Random): RelayConfig {
  const destinations = ["pager", "chat", "desk"];
  const conditions: [name: string, patterns: () => string[]][] = [
    ["kind", () => random.some(2, () => random.one(KINDS))],
    ["level", () => random.some(3, () => random.one(LEVELS))],
    ...["namespace", "metric", "region", "rule", "resource", ...LABELS.map((name) => `label.${name}`)].map(
      (name): [string, () => string[]] => [name, () => random.some(2, () => glob(random))],
    ),
  ];
  const route = (_: unknown, index: number): RouteConfig => ({
    name: `route ${index + 1}`,
    when: Object.fromEntries(
      Array.from({ length: random.below(4) }, () => random.one(conditions)).map(([name, patterns]) => [
        name,
        patterns(),
      ]),
    ),
    deliverTo: destinations.filter(() => random.next() < 0.4),
  });
  return {
    destinations: {
      pager: { kind: "ilert", severities: {} },
      chat: { kind: "slack", severities: {} },
      desk: { kind: "opsgenie", severities: {} },
    },
    sources: {
      [SOURCE]: {
        generation: 1,
        deliverTo: random.one([["pager"], ["chat", "desk"], []]),
        routes: Array.from({ length: 1 + random.below(6) }, route),
        matching: random.one(["first", "all"] as const),
        language: "en",
        severities: {},
      },
    },
  };
}

/** An alert as any body might say it. */
export function randomAlert(random: Random): Alert {
  const maybe = () => (random.next() < 0.3 ? undefined : text(random));
  const level = random.one(LEVELS);
  const labels = LABELS.filter(() => random.next() < 0.5).map((name) => [name, text(random)] as const);
  return {
    kind: random.one(KINDS),
    state: level === "no-data" ? "no-data" : "firing",
    level,
    rule: { key: text(random), name: text(random) },
    dimensions: {},
    resourceName: maybe(),
    region: maybe(),
    namespace: maybe(),
    metric: maybe(),
    labels: Object.fromEntries(labels),
    fields: {},
  };
}
