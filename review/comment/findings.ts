import type { FindingChange } from "../findings.ts";
import { code } from "../wording/words.ts";
import type { Block } from "./fit.ts";
import { linked } from "./link.ts";
import { RANK } from "./rank.ts";

/** What the checks newly say of what changes, and what this change solves. */
export function findingBlocks(findings: readonly FindingChange[], stack: string, lines?: string): Block[] {
  if (findings.length === 0) return [];
  const section = `${stack}\nfindings`;
  const edge = (text: string): Block => ({ text, rank: RANK.risk, what: "heading", section, heading: true });
  const line = ({ change, check, severity, title, message, place }: FindingChange): Block => ({
    text:
      change === "solved"
        ? `- solved: ${code(check)} of ${linked(`**${code(title)}**`, place, lines)}`
        : `- ${severity === "bug" ? "⚠️ " : ""}${severity} ${code(check)}: ${linked(`**${code(title)}**`, place, lines)} ${message}`,
    rank: change === "solved" ? RANK.plain : severity === "bug" ? RANK.risk : RANK.note,
    what: "finding",
    section,
  });
  return [edge("\n#### Checks\n"), ...findings.map(line), edge("")];
}
