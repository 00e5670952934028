import { describe, expect, test } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import type { Level } from "../../../receiver/level.ts";
import { continued, type Story } from "../../../receiver/message/story.ts";

const firing = (value: string, condition = "$Average>=85", changes: Partial<Alert> = {}): Alert => ({
  kind: "metric",
  state: "firing",
  rule: { key: "cpu", name: "cpu" },
  dimensions: {},
  value,
  unit: "%",
  condition,
  fields: { raw: value },
  ...changes,
});

/** What is kept after callbacks with these levels. */
function told(...steps: [Alert, Level][]) {
  let story: (Story & { level: Level }) | undefined;
  for (const [alert, level] of steps) story = { ...continued(story, alert, level), level };
  return { head: story?.head.value, worst: story?.worst?.value };
}

describe("the story of an incident", () => {
  test("keeps the callback that opened it through repetitions and the recovery", () => {
    const recovery = firing("41", "$Average>=85", { state: "resolved" });
    expect(
      told([firing("86"), "warn"], [firing("90"), "warn"], [firing("88"), "warn"], [recovery, "warn"]),
    ).toEqual({ head: "86", worst: "90" });
  });

  test("keeps the one that last raised the level", () => {
    const [warn, critical] = [firing("86"), firing("97", "$Average>=95")];
    expect(told([warn, "warn"], [critical, "critical"], [firing("96"), "critical"]).head).toBe("97");
    expect(told([critical, "critical"], [firing("87"), "warn"]).head).toBe("97");
    expect(told([critical, "critical"], [firing("87"), "warn"], [firing("99"), "critical"]).head).toBe("99");
  });

  test("knows the smallest as the worst where less is worse, and none where the condition doesn't say", () => {
    expect(told([firing("9", "$Average<10"), "warn"], [firing("3", "$Average<10"), "warn"]).worst).toBe("3");
    expect(told([firing("9", "a && b"), "warn"]).worst).toBeUndefined();
    expect(told([firing("n/a"), "warn"], [firing("3"), "warn"]).worst).toBe("3");
  });

  test("goes on from what an older version stored: the newest alert alone", () => {
    const before = { alert: firing("90"), level: "warn" } as const;
    const story = continued(before, firing("88"), "warn");
    expect([story.head.value, story.worst?.value]).toEqual(["90", "90"]);
    expect(story.head.fields).toEqual({});
  });
});
