import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { type Cases, findingsOf, onceProgramOf } from "./kit.ts";

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

  test.each(Object.entries(finds))("finds %s", async (name, [declare, path, message]) => {
    const program = await onceProgramOf(`${id} finds ${name}`, declare, options);
    const { open } = findingsOf(program, id, settings);
    expect(open).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  test.each(Object.entries(quiet))("says nothing of %s", async (name, declare) => {
    const program = await onceProgramOf(`${id} is quiet of ${name}`, declare, options);
    expect(findingsOf(program, id, settings).open).toEqual([]);
  });

  test("is quiet where it is disabled with a reason", async () => {
    const [[name, [declare]] = ["", [() => {}]]] = Object.entries(finds);
    const reason = "known, and wanted";
    const checks = { [id]: reason };
    const program = await onceProgramOf(`${id} is disabled`, declare, { ...options, checks });
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
    const enabled = await onceProgramOf(`${id} finds ${name}`, declare, options);
    const whole = findingsOf(enabled, id, { [id]: reason });
    expect(whole.open).toEqual([]);
    expect(whole.disabled[0]?.disabled).toMatchObject({ reason, by: "configuration" });
  });
});
