import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readExportedState } from "../../program/project/exported-state.ts";
import type { DrillShown } from "../../receiver/answers.ts";
import { verifyDrills } from "../../verify/drills.ts";
import type { Asked, Web } from "../../verify/web.ts";

const EXPORTED = readFileSync(fileURLToPath(new URL("exported.json", import.meta.url)), "utf8");
const PROGRAM = readExportedState(EXPORTED);

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 2, 0, second)).toISOString();
const RUNNING: DrillShown = {
  outcome: "running",
  problem: null,
  by: "verify",
  key: null,
  startedAt: at(0),
  openedAt: at(1),
  closedAt: null,
  endedAt: null,
  destinations: { rehearsal: { opened: at(3), resolved: null } },
};
const PASSED: DrillShown = {
  ...RUNNING,
  ...{ outcome: "passed", closedAt: at(10), endedAt: at(12) },
  destinations: { rehearsal: { opened: at(3), resolved: at(12) } },
};

/** A receiver that answers the POST with `begun`, and each look with the next of `shown`, the last one for ever. */
async function drill(
  begun: { status: number; body?: object } | { problem: string },
  shown: DrillShown[] = [],
) {
  const asked: Asked[] = [];
  let waited = 0;
  const web: Web = async (url, request = {}) => {
    expect(url).toBe("https://alerts.example.com/operate/drill");
    asked.push(request);
    if (request.method === "POST")
      return "problem" in begun ? begun : { status: begun.status, body: JSON.stringify(begun.body ?? {}) };
    const shop = shown.length > 1 ? shown.shift() : shown[0];
    return { status: 200, body: JSON.stringify({ drills: { shop } }) };
  };
  const findings = await verifyDrills(PROGRAM, web, async (milliseconds) => {
    waited += milliseconds;
  });
  return { findings, asked, waited };
}

const lines = ({ findings }: Awaited<ReturnType<typeof drill>>) =>
  findings.map(({ outcome, about, text }) => `${outcome}: ${about} ${text}`);

describe("a drill by verify", () => {
  test("is waited for, with the operator token, and tells the time of each stage", async () => {
    const drilled = await drill({ status: 202 }, [RUNNING, RUNNING, PASSED]);
    expect(lines(drilled)).toEqual([
      "passed: drill shop passed: its callback was taken at the public address after 1 s",
      "passed: drill shop at rehearsal had the alert after 2 s, had its recovery after 2 s",
    ]);
    expect(drilled.findings.map(({ seconds }) => seconds)).toEqual([
      { callback: 1 },
      { alert: 2, recovery: 2 },
    ]);
    expect(drilled.waited).toBe(3000);
    const [first] = drilled.asked;
    expect(first?.headers?.authorization).toMatch(/^Bearer \S{20,}$/);
    expect(JSON.stringify(drilled.findings)).not.toContain(first?.headers?.authorization?.slice(7));
  });

  test("that runs already is waited for too", async () => {
    const drilled = await drill({ status: 409, body: { error: "runs already" } }, [RUNNING, PASSED]);
    expect(drilled.findings.map(({ outcome }) => outcome)).toEqual(["passed", "passed"]);
  });

  test("that did not arrive fails, at the destination that lacks it", async () => {
    const problem = "rehearsal did not take the recovery within 30 s";
    const destinations = { rehearsal: { opened: at(3), resolved: null } };
    const drilled = await drill({ status: 202 }, [{ ...PASSED, outcome: "failed", problem, destinations }]);
    expect(lines(drilled)).toEqual([
      `failed: drill shop failed: ${problem}`,
      "failed: drill shop at rehearsal had the alert after 2 s, never had its recovery",
    ]);
    for (const { todo } of drilled.findings) expect(todo).toContain("docs/drills.md");
  });

  test("that never ends is given up", async () => {
    const drilled = await drill({ status: 202 }, [RUNNING]);
    // Twice the 30 s that the program gives a half, and a minute.
    expect(lines(drilled)).toEqual(["failed: drill shop did not end within 120 s"]);
    expect(drilled.waited).toBe(120_000);
  });

  test.for([
    [{ status: 404 }, "it answers 404"],
    [{ status: 400, body: { error: "source: has no drill" } }, "source: has no drill"],
    [{ problem: "nothing listens there" }, "nothing listens there"],
  ] as const)("that can't be begun fails: %j", async ([begun, why]) => {
    expect(lines(await drill(begun))).toEqual([`failed: drill relay can't be begun: ${why}`]);
  });

  test("of a stack that has none is something to look at", async () => {
    const without = readExportedState(EXPORTED.replaceAll('\\"drill\\":', '\\"other\\":'));
    const none = { ...PROGRAM, receivers: [] };
    for (const [program, told] of [
      [without, "can't be begun: no source has one"],
      [none, "can't be begun: this stack has no receiver"],
    ] as const) {
      const never = () => Promise.reject(new Error("must not be asked"));
      expect(await verifyDrills(program, never, never)).toMatchObject([{ outcome: "attention", text: told }]);
    }
  });
});
