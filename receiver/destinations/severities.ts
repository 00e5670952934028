import type { ByLevel } from "../level.ts";

/** The words of Prometheus rules, which several vendors and all chat messages use. */
export const LABELS: ByLevel<string> = {
  critical: "critical",
  error: "error",
  warn: "warning",
  info: "info",
  "no-data": "warning",
};

export const LABEL_WORDS = ["critical", "error", "warning", "info"] as const;
