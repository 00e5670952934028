import type { ByLevel } from "../level.ts";

/** A word for each level, worst first, and one for no data. */
export function words(
  critical: string,
  error: string,
  warn: string,
  info: string,
  noData: string,
): ByLevel<string> {
  return { critical, error, warn, info, "no-data": noData };
}

/** The words of Prometheus rules, which several vendors and all chat messages use. */
export const LABELS = words("critical", "error", "warning", "info", "warning");

export const LABEL_WORDS = ["critical", "error", "warning", "info"] as const;
