import type { Alert } from "./alert.ts";
import type { RouteConfig, SourceConfig } from "./config/config.ts";
import { PARAMETER } from "./config/urls.ts";
import { globMatches } from "./glob.ts";
import type { Level } from "./level.ts";
import { lookup } from "./lookup.ts";

/** The routes that take an alert of this level: the first that matches, or all that do. None takes a test. */
export function routesOf({ routes = [], matching }: SourceConfig, alert: Alert, level: Level): RouteConfig[] {
  if (alert.kind === "test") return [];
  if (alert.route !== undefined) return routes.filter(({ name }) => name === alert.route);
  const takes = (route: RouteConfig) => mismatch(route, alert, level) === undefined;
  if (matching === "all") return routes.filter(takes);
  const first = routes.find(takes);
  return first ? [first] : [];
}

/** The destinations of an alert of this level, each once. */
export function destinationsOf(source: SourceConfig, alert: Alert, level: Level): string[] {
  if (alert.kind === "test" && source.tests === "count") return [];
  const routes = source.routes ? routesOf(source, alert, level) : [];
  return routes.length > 0 ? [...new Set(routes.flatMap(({ deliverTo }) => deliverTo))] : source.deliverTo;
}

/** What begins the name of a condition on a dimension, a label or another field of the body: as in a callback URL. */
export const LABEL = PARAMETER.label;

/** What an alert calls by a name: a dimension, a label or another field of its body. */
export function textOf({ dimensions, labels, fields }: Alert, name: string): string | undefined {
  return lookup(dimensions, name) ?? lookup(labels ?? {}, name) ?? lookup(fields, name);
}

/** The first condition of a route, or of what matches as routes do, that an alert does not meet; undefined: it matches. */
export function mismatch(
  { when }: Pick<RouteConfig, "when">,
  alert: Alert,
  level: Level,
): string | undefined {
  const { rule, dimensions } = alert;
  const texts = (name: string): (string | undefined)[] => {
    switch (name) {
      case "level":
        return [level];
      case "rule":
        return [rule.key, rule.name];
      case "resource":
        return [alert.resourceName, ...Object.values(dimensions)];
    }
    return name.startsWith(LABEL)
      ? [textOf(alert, name.slice(LABEL.length))]
      : [alert[name as "kind" | "namespace" | "metric" | "region"]];
  };
  return Object.keys(when).find((name) => {
    const patterns = when[name] ?? [];
    return !texts(name).some((text) => text && patterns.some((pattern) => globMatches(pattern, text)));
  });
}
