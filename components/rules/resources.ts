import type { Metric } from "../metrics/metric.ts";
import { nearest } from "../validation/names.ts";

/** What is wrong with a list of watched resources, or undefined. */
export function checkResources(resources: Record<string, string>[], metric: Metric): string | undefined {
  const allowed = metric.dimensions;
  const seen = new Set<string>();
  for (const [index, resource] of resources.entries()) {
    const names = Object.keys(resource);
    const position = `(resource ${index + 1})`;
    if (Object.values(resource).includes("_ALL"))
      return `must be left out to watch every resource, in place of ${JSON.stringify(resource)} ${position}`;
    if (names.length === 0) return `must give at least one dimension ${position}`;
    const unknown = allowed && names.find((each) => !allowed.includes(each));
    if (allowed && unknown !== undefined) {
      const hint = nearest(unknown, allowed);
      return `must use dimensions that ${metric.metricName} has (${allowed.join(", ")}), not "${unknown}" ${position}${hint ? `; did you mean "${hint}"?` : ""}`;
    }
    const empty = names.find((each) => !resource[each]);
    if (empty !== undefined) return `must give a value for "${empty}" ${position}`;
    const text = JSON.stringify(Object.entries(resource).sort());
    if (seen.has(text)) return `must not list the same resource twice ${position}`;
    seen.add(text);
  }
  return undefined;
}
