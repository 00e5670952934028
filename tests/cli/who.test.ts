import { describe, expect, test } from "vitest";
import type { Hole } from "../../program/who/prove.ts";
import { relay, relayHere } from "./run.ts";

const EVERY_KIND = ["-C", "tests/programs/every-kind"];

describe("cloudmonitor-relay who", { timeout: 60_000 }, () => {
  test("proves that nothing is missed by the project's own program", async () => {
    const { code, stdout, stderr } = await relay(["who", "--prove"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^✓ every critical alert wakes somebody at every time, nothing goes nowhere/);
  });

  test("says who is told of a rule's alerts, and what a destination is told of", async () => {
    const forwards = await relayHere(["who", "--rule", "ecs-cpu", "--level", "critical"]);
    expect(forwards.stdout).toMatch(
      /production +ecs-cpu +critical +\(no route\) +itoc360 \(critical\), wakes; /,
    );
    const backwards = await relayHere(["who", "--destination", "ilert", "--json"]);
    const { rows } = JSON.parse(backwards.stdout) as { rows: { raisedBy: string; callback?: object }[] };
    expect(new Set(rows.map(({ raisedBy }) => raisedBy))).toContain("rds-connections");
    expect(rows.every(({ callback }) => callback !== undefined)).toBe(true);
    const none = await relayHere(["who", "--destination", "nowhere"]);
    expect(none.stdout).toMatch(/^nothing: no rule of the program raises such an alert at a receiver/);
  });

  test("says which rules CloudMonitor itself tells a contact of", async () => {
    const { stdout } = await relayHere(["who", ...EVERY_KIND, "--contact", "mail", "--json"]);
    const { contacts } = JSON.parse(stdout) as { contacts: { group: string; raisedBy: string }[] };
    expect(contacts.map(({ group, raisedBy }) => `${group} ${raisedBy}`)).toEqual(
      ["both", "cpu", "members", "older", "failover"].map((rule) => `on-call ${rule}`),
    );
  });

  test("ends with 1 where something is not so", async () => {
    const { code, stdout } = await relayHere(["who", ...EVERY_KIND, "--prove", "--json"]);
    const { proven, holes } = JSON.parse(stdout) as { proven: boolean; holes: Hole[] };
    expect([code, proven]).toEqual([1, false]);
    expect(holes.map(({ message }) => message)).toEqual([
      '"cpu" and "older" page twice for one condition: CPUUtilization at level critical',
    ]);
  });

  test("ends with 2 where it can't be used", async () => {
    const { code, stderr } = await relayHere(["who", "-C", "tests"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("Pulumi.yaml: not found")]);
  });
});
