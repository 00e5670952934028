/**
 * A metric of CloudMonitor. Usually taken from the catalogue (`metrics.ecs.CPUUtilization`); one that
 * is not in it is written as `{ namespace: "acs_…", metricName: "…" }`, and then nothing is checked
 * that the catalogue would know.
 */
export interface Metric {
  /** Namespace as rules spell it, e.g. `acs_ecs_dashboard`. */
  namespace: string;
  /** Metric id, e.g. `CPUUtilization`. Some ids are misspelt; the misspelt ones are the real ones. */
  metricName: string;
  /** Unit of the value, e.g. `%`. */
  unit?: string;
  /** Statistics that the metric offers, e.g. `["Average", "P99"]`. The server refuses others since August 2024. */
  statistics?: string[];
  /** Dimensions below the account, e.g. `instanceId`. */
  dimensions?: string[];
  /** How often a value arrives, in seconds. A rule's period is a multiple of it. */
  periodSeconds?: number;
  /**
   * Says that the namespace exists although the catalogue has only one that is spelt nearly the same; without
   * that it is taken for a slip. Default: false.
   */
  unlisted?: boolean;
}
