/** A part of the comment that can be left out. */
export interface Block {
  text: string;
  /** Blocks of a lower rank are left out first, the last of them before the others; Infinity never. */
  rank: number;
  /** What it is, for the line that says what was left out: "property difference". */
  what: string;
  /** Goes with the other blocks of its section: a heading is nothing without them. */
  section?: string;
  heading?: true;
}

/** Most characters of a comment on GitHub. GitLab takes a million. */
export const LIMIT = 65_536;

/** For the line that says what was left out. */
const RESERVE = 400;

/** The blocks as one text of less than `limit` characters. */
export function fitted(blocks: readonly Block[], limit = LIMIT): string {
  const length = blocks.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (length < limit) return join(blocks);
  const order = blocks
    .map((block, index) => ({ block, index }))
    .filter(({ block }) => Number.isFinite(block.rank))
    .sort((a, b) => a.block.rank - b.block.rank || b.index - a.index);
  const left = new Set<number>();
  let rest = length;
  for (const { block, index } of order) {
    if (rest < limit - RESERVE) break;
    left.add(index);
    rest -= block.text.length + 1;
  }
  const kept = blocks.filter((_, index) => !left.has(index));
  const cut = order.filter(({ index }) => left.has(index)).map(({ block }) => block);
  return join([...kept, { text: `\n${leftOut(cut)}`, rank: Number.POSITIVE_INFINITY, what: "" }]);
}

function join(blocks: readonly Block[]): string {
  const filled = new Set(blocks.filter(({ heading }) => !heading).map(({ section }) => section));
  return `${blocks
    .filter(({ heading, section }) => !heading || filled.has(section))
    .map(({ text }) => text)
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function leftOut(cut: readonly Block[]): string {
  const counts = new Map<string, number>();
  for (const { what } of cut) counts.set(what, (counts.get(what) ?? 0) + 1);
  const list = [...counts].map(([what, number]) => `${number} ${what}${number === 1 ? "" : "s"}`).join(", ");
  return `_Left out to fit into one comment: ${list}. \`cloudmonitor-relay review --json\` has all of it._`;
}
