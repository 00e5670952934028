import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { ProgramError } from "../../program/evaluator/evaluate.ts";
import { UNKNOWN } from "../../program/evaluator/plan.ts";
import { evaluateAnew, evaluateProgram, named } from "../programs/evaluate.ts";

const config = { "tests:password": "hunter2hunter2" };
const options = {
  secretKeys: ["tests:password"],
  stacks: { "organization/receiver/prod": { url: "https://alerts.example.com" } },
};

describe("the local engine", () => {
  test("makes URNs as Pulumi does, with parents", async () => {
    const plan = await evaluateProgram("engine", config, options);
    expect(named(plan, "parent-child")).toMatchObject({
      urn: "urn:pulumi:test::tests::test:index:Parent$test:index:Thing::parent-child",
      parent: "urn:pulumi:test::tests::test:index:Parent::parent",
      custom: true,
    });
    expect(named(plan, "parent")).toMatchObject({ custom: false, outputs: { size: 1 } });
  });

  test("keeps secrets, options, dependencies and transforms", async () => {
    const plan = await evaluateProgram("engine", config, options);
    expect(named(plan, "first")).toMatchObject({
      inputs: { size: 2, secret: "hunter2hunter2" },
      secrets: ["secret"],
    });
    expect(named(plan, "second")).toMatchObject({
      inputs: { size: 42 },
      options: { protect: true, ignoreChanges: ["size"] },
      dependencies: [named(plan, "first").urn],
      propertyDependencies: { size: [named(plan, "first").urn] },
    });
    expect(plan.outputs).toEqual({
      id: "first-id",
      size: 42,
      password: "hunter2hunter2",
      shared: "https://alerts.example.com",
    });
    expect(plan.secretOutputs).toEqual(["password"]);
  });

  test("leaves ids unknown in a preview", async () => {
    const plan = await evaluateProgram("engine", config, { ...options, preview: true });
    expect(plan.outputs.id).toBe(UNKNOWN);
    expect(plan.outputs.size).toBe(42);
  });

  test("knows where a resource is declared", async () => {
    const plan = await evaluateProgram("engine", config, options);
    expect(named(plan, "first").position).toMatchObject({
      file: expect.stringMatching(/tests\/programs\/engine\.ts$/),
      line: expect.any(Number),
    });
  });

  test("says which stack it has no outputs of", async () => {
    await expect(evaluateProgram("engine", config, { ...options, stacks: {} })).rejects.toThrow(
      'the stack "organization/receiver/prod" is not known to the local evaluator',
    );
  });

  test("shows a program's mistake as Pulumi would, without a stack trace", async () => {
    const error = await evaluateProgram("broken").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProgramError);
    const lines = stripVTControlCharacters((error as Error).message).split("\n");
    expect(lines).toEqual([
      "Diagnostics:",
      "  pulumi:pulumi:Stack (tests-test):",
      expect.stringMatching(
        /^ {4}error: .*MetricRule "late": contactGroups hold "a,b", which must not contain a comma/,
      ),
    ]);
  });

  test("shows a program that can't be read", async () => {
    await expect(evaluateProgram("no-such-program")).rejects.toThrow("no such file or directory");
  });

  test("does not take over what the environment says of clouds", async () => {
    process.env.ALICLOUD_REGION = "cn-from-environment";
    try {
      const plan = await evaluateAnew("rules");
      expect(JSON.stringify(plan.resources)).not.toContain("cn-from-environment");
    } finally {
      delete process.env.ALICLOUD_REGION;
    }
  });
});
