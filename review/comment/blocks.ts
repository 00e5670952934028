import type { Block } from "./fit.ts";
import { RANK } from "./rank.ts";
import type { Line, Section } from "./sections.ts";

/** So many lines of a section are read without scrolling; the rest is folded. */
const UNFOLDED = 12;

export function keep(text: string): Block {
  return { text, rank: Number.POSITIVE_INFINITY, what: "" };
}

/** A heading with its lines, what is at risk never folded. */
export function sectionBlocks({ heading, lines }: Section, place: string, nested: boolean): Block[] {
  const section = `${place}\n${heading}`;
  const title: Block = {
    text: `${nested ? "#####" : "####"} ${heading}\n`,
    rank: RANK.heading,
    what: "heading",
    section,
    heading: true,
  };
  const risks = lines.filter(({ risk }) => risk).length;
  const open = lines.slice(0, Math.max(UNFOLDED, risks));
  const folded = lines.slice(open.length);
  const block = (line: Line): Block => ({
    text: `- ${line.risk ? "⚠️ " : ""}${line.text}`,
    rank: line.risk ? RANK.risk : line.plain ? RANK.plain : RANK.note,
    what: line.plain ? "property sentence" : "sentence",
    section,
  });
  const fold =
    folded.length === 0 ? [] : foldOf(`and ${folded.length} more`, folded.map(block), `${section}\nfold`);
  return [
    title,
    ...open.map(block),
    ...fold,
    { text: "", rank: RANK.heading, what: "heading", section, heading: true },
  ];
}

/** A fold with its lines: it goes when the last of them goes. */
export function foldOf(summary: string, lines: Block[], section: string): Block[] {
  const edge = (text: string): Block => ({
    text,
    rank: Number.POSITIVE_INFINITY,
    what: "",
    section,
    heading: true,
  });
  return [
    edge(`\n<details><summary>${summary}</summary>\n`),
    ...lines.map((line) => ({ ...line, section })),
    edge("\n</details>"),
  ];
}
