/**
 * CloudMonitor's alert rule expressions, as the vendor describes them: what a raw composite expression
 * and a pre-condition are written in.
 *
 * Sources: "Alert rule expressions" of the user guide (https://www.alibabacloud.com/help/en/cms/cloudmonitor-1-0/user-guide/alert-rule-expressions),
 * and for `count` the field `ExpressionRaw` of PutResourceMetricRule. How tightly operators bind is only
 * said of `!` and `matches`; here they bind as in C.
 */
export type Node =
  | { kind: "literal"; value: number | string | boolean | null }
  | { kind: "list"; items: Node[] }
  | { kind: "map"; entries: [key: string, value: Node][] }
  | Member
  | { kind: "unary"; operator: Unary; operand: Node }
  | { kind: "binary"; operator: Binary; left: Node; right: Node }
  | { kind: "choice"; condition: Node; yes: Node; no: Node }
  | { kind: "call"; name: string; args: Node[] }
  /** The number of resources for which the condition holds. */
  | { kind: "count"; condition: Node }
  | Change;

/** `$Average`, `@cpu_total[60].$instanceId`: a statistic, a dimension or the time of report of a metric. */
export interface Member {
  kind: "member";
  /** Without `$`. */
  name: string;
  /** Undefined for the rule's own metric. */
  of: Metric | undefined;
}

/** `ComparePast(@cpu_total[60], '$Average', true, 3600)`: by how many percent it rose or fell. */
export interface Change {
  kind: "change";
  of: Metric;
  member: string;
  /** Whether a rise counts as more than nothing; else a fall does. */
  rise: boolean;
}

/** `@cpu_total[60]`, or some time before: `Past(@cpu_total[60], 3600)`. */
export interface Metric {
  name: string;
  /** Seconds. */
  period: number;
  /** Seconds before the current period. */
  back: number;
}

type Unary = "!" | "-";

/** Binary operators by how tightly they bind, loosest first. All but the last take what stands left of them first. */
export const BINARY = [
  ["||"],
  ["&&"],
  ["==", "!="],
  [">=", "<=", ">", "<", "in", "not in", "matches", "contains", "startsWith", "endsWith"],
  ["+", "-"],
  ["*", "/", "%"],
  ["**"],
] as const;

export type Binary = (typeof BINARY)[number][number];

/** Other words for the same operators. */
export const ALIASES: Record<string, string> = { and: "&&", or: "||", not: "!" };

/** Seconds that a function looks back at a metric of this period. */
export type LooksBack = (period: number) => number;

/** The functions that look back at a metric; undefined where an argument says how far. */
export const HISTORY: Record<string, LooksBack | undefined> = {
  LastPeriod: (period) => period,
  LastHour: () => 3600,
  Yesterday: () => 86_400,
  LastWeek: () => 604_800,
  Past: undefined,
};

/** The same for functions that tell the change. */
export const CHANGES: typeof HISTORY = {
  CompareLastPeriod: HISTORY.LastPeriod,
  CompareLastHour: HISTORY.LastHour,
  CompareYesterday: HISTORY.Yesterday,
  CompareLastWeek: HISTORY.LastWeek,
  ComparePast: undefined,
};
