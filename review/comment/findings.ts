import type { FindingChange } from "../findings.ts";
import { code } from "../wording/words.ts";
import type { Block } from "./fit.ts";
import { RANK } from "./rank.ts";

/** What the checks newly say of what changes, and what this change solves. */
export function findingBlocks(findings: readonly FindingChange[], place: string): Block[] {
  if (findings.length === 0) return [];
  const section = `${place}\nfindings`;
  const edge = (text: string): Block => ({ text, rank: RANK.risk, what: "heading", section, heading: true });
  const line = ({ change, check, severity, title, message }: FindingChange): Block => ({
    text:
      change === "solved"
        ? `- solved: ${code(check)} of **${code(title)}**`
        : `- ${severity === "bug" ? "⚠️ " : ""}${severity} ${code(check)}: **${code(title)}** ${message}`,
    rank: change === "solved" ? RANK.plain : severity === "bug" ? RANK.risk : RANK.note,
    what: "finding",
    section,
  });
  return [edge("\n#### Checks\n"), ...findings.map(line), edge("")];
}
