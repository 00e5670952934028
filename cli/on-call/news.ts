import type { Decided, Status } from "../../receiver/answers.ts";
import { problemsOf } from "./status-text.ts";

/** What has happened between two looks at a receiver. */
export type News =
  | ({ event: "decision"; source: string } & Decided)
  /** More was decided than the status lists. */
  | { event: "missed"; source: string; count: number }
  | { event: "trouble" | "over"; text: string };

/** In the order in which it arrived. */
export function newsSince(before: Status, after: Status): News[] {
  const decisions = Object.entries(after.sources).flatMap(([source, report]) =>
    decisionsSince(source, before.sources[source]?.decisions ?? [], report.decisions),
  );
  const [was, is] = [problemsOf(before), problemsOf(after)];
  return [
    ...decisions,
    ...is.filter((each) => !was.includes(each)).map((text) => ({ event: "trouble", text }) as const),
    ...was.filter((each) => !is.includes(each)).map((text) => ({ event: "over", text }) as const),
  ];
}

/** Both lists begin with the newest. */
function decisionsSince(source: string, before: readonly Decided[], after: readonly Decided[]): News[] {
  const last = before[0]?.number ?? 0;
  const fresh = after.filter(({ number }) => number > last).reverse();
  const missed = (fresh[0]?.number ?? last + 1) - last - 1;
  return [
    ...(missed > 0 ? [{ event: "missed", source, count: missed } as const] : []),
    ...fresh.map((decided) => ({ event: "decision", source, ...decided }) as const),
  ];
}

export function newsText(news: News): string {
  switch (news.event) {
    case "decision": {
      const { receivedAt, source, decision, rule, reason, unclear = [] } = news;
      const notes = [...(reason ? [reason] : []), ...unclear].join("; ");
      return `${receivedAt}  ${source.padEnd(16)} ${decision.padEnd(12)} ${rule ?? "(no rule)"}${notes && `  (${notes})`}`;
    }
    case "missed":
      return `… ${news.count} more at ${news.source}: too many to list`;
    case "trouble":
      return `✗ ${news.text}`;
    case "over":
      return `✓ no longer: ${news.text}`;
  }
}
