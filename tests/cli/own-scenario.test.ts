import { describe, expect, test } from "vitest";
import type { Summary } from "../../local/events.ts";
import { jsonLines, relayHere } from "./run.ts";

/** Programs that together have a rule of every kind, and some that can't be shown. */
const PROGRAM = "tests/programs/own-scenario";

async function shown(folder: string) {
  const { code, stdout, stderr } = await relayHere(["local", "--once", "--json", "-C", folder]);
  const lines = jsonLines(stdout);
  const summary = lines.find(({ event }) => event === "summary") as unknown as Summary;
  const notShown = lines.find(({ event }) => event === "not-shown") as
    | { rules: { rule: string; reason: string }[] }
    | undefined;
  return { code, stderr, lines, summary, notShown: notShown?.rules ?? [] };
}

describe("local without a scenario plays one of the program's own rules", () => {
  test("every kind of rule fires and recovers; what can't is named with the reason", async () => {
    const { code, stderr, lines, summary, notShown } = await shown(PROGRAM);
    expect([code, stderr, summary.missing]).toEqual([0, "", []]);
    const worst = Object.fromEntries(
      summary.incidents
        .filter(({ rule, resource }) => resource.includes(rule) || rule in NAMED)
        .map(({ rule, level }) => [rule, level]),
    );
    expect(worst).toEqual({
      // Metrics: up through all levels, below, compared with the past, at night only, of named resources.
      levels: "critical",
      low: "warn",
      "last-week": "warn",
      "last-period": "critical",
      nightly: "critical",
      // Application groups, several metrics, an expression, a query.
      members: "critical",
      several: "critical",
      expression: "info",
      hybrid: "warn",
      // A site that is probed.
      site: "critical",
      // Events that another one ends, and that time does; by EventBridge; Prometheus.
      stalled: "critical",
      failover: "warn",
      bus: "critical",
      "pods-down": "error",
      // A heartbeat that stays away.
      hangzhou: "critical",
    });
    expect(notShown).toEqual([
      { rule: "impossible", reason: "no values of CPUUtilization make it fire here" },
      { rule: "never-ends", reason: "it sends no recovery, so its incident stays open" },
      { rule: "nowhere", reason: "it calls back no receiver of this program" },
      { rule: "off", reason: "it is disabled" },
      { rule: "silenced", reason: "at no time of a week is what it sends let through" },
    ]);
    const levels = lines.filter(
      ({ event, rule, resource }) => event === "callback" && rule === "levels" && resource === "levels-1",
    );
    expect(levels.map(({ state, level }) => `${state} ${level}`)).toEqual([
      "ALERT info",
      "ALERT warn",
      "ALERT critical",
      "OK critical",
    ]);
  });

  test.each([".", "tests/programs/every-kind"])("of %s every rule is shown", async (folder) => {
    const { code, summary, notShown } = await shown(folder);
    expect([code, summary.missing, notShown]).toEqual([0, [], []]);
  });
});

/** Rules whose resource the program names, or whose incident is about no resource. */
const NAMED: Record<string, true> = { members: true, site: true, hangzhou: true };
