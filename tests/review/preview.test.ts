import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { AlertContact, Comparison, ContactGroup, MetricRule, metrics } from "../../components/index.ts";
import { toMarkdown } from "../../review/comment/markdown.ts";
import { type Digest, readDigest } from "../../review/preview/digest.ts";
import { reviewOf, reviewOfPreviews } from "../../review/review.ts";
import { evaluated } from "./programs.ts";

/**
 * What Pulumi 3.259 wrote of a small stack, with the alicloud provider 3.108 and a local CloudMonitor:
 * a preview of another program, and what a refresh found after three rules were changed by hand.
 */
const file = (name: string) => fileURLToPath(new URL(`previews/${name}.json`, import.meta.url));

/** The program of that stack, whose change is that of the preview as far as `changed` goes. */
const program = (changed: { cpu?: boolean; all?: boolean }) => () => {
  const callback = "https://alerts.example.com/callbacks/shop?token=made-up";
  const alice = new AlertContact("alice", {
    dingTalkWebhook: "https://oapi.example.com/robot?access_token=made-up",
  });
  new ContactGroup("on-call", { contacts: [alice.contactName] });
  const common = { contactGroups: ["on-call"], callback };
  const at = (threshold: number) => ({ critical: { comparison: Comparison.AtLeast, threshold } });
  new MetricRule("cpu", { metric: metrics.ecs.CPUUtilization, ...at(changed.cpu ? 95 : 85), ...common });
  const contactGroups = changed.all ? ["on-call", "web"] : ["on-call"];
  new MetricRule("disk", { metric: metrics.ecs.diskusage_utilization, ...at(90), ...common, contactGroups });
  new MetricRule(changed.all ? "new" : "old", { metric: metrics.ecs.load_5m, ...at(20), ...common });
};

async function sidesOf(changed: Parameters<typeof program>[0]) {
  const [before, after] = [await evaluated(program({})), await evaluated(program(changed))];
  const files = { before: undefined, after: undefined };
  return {
    base: "a".repeat(40),
    head: undefined,
    stacks: [{ stack: "prod", before, after, files, madeUp: [], unanswered: [], comparable: true }],
  };
}

/** The lines of the comment below a heading. */
function below(markdown: string, heading: string): string[] {
  const [, rest = ""] = markdown.split(`#### ${heading}`);
  const [first = "", ...more] = rest.split("\n");
  const lines = more.filter((line) => line !== "");
  const end = lines.findIndex((line) => line.startsWith("#") || line.startsWith("<"));
  return [`${heading}${first}`, ...lines.slice(0, end === -1 ? undefined : end)];
}

describe("a preview of the real stack", () => {
  const previews = [readDigest(file("preview"))];

  test("is told with what the program's change does not explain", async () => {
    const markdown = toMarkdown(await reviewOf(await sidesOf({ cpu: true }), { previews }));
    expect(below(markdown, "cn-hangzhou · on-call")).toContain(
      "- **`cpu`** critical fires later: from ≥ 85 % for 3 min to ≥ 95 % for 3 min",
    );
    const why = "though this change does not touch it: it drifted, or what the base says was never deployed";
    expect(below(markdown, "What `pulumi preview` would do")).toEqual([
      "What `pulumi preview` would do to `prod`: 1 to replace, 1 to delete, 1 to create and 1 to update",
      `- ⚠️ **\`disk\`** is replaced (\`contactGroups\` and \`metricAlarmRuleId\`), ${why}`,
      `- ⚠️ **\`old\`** is deleted, ${why}`,
      `- ⚠️ **\`new\`** is created, ${why}`,
      "- **`cpu`** is updated (`escalations.critical.threshold`)",
    ]);
  });

  test("is nothing to look at where it is what the program's change says", async () => {
    const { stacks } = await reviewOf(await sidesOf({ cpu: true, all: true }), { previews });
    expect(stacks[0]?.preview?.steps.filter(({ sentence }) => sentence.risk)).toEqual([]);
  });

  test("of another stack is refused", async () => {
    const sides = await sidesOf({});
    const [only] = sides.stacks;
    if (!only) throw new Error("no stack");
    await expect(
      reviewOf({ ...sides, stacks: [{ ...only, stack: "staging" }] }, { previews }),
    ).rejects.toThrow('the preview is of the stack "prod", and reviewed is staging; name it with --stack');
  });
});

describe("drift", () => {
  const lines = [
    "- ⚠️ **`old`** is removed: no rule watches ECS load_5m any more",
    "- ⚠️ **`disk`** is switched off: it does not fire at all",
    "- **`cpu`** critical fires later: from ≥ 85 % for 3 min to ≥ 99 % for 3 min",
    "- **`cpu`** repeats every 1 day while it goes on, instead of every 1 h",
  ];

  test("is told of a refresh alone", () => {
    expect(toMarkdown(reviewOfPreviews([readDigest(file("refresh-only"))])).split("\n")).toEqual([
      "<!-- cloudmonitor-relay review -->",
      "### Alerts: drift of `prod`",
      "",
      "#### Changed outside of the program: cn-hangzhou · on-call",
      "",
      ...lines,
      "",
    ]);
  });

  test("is told of a preview with a refresh, apart from what would be done", () => {
    const markdown = toMarkdown(reviewOfPreviews([readDigest(file("preview-with-refresh"))]));
    expect(below(markdown, "Changed outside of the program").slice(1)).toEqual(lines);
    expect(below(markdown, "What `pulumi preview` would do").slice(1)).toEqual([
      "- **`old`** is created",
      "- **`disk`** is updated (`status`)",
      "- **`cpu`** is updated (`escalations.critical.threshold` and `silenceTime`)",
    ]);
  });

  test("that there is none is said too", () => {
    const digest = readDigest(file("refresh-only"));
    const steps = digest.steps.flatMap((step) => (step.op === "refresh" ? [step] : []));
    expect(toMarkdown(reviewOfPreviews([{ ...digest, steps }]))).toContain(
      "- nothing: the cloud has what the stack has",
    );
  });

  test("of a secret is told without it, even where the digest shows secrets", () => {
    const webhookOnly = (secret: string): Digest => {
      const digest = JSON.parse(
        readFileSync(file("refresh-only"), "utf8").replaceAll("[secret]", secret),
      ) as Digest;
      const step = digest.steps.find(({ urn, op }) => op === "update" && urn.endsWith("disk-rule"));
      Object.assign(step ?? {}, { newState: step?.oldState, detailedDiff: { webhook: { kind: "update" } } });
      return digest;
    };
    expect(toMarkdown(reviewOfPreviews([webhookOnly("[secret]")]))).toContain(
      "- `webhook` of **`disk`** changes (secret)",
    );
    expect(toMarkdown(reviewOfPreviews([webhookOnly("a-secret-that-is-shown")]))).not.toContain("a-secret");
  });
});

test.each([
  ["{", "JSON"],
  ["{}", "is not what `pulumi preview --json`"],
  ['{"steps": [{"op": "same"}]}', "is not what `pulumi preview --json`"],
])("what is no preview is refused: %s", (text, message) => {
  const name = join(mkdtempSync(join(tmpdir(), "relay-preview-")), "preview.json");
  writeFileSync(name, text);
  expect(() => readDigest(name)).toThrow(message);
});
