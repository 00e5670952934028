import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import type { Program } from "../../program/model/program.ts";
import { type Cases, type Declare, findingsOf, programOf } from "./kit.ts";

const folder = new URL("cases/", import.meta.url);
const cases = new Map<string, Cases>();
for (const file of readdirSync(folder)) {
  const { cases: own } = (await import(new URL(file, folder).href)) as { cases: Cases };
  cases.set(file.replace(/\.ts$/, ""), own);
}

test("every check has cases, and every case a check", () => {
  expect([...cases.keys()].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  expect(CHECKS.length).toBeGreaterThanOrEqual(30);
});

describe.each([...cases])("%s", (id, { finds, quiet, parameters, config, region }) => {
  const settings = parameters && { [id]: parameters };
  const options = { ...(config && { config }), ...(region && { region }) };

  const programs = new Map<Declare, Program>();

  test.each(Object.entries(finds))("finds %s", async (_name, [declare, path, message]) => {
    const program = await programOf(declare, options);
    programs.set(declare, program);
    const { open } = findingsOf(program, id, settings);
    expect(open).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  test.each(Object.entries(quiet))("says nothing of %s", async (_name, declare) => {
    expect(findingsOf(await programOf(declare, options), id, settings).open).toEqual([]);
  });

  test("is quiet where it is disabled with a reason", async () => {
    const [[declare = () => {}] = []] = Object.values(finds);
    const reason = "known, and wanted";
    const program = await programOf(declare, { ...options, checks: { [id]: reason } });
    const found = findingsOf(program, id, settings);
    // What is no component of this package takes no argument, and is disabled for the stack.
    const ours = [...found.open, ...found.disabled].filter(({ component }) =>
      component.type.startsWith("cloudmonitor-relay:"),
    );
    if (ours.length > 0 && id !== "checks-argument") {
      expect(found.open).toEqual([]);
      expect(found.disabled[0]?.disabled).toMatchObject({ reason, by: "argument" });
    }
    if (settings) return;
    const whole = findingsOf(programs.get(declare) ?? program, id, { [id]: reason });
    expect(whole.open).toEqual([]);
    expect(whole.disabled[0]?.disabled).toMatchObject({ reason, by: "configuration" });
  });
});
