import { Comparison, MetricRule, metrics } from "../components/index.ts";
import { rehearse, series } from "../testing/index.ts";

const RULES = 50;

/** A day of minutes: quiet, ten minutes of trouble, quiet. */
const DAY = "20x599 97x9 20x829";
const DAYS = 7;

export interface RehearseFigures {
  weekSeconds: number;
  callbacks: number;
}

/**
 * Rehearses a week of minute data for 50 rules, each with a resource that has trouble once a day: from
 * the program to the incidents, through the real Worker in workerd, its start included.
 */
export async function benchRehearse(): Promise<RehearseFigures> {
  const resources = Array.from({ length: RULES }, (_, index) => ({ instanceId: `i-${index}` }));
  const started = performance.now();
  const week = await rehearse({
    declare(given) {
      for (const [index, resource] of resources.entries()) {
        new MetricRule(`cpu-${index}`, {
          metric: metrics.ecs.CPUUtilization,
          resources: [resource],
          critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
          ...given,
        });
      }
    },
    data: resources.map((resource) =>
      series("ecs.CPUUtilization", resource, Array(DAYS).fill(DAY).join(" ")),
    ),
  });
  const weekSeconds = (performance.now() - started) / 1000;
  const resolved = week.incidents.filter((incident) => incident.resolved !== undefined);
  if (resolved.length !== RULES * DAYS) {
    throw new Error(
      `${resolved.length} incidents were resolved, not ${RULES * DAYS}: what was timed was not the week`,
    );
  }
  return { weekSeconds, callbacks: week.callbacks.length };
}
