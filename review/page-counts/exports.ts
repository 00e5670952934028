import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Metric } from "../../components/metrics/metric.ts";
import { catalogueMetric } from "../../local/cloudmonitor/scenario.ts";
import type { Series } from "../../local/cloudmonitor/series.ts";
import { parseExport } from "../../testing/data.ts";

/**
 * Exported metric data of a folder: `ecs.CPUUtilization.csv`, with anything between the metric and
 * `.csv` (`ecs.CPUUtilization.march.csv`); metrics that the catalogue doesn't have in a folder called
 * like their namespace (`acs_new/Metric.csv`). Throws with the file and what is wrong.
 */
export function readExports(folder: string): Series[] {
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".csv"))
    .sort();
  if (files.length === 0) throw new Error(`${folder}: has no CSV file such as ecs.CPUUtilization.csv`);
  return files.flatMap((name) => {
    const file = join(folder, name);
    const data = parseExport(readFileSync(file, "utf8"), metricOf(name, file), file);
    // Exported data have times of their own.
    return data.flatMap((each) => (each.kind === "exported" ? [each] : []));
  });
}

function metricOf(name: string, file: string): Metric {
  const namespace = dirname(name);
  const [first = "", second = ""] = name.slice(name.lastIndexOf("/") + 1).split(".");
  if (namespace !== ".")
    return { namespace: namespace.slice(namespace.lastIndexOf("/") + 1), metricName: first };
  return catalogueMetric(`${first}.${second}`, file);
}
