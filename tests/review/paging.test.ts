import { describe, expect, test } from "vitest";
import { AlertLevel, DestinationKind, type SourceArgs } from "../../components/index.ts";
import { toMarkdown } from "../../review/comment/markdown.ts";
import { reviewOf } from "../../review/review.ts";
import { declare, evaluated, SECRETS } from "./programs.ts";

const destinations = {
  pager: { kind: DestinationKind.Ilert, credential: SECRETS.key },
  chat: { kind: DestinationKind.Slack, url: "https://hooks.slack.com/services/T0/B0/made-up-path" },
};

/** The lines of the section on who is paged, of a change of the source that the one rule calls. */
async function told(before: Partial<SourceArgs>, after: Partial<SourceArgs>): Promise<string[]> {
  const [old, now] = await Promise.all(
    [before, after].map((source) =>
      evaluated(
        declare({
          receiver: { destinations, sources: { production: { deliverTo: ["pager"], ...source } } },
        }),
      ),
    ),
  );
  if (!old || !now) throw new Error("unreachable");
  const files = { before: undefined, after: undefined };
  const sides = { before: old, after: now, files, madeUp: [], unanswered: [], comparable: true };
  const review = await reviewOf({ base: "a", head: "b", stacks: [{ stack: "prod", ...sides }] });
  const section =
    toMarkdown(review)
      .split("#### Who is paged\n")[1]
      ?.split(/\n#|\n<details>/)[0] ?? "";
  return section.split("\n").filter(Boolean);
}

describe("who is paged otherwise", () => {
  test("where a route takes critical alerts away from the pager", async () => {
    const lab = { name: "lab", labels: { env: ["lab-*"] }, deliverTo: ["chat"] };
    expect(await told({}, { routes: [lab] })).toEqual([
      "- ⚠️ critical alerts of `ecs-cpu` at the source `production` tell `chat` (critical) instead of `pager` (HIGH/1, wakes) (e.g. `rule ecs-cpu, instanceId x, env lab-`)",
    ]);
  });

  test("where a route discards them", async () => {
    const batch = { name: "batch", resources: ["batch-?"], deliverTo: [], discard: true };
    expect(await told({}, { routes: [batch] })).toEqual([
      expect.stringMatching(
        /^- ⚠️ critical alerts of `ecs-cpu` .* tell nobody instead of `pager` \(HIGH\/1, wakes\) \(e\.g\. `rule ecs-cpu, .*batch-.*`\)$/,
      ),
    ]);
  });

  test("where they come back, without a mark", async () => {
    const lost = { name: "lost", levels: [AlertLevel.Critical], deliverTo: ["chat"] };
    expect(await told({ routes: [lost] }, { routes: [{ ...lost, deliverTo: ["chat", "pager"] }] })).toEqual([
      expect.stringMatching(
        /^- critical alerts of `ecs-cpu` .* tell `chat` \(critical\) and `pager` \(HIGH\/1, wakes\) instead of `chat`/,
      ),
    ]);
  });

  test("by a word of the route that wakes nobody", async () => {
    const own = { name: "own", rules: ["ecs-*"], deliverTo: ["pager"] };
    expect(
      await told({ routes: [own] }, { routes: [{ ...own, severities: { pager: { critical: "LOW/2" } } }] }),
    ).toEqual([
      expect.stringMatching(/^- ⚠️ .* tell `pager` \(LOW\/2\) instead of `pager` \(HIGH\/1, wakes\)/),
    ]);
  });

  test("is nobody, where a route takes what goes to the same place anyway", async () => {
    const same = { name: "same", rules: ["ecs-*"], deliverTo: ["pager"] };
    expect(await told({}, { routes: [same] })).toEqual([]);
    // Nor where it takes what the program's rules never raise.
    const info = { name: "info", levels: [AlertLevel.Info], deliverTo: ["chat"] };
    expect(await told({}, { routes: [info] })).toEqual([]);
  });
});
