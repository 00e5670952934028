import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { MetricRule, metrics } from "../../components/index.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import type { Change } from "../../review/change/change.ts";
import { compare } from "../../review/change/compare.ts";
import { LIMIT } from "../../review/comment/fit.ts";
import { toMarkdown } from "../../review/comment/markdown.ts";
import { type ReviewedProgram, readReviewed } from "../../review/program.ts";
import type { Review } from "../../review/review.ts";
import { declare, difference, evaluated, type Parts } from "./programs.ts";

const level = { comparison: "GreaterThanOrEqualToThreshold", threshold: 90 } as const;

/** Many rules beside the usual one. */
function many(count: number, args: (index: number) => object): Partial<Parts> {
  return {
    more: ({ callback }) => {
      for (let index = 0; index < count; index++) {
        new MetricRule(`rule-${index}`, {
          metric: metrics.ecs.CPUUtilization,
          critical: level,
          contactGroups: ["on-call"],
          callback: callback("production"),
          ...args(index),
        });
      }
    },
  };
}

function review(changes: Change[], more: Partial<Review["stacks"][number]> = {}): Review {
  return {
    base: "a".repeat(40),
    head: "b".repeat(40),
    stacks: [{ stacks: ["production"], changes, configuration: [], madeUp: [], ...more }],
  };
}

/** The comment without its folded properties. */
function read(markdown: string): string[] {
  return markdown
    .replaceAll(/<details>.*?<\/details>/gs, "")
    .split("\n")
    .filter((line) => line !== "");
}

describe("the comment", () => {
  test("is grouped by account and contact group, risks first, and says the same of many once", async () => {
    const changes = await difference(
      many(4, () => ({})),
      {
        ...many(4, (index) => ({ sendRecovery: false, ...(index === 3 && { contactGroups: ["web"] }) })),
        rule: { mutePeriod: "2 hours" },
        receiver: {
          sources: { production: { deliverTo: ["itoc", "ilert"] }, staging: { deliverTo: ["ilert"] } },
        },
      },
    );
    expect(read(toMarkdown(review(changes)))).toEqual([
      "<!-- cloudmonitor-relay review -->",
      "### Alerts: what this change means",
      "1 receiver changed and 5 rules changed · ⚠️ **5 to look at**",
      "#### cn-hangzhou · on-call",
      "- ⚠️ recovery no longer closes the incident of each of **3 rules** (`rule-0`, `rule-1`, `rule-2`): somebody has to",
      "- **`ecs-cpu`** repeats every 2 h while it goes on, instead of every 1 h",
      "#### cn-hangzhou · web",
      "- ⚠️ `on-call` is no longer paged for ECS CPUUtilization by **`rule-3`**",
      "- ⚠️ recovery no longer closes the incident of **`rule-3`**: somebody has to",
      "- `web` is now paged for ECS CPUUtilization by **`rule-3`**",
      "- **`rule-3`** is replaced, not updated: the old rule is deleted right before the new one is made",
      "#### Receiver",
      "- incidents of the source `production` now go to `ilert`",
      "<sub>aaaaaaaaaa → bbbbbbbbbb</sub>",
    ]);
  });

  test("links what changes to its line at the head, where that is known", async () => {
    const changes = await difference(undefined, { rule: { mutePeriod: "2 hours" } });
    const place = { file: "infra/alerts #1/index.ts", line: 12 };
    const lines = "https://git.example.com/acme/blob/abc/{file}#L{line}";
    const placed = changes.map((change) => ({ ...change, place }));
    const finding = { change: "new", check: "mute-too-long", severity: "warning", title: "ecs-cpu" } as const;
    const findings = [{ ...finding, message: "repeats late", place }];
    const told = read(toMarkdown({ ...review(placed, { findings }), lines }));
    const link = "(https://git.example.com/acme/blob/abc/infra/alerts%20%231/index.ts#L12)";
    expect(told).toContain(
      `- [**\`ecs-cpu\`**]${link} repeats every 2 h while it goes on, instead of every 1 h`,
    );
    expect(told).toContain(`- warning \`mute-too-long\`: [**\`ecs-cpu\`**]${link} repeats late`);
    // A place that leads out of the repository, as in these tests, is none.
    expect(changes.every((change) => change.place === undefined)).toBe(true);
  });

  test("says of a secret of many resources once that it changes", async () => {
    const secret = "another-made-up-callback-secret-of-tests";
    const changes = await difference(
      many(3, () => ({})),
      {
        ...many(3, () => ({})),
        receiver: { callbackSecret: secret },
      },
    );
    const markdown = toMarkdown(review(changes));
    expect(markdown.match(/webhook: changed \(secret\)/g)).toEqual(["webhook: changed (secret)"]);
    expect(markdown).toContain("! webhook: changed (secret), in 4 resources");
  });

  test("says so where nothing changes, and what was made up", async () => {
    const changes = await difference(undefined, {});
    const made = { stacks: ["production", "staging"], madeUp: ["shop:hostname"] };
    expect(read(toMarkdown(review(changes, made)))).toEqual([
      "<!-- cloudmonitor-relay review -->",
      "### Alerts: what this change means",
      "Nothing changes for the stacks `production` and `staging`.",
      "<sub>aaaaaaaaaa → bbbbbbbbbb; made up, because no stack file has them: `shop:hostname`; give your own with `--config shop:hostname=…`</sub>",
    ]);
  });

  test("keeps names that are Markdown from being read as such", async () => {
    const changes = await difference(undefined, { rule: { ruleName: "a`b\n## @all <b> [x](y)" } });
    expect(toMarkdown(review(changes))).toContain("is called ``a`b ## @all <b> [x](y)`` in notifications");
  });
});

