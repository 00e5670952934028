import type { SourceKind } from "../alert.ts";
import type { ByLevel, Level } from "../level.ts";
import { type Both, type Language, say } from "./language.ts";

/** Words of the texts that people are woken with, as the current pages of CloudMonitor 1.0 have them. */
const WORDS: ByLevel<Both> = {
  critical: ["Critical", "严重"],
  error: ["Error", "错误"],
  warn: ["Warning", "警告"],
  info: ["Info", "信息"],
  "no-data": ["No data", "无数据"],
};

/** The lowest of the four of CloudMonitor 2.0, for Prometheus rules. */
const NORMAL: Both = ["Info", "普通"];

export const RESOLVED: Both = ["Resolved", "已恢复"];

/** What the source's own console calls a level. */
export function levelWord(level: Level, kind: SourceKind, language: Language): string {
  return say(kind === "prometheus" && level === "info" ? NORMAL : WORDS[level], language);
}
