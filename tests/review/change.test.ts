import { describe, expect, test } from "vitest";
import { toMarkdown } from "../../review/comment/markdown.ts";
import type { Review } from "../../review/review.ts";
import { CASES } from "./cases.ts";
import { difference, SECRETS, said } from "./programs.ts";

/** Besides, what a program of the cases has of secrets: in the other credentials, URLs and tokens. */
const HIDDEN = [...Object.values(SECRETS), "another-made-up", "made-up-path", "token="];

describe("a review says, in a sentence each,", () => {
  test.each(Object.entries(CASES))("%s", async (name, { before, after, says }) => {
    const changes = await difference(before, after, name);
    expect(said(changes)).toEqual(says);
    const stack = { stacks: ["prod"], changes, configuration: [], madeUp: [] };
    const review: Review = { base: "a", head: "b", stacks: [stack] };
    for (const secret of HIDDEN) expect(toMarkdown(review) + JSON.stringify(review)).not.toContain(secret);
  });
});
