import { othersText } from "../../program/model/others.ts";
import type { Change } from "../change/change.ts";
import type { PropertyChange } from "../change/properties.ts";
import type { Review, StackReview } from "../review.ts";
import { code, codes, count, listText } from "../wording/words.ts";
import { foldOf, keep, sectionBlocks } from "./blocks.ts";
import { findingBlocks } from "./findings.ts";
import { type Block, fitted } from "./fit.ts";
import { pagesBlocks } from "./pages.ts";
import { previewSections } from "./preview.ts";
import { RANK } from "./rank.ts";
import { sectionsOf } from "./sections.ts";

/** Hidden first line: by it the comment is found again, to be updated. */
export const MARKER = "<!-- cloudmonitor-relay review -->";

/** The review as one comment for a pull request. */
export function toMarkdown(review: Review, limit?: number): string {
  const blocks: Block[] = [keep(MARKER), keep(`### Alerts: ${titleOf(review)}\n`)];
  const several = review.stacks.length > 1;
  for (const stack of review.stacks) {
    const place = stack.stacks.join(", ");
    if (several)
      blocks.push(
        keep(`#### ${count(stack.stacks.length, "stack").replace(/^\d+ /, "")} ${codes(stack.stacks)}\n`),
      );
    // Without a base there is nothing but what the stack itself says.
    if (review.base !== null) blocks.push(keep(summaryOf(stack)));
    const sections = [
      ...sectionsOf(stack, review.lines),
      ...(stack.preview ? previewSections(stack.preview) : []),
    ];
    for (const section of sections) blocks.push(...sectionBlocks(section, place, several));
    blocks.push(...findingBlocks(stack.findings ?? [], place, review.lines));
    if (stack.pages) blocks.push(...pagesBlocks(stack.pages, place));
    blocks.push(...propertyBlocks(stack, place));
  }
  blocks.push(keep(footOf(review)));
  return fitted(blocks, limit);
}

function titleOf({ base, stacks }: Review): string {
  if (base !== null) return "what this change means";
  const names = codes(stacks.flatMap((each) => each.stacks));
  return stacks.every(({ preview }) => preview?.refreshOnly) ? `drift of ${names}` : `preview of ${names}`;
}

/** `2 rules changed, 1 contact added · ⚠️ 1 to look at`. */
function summaryOf({ changes, configuration, paging = [], stacks }: StackReview): string {
  const counts = new Map<string, number>();
  for (const { noun, change, sentences } of changes) {
    if (sentences.length > 0) counts.set(`${change}\n${noun}`, (counts.get(`${change}\n${noun}`) ?? 0) + 1);
  }
  const parts = [...counts].map(([key, number]) => {
    const [change, noun] = key.split("\n");
    return `${count(number, noun ?? "")} ${change}`;
  });
  const told = [...changes.flatMap(({ sentences }) => sentences), ...paging, ...configuration];
  if (told.length === 0)
    return `Nothing changes for ${stacks.length === 1 ? "the stack" : "the stacks"} ${codes(stacks)}.\n`;
  const risks = told.filter(({ risk }) => risk).length;
  const summary = listText(parts) || "only configuration changed";
  return `${summary}${risks > 0 ? ` · ⚠️ **${risks} to look at**` : ""}\n`;
}

/** How many resources may have the same secret changed before that is told once for all. */
const TOGETHER = 3;

function propertyBlocks({ changes }: StackReview, place: string): Block[] {
  const all = changes.filter(({ properties }) => properties.length > 0);
  const total = all.reduce((sum, { properties }) => sum + properties.length, 0);
  if (total === 0) return [];
  const shared = sharedSecrets(all);
  const block = (text: string): Block => ({ text, rank: RANK.property, what: "property list" });
  const lines = [...shared].map(([path, number]) => `! ${path}: changed (secret), in ${number} resources`);
  const blocks = [
    ...(lines.length === 0 ? [] : [block(["```diff", ...lines, "```", ""].join("\n"))]),
    ...all.flatMap((change) => {
      const properties = change.properties.filter((each) => !isChangedSecret(each) || !shared.has(each.path));
      return properties.length === 0 ? [] : [block(diffOf({ ...change, properties }))];
    }),
  ];
  const summary = `${total} ${total === 1 ? "property" : "properties"} of ${count(all.length, "resource")}`;
  return foldOf(summary, blocks, `${place}\nproperties`);
}

/** Paths of secrets that change in several resources, with their number. */
function sharedSecrets(changes: readonly Change[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { path } of changes.flatMap(({ properties }) => properties.filter(isChangedSecret)))
    numbers.set(path, (numbers.get(path) ?? 0) + 1);
  return new Map([...numbers].filter(([, number]) => number >= TOGETHER));
}

function isChangedSecret({ secret, before, after }: PropertyChange): boolean {
  return secret && before !== undefined && after !== undefined;
}

function diffOf({ title, type, properties }: Change): string {
  const lines = properties.flatMap((property) => {
    const { path, before, after } = property;
    if (isChangedSecret(property)) return [`! ${path}: changed (secret)`];
    return [
      ...(before === undefined ? [] : [`- ${path}: ${before}`]),
      ...(after === undefined ? [] : [`+ ${path}: ${after}`]),
    ];
  });
  const body = lines.map((line) => line.replaceAll(/[\r\n]+/g, " "));
  const longest = Math.max(
    2,
    ...body.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)),
  );
  const fence = "`".repeat(longest + 1);
  return [`${code(title)} (${code(type)})`, `${fence}diff`, ...body, fence, ""].join("\n");
}

/** What is done with a resource of a kind that no sentence knows. */
const BY_PROPERTY = "compared only property by property";

function footOf({ base, head, stacks }: Review): string {
  if (base === null) return "";
  const compared = `${base.slice(0, 10)} → ${head === null ? "working tree" : head.slice(0, 10)}`;
  const madeUp = [...new Set(stacks.flatMap((each) => each.madeUp))].sort();
  const options = madeUp.map((key) => `--config ${key}=…`).join(" ");
  const invented =
    madeUp.length === 0
      ? ""
      : `; made up, because no stack file has them: ${codes(madeUp)}; give your own with ${code(options)}`;
  const unknown = stacks.flatMap((each) => each.unknown ?? []);
  const others = [
    ...new Set(stacks.flatMap(({ otherKinds = {} }) => othersText(otherKinds, BY_PROPERTY) ?? [])),
  ];
  return `\n<sub>${[compared + invented, ...new Set(unknown), ...others].join("; ")}</sub>`;
}
