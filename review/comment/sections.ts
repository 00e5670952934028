import type { Sentence } from "../change/aspect.ts";
import type { Change } from "../change/change.ts";
import type { StackReview } from "../review.ts";
import { code, count } from "../wording/words.ts";
import { linked } from "./link.ts";

/** One line of the comment. */
export interface Line {
  text: string;
  risk: boolean;
  plain: boolean;
}

/** What belongs together: one account and contact group, the receiver, … */
export interface Section {
  heading: string;
  lines: Line[];
}

/** How many things may share one sentence before they are told together. */
const TOGETHER = 3;

/** The changes of a stack by account and contact group, what is at risk first. */
export function sectionsOf(review: StackReview, lines?: string): Section[] {
  const byHeading = new Map<string, { change: Change | undefined; sentence: Sentence }[]>();
  const add = (heading: string, change: Change | undefined, sentences: Sentence[]) => {
    const told = sentences.map((sentence) => ({ change, sentence }));
    if (told.length > 0) byHeading.set(heading, [...(byHeading.get(heading) ?? []), ...told]);
  };
  add("Who is paged", undefined, review.paging ?? []);
  for (const change of review.changes) add(headingOf(change), change, change.sentences);
  add("Configuration", undefined, review.configuration);
  const sections = [...byHeading].map(([heading, told]) => ({ heading, lines: linesOf(told, lines) }));
  const rank = ({ heading, lines }: Section) =>
    (lines.some(({ risk }) => risk) ? 0 : 2) + Number(heading === OTHER);
  return sections.sort((a, b) => rank(a) - rank(b));
}

const OTHER = "Everything else";

function headingOf({ account, groups, noun }: Change): string {
  if (noun === "receiver" || noun === "address") return "Receiver";
  if (account === "") return OTHER;
  return groups.length === 0 ? account : `${account} · ${groups.join(", ")}`;
}

/** What one sentence says of many is one line; risks come first, plain properties last. `pattern` is of links. */
function linesOf(
  told: { change: Change | undefined; sentence: Sentence }[],
  pattern: string | undefined,
): Line[] {
  const bySentence = new Map<string, { sentence: Sentence; changes: (Change | undefined)[] }>();
  for (const { change, sentence } of told) {
    const key = `${sentence.text}\n${change?.noun ?? ""}`;
    const known = bySentence.get(key) ?? { sentence, changes: [] };
    known.changes.push(change);
    bySentence.set(key, known);
  }
  const lines = [...bySentence.values()].flatMap(({ sentence, changes }): Line[] => {
    const { text, risk, plain = false } = sentence;
    const line = (it: string) => ({ text: text.replaceAll("{it}", it), risk, plain });
    const link = (shown: string, change: Change | undefined) => linked(shown, change?.place, pattern);
    const name = (change: Change | undefined) => link(code(change?.title ?? ""), change);
    const bold = (change: Change | undefined) => link(`**${code(change?.title ?? "")}**`, change);
    const noun = changes[0]?.noun ?? "";
    if (changes.length < TOGETHER || !text.includes("{it}")) return [...new Set(changes.map(bold))].map(line);
    return [line(`each of **${count(changes.length, noun)}** (${changes.map(name).join(", ")})`)];
  });
  return lines.sort((a, b) => weight(a) - weight(b));
}

function weight({ risk, plain }: Line): number {
  return risk ? 0 : plain ? 2 : 1;
}
