import type { Pages, RulePages } from "../page-counts/count.ts";
import { code } from "../wording/words.ts";
import type { Block } from "./fit.ts";
import { RANK } from "./rank.ts";

/** How often each changed rule would have paged: one row a rule, those that change most first. */
export function pagesBlocks({ days, until, rules }: Pages, place: string): Block[] {
  if (rules.length === 0) return [];
  const section = `${place}\npages`;
  const edge = (text: string): Block => ({ text, rank: RANK.table, what: "heading", section, heading: true });
  const total = (side: "before" | "after") => rules.reduce((sum, rule) => sum + (rule[side] ?? 0), 0);
  const span = days === 1 ? "the day" : `the ${days} days`;
  const row = (rule: RulePages): Block => ({
    text: `| ${code(rule.title).replaceAll("|", "\\|")} | ${pages(rule.before, rule.briefBefore)} | ${pages(rule.after, rule.briefAfter)} |`,
    rank: RANK.table,
    what: "row of pages",
    section,
  });
  return [
    edge(`\n#### In ${span} of data to ${until}: ${total("before")} pages before, ${total("after")} after\n`),
    edge("| rule | before | after |\n|---|---|---|"),
    ...[...rules].sort((a, b) => difference(b) - difference(a)).map(row),
    edge(""),
  ];
}

function difference({ before, after }: RulePages): number {
  return Math.abs((before ?? 0) - (after ?? 0));
}

/** `12 (4 brief)`: brief ones were over within ten minutes. */
function pages(count: number | null, brief: number): string {
  if (count === null) return "–";
  return brief === 0 ? String(count) : `${count} (${brief} brief)`;
}