describe("a comment that is too long", () => {
  let changes: Change[];
  const sentence = (index: number, more: object): Change => ({
    change: "changed",
    noun: "rule",
    title: `rule-${index}`,
    urn: "",
    formerUrn: undefined,
    type: "x",
    account: "cn-hangzhou",
    groups: [`group-${index % 20}`],
    sentences: [{ text: `{it} ${"says something ".repeat(20)}${index}`, risk: false, ...more }],
    properties: [{ path: "p", secret: false, before: "x".repeat(100), after: "y".repeat(100) }],
  });

  beforeAll(() => {
    changes = [
      ...Array.from({ length: 300 }, (_, index) => sentence(index, {})),
      ...Array.from({ length: 100 }, (_, index) => sentence(index + 300, { plain: true })),
      ...Array.from({ length: 50 }, (_, index) => sentence(index + 400, { risk: true })),
    ];
  });

  test("is cut from the least important end, and says what was cut", () => {
    const text = toMarkdown(review(changes));
    expect(text.length).toBeLessThan(LIMIT);
    expect(text.match(/- ⚠️ \*\*/g)).toHaveLength(50);
    expect(text).not.toContain("```diff");
    expect(text).toMatch(
      /_Left out to fit into one comment: 450 property lists, 100 property sentences, \d+ sentences\. `cloudmonitor-relay review --json` has all of it\._/,
    );
    // No heading or fold without what it is for.
    expect(text).not.toMatch(/####[^\n]*\n+(####|<sub>)/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test("is never longer than it may be, and keeps its first and last line", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: LIMIT }), fc.integer({ min: 0, max: 449 }), (limit, count) => {
        const text = toMarkdown(review(changes.slice(count)), limit);
        expect(text.length).toBeLessThan(limit);
        expect(text).toMatch(/^<!-- cloudmonitor-relay review -->/);
        expect(text.trimEnd()).toMatch(/(<\/sub>|_)$/);
      }),
      { numRuns: 40 },
    );
  });
});

describe("no secret is seen", () => {
  /** Stand for a secret on each side, in a program that is evaluated once. */
  const [OLD, NEW] = ["placeholder-of-the-old-secret-0000000000", "placeholder-of-the-new-secret-1111111111"];
  let plans: { before: string; after: string };

  beforeAll(async () => {
    const parts = (secret: string): Partial<Parts> => ({
      receiver: { callbackSecret: secret },
      // What must not happen, and does: a secret in a name, a label, an address.
      rule: {
        ruleName: `named ${secret}`,
        labels: { note: `before ${secret} after`, long: `${"x".repeat(100)}${secret}` },
        runbook: `https://r.example.com/?key=${secret}`,
        emailSubject: secret,
        carryLabels: false,
      },
    });
    const [before, after] = [await evaluated(declare(parts(OLD))), await evaluated(declare(parts(NEW)))];
    const planOf = ({ project, stack, resources, outputs, secretOutputs }: ReviewedProgram) =>
      JSON.stringify({ project, stack, resources, outputs, secretOutputs });
    plans = { before: planOf(before), after: planOf(after) };
  });

  test("wherever a program puts it, and whatever it looks like", () => {
    const secret = fc
      .string({ unit: "grapheme", minLength: 8, maxLength: 60 })
      .filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(secret, secret, (old, now) => {
        const filled = (plan: string) => {
          const inner = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll("$", "$$$$");
          return JSON.parse(plan.replaceAll(OLD, inner(old)).replaceAll(NEW, inner(now))) as Plan;
        };
        const changes = compare(readReviewed(filled(plans.before)), readReviewed(filled(plans.after)));
        const told = changes.flatMap(({ sentences, properties }) => [
          ...sentences.map(({ text }) => text),
          ...properties.flatMap(({ before = "", after = "" }) => [before, after]),
        ]);
        for (const text of [toMarkdown(review(changes)), ...told]) {
          for (const each of [old, now]) expect(text.includes(each)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
