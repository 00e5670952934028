import { isDeepStrictEqual } from "node:util";
import type { Series } from "../local/cloudmonitor/series.ts";
import { othersByType } from "../program/model/others.ts";
import { dependentsOf, dependentsText } from "../program/model/unknown.ts";
import type { Sentence } from "./change/aspect.ts";
import type { Change } from "./change/change.ts";
import { compare } from "./change/compare.ts";
import { sayConfiguration } from "./change/configuration.ts";
import type { BothSides, StackSides } from "./commits/both-sides.ts";
import { type FindingChange, findingChanges } from "./findings.ts";
import type { Pages } from "./page-counts/count.ts";
import { sayPaging } from "./paging.ts";
import { type Digest, stackOf } from "./preview/digest.ts";
import { type Preview, readPreview } from "./preview/preview.ts";

/** What a change means, for all stacks that it means the same for. */
export interface StackReview {
  stacks: string[];
  changes: Change[];
  configuration: Sentence[];
  /** Who is paged otherwise because routes change. */
  paging?: Sentence[];
  /** Keys whose values were made up to evaluate the program. */
  madeUp: string[];
  /** What depends on other stacks or clouds of which nothing is known here, a sentence each. */
  unknown?: string[];
  /** How many resources about monitoring there are of each type that no sentence knows. */
  otherKinds?: Record<string, number>;
  /** What the checks newly say of what changes, and what it solves. */
  findings?: FindingChange[];
  /** How often the rules would have paged over given data. */
  pages?: Pages;
  /** What the real stack says. */
  preview?: Preview;
}

/** What a review is made of besides the program. */
interface Given {
  /** Exported metric data. */
  data?: Series[] | undefined;
  /** What Pulumi's CLI says of stacks, one of each. */
  previews?: Digest[] | undefined;
  /** Milliseconds since 1970, by which checks are disabled until some day. Default: the present. */
  now?: number;
}

export interface Review {
  /** Commits, full; the head is null for the working tree, the base where only a preview is read. */
  base: string | null;
  head: string | null;
  /** URL of a line of the head, with `{file}` and `{line}`; left out where nobody knows it. */
  lines?: string;
  stacks: StackReview[];
}

export async function reviewOf({ base, head, lines, stacks }: BothSides, given: Given = {}): Promise<Review> {
  const reviews: StackReview[] = [];
  checkStacks(
    given.previews ?? [],
    stacks.map(({ stack }) => stack),
  );
  for (const sides of stacks) {
    const review = reviewStack(sides, given.now ?? Date.now());
    reviews.push(review);
    const digest = given.previews?.find((each) => stackOf(each) === sides.stack);
    if (digest) {
      const encrypted = Object.keys({ ...sides.files.before?.encrypted, ...sides.files.after?.encrypted });
      review.preview = readPreview(digest, { program: sides.after, changes: review.changes, encrypted });
    }
    if (given.data) {
      // A rehearsal loads Pulumi's SDK, which takes longer than a review without data.
      const { countPages } = await import("./page-counts/count.ts");
      review.pages = await countPages(sides, review.changes, given.data);
    }
  }
  return { base, head: head ?? null, ...(lines !== undefined && { lines }), stacks: grouped(reviews) };
}

/** A review of what the stacks themselves say, with nothing to compare. */
export function reviewOfPreviews(digests: Digest[]): Review {
  const stacks = digests.map((digest) => {
    const preview = readPreview(digest, {});
    return { stacks: [preview.stack], changes: [], configuration: [], madeUp: [], preview };
  });
  return { base: null, head: null, stacks };
}

function checkStacks(digests: Digest[], known: string[]): void {
  for (const stack of digests.map(stackOf)) {
    if (stack !== undefined && !known.includes(stack))
      throw new Error(
        `the preview is of the stack "${stack}", and reviewed is ${known.join(", ")}; name it with --stack`,
      );
  }
}

function reviewStack(sides: StackSides, now: number): StackReview {
  const changes = compare(sides.before, sides.after);
  const paging = sayPaging(sides);
  return {
    stacks: [sides.stack],
    changes,
    ...(paging.length > 0 && { paging }),
    findings: findingChanges(sides, changes, now),
    configuration: sayConfiguration(sides),
    madeUp: sides.madeUp,
    ...(sides.unanswered.length > 0 && {
      unknown: dependentsOf(sides.after, sides.unanswered).map(dependentsText),
    }),
    otherKinds: othersByType(sides.after),
  };
}

/** Stacks that read alike are told together. */
function grouped(reviews: StackReview[]): StackReview[] {
  const told: StackReview[] = [];
  for (const review of reviews) {
    const alike = told.find((each) => isDeepStrictEqual(readable(each), readable(review)));
    if (alike) alike.stacks.push(...review.stacks);
    else told.push(review);
  }
  return told;
}

/** Everything but the stack's name, which is in every URN, and ids that are made of it. */
function readable({ stacks: _stacks, changes, pages, ...rest }: StackReview) {
  const told = changes.map(({ urn: _urn, formerUrn: _former, properties, ...change }) => ({
    ...change,
    paths: properties.map(({ path }) => path),
  }));
  const counted = pages?.rules.map(({ urn: _urn, ...rule }) => rule);
  // What a real stack says is of it alone.
  return { told, counted, ...rest };
}
