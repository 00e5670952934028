import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { ProgramError } from "../../program/evaluator/evaluate.ts";
import { UNKNOWN } from "../../program/evaluator/plan.ts";
import { readProgram } from "../../program/model/program.ts";
import { accessOf } from "../../program/model/receivers.ts";
import { lookupsOf } from "../../program/project/answers.ts";
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

  test("leaves unknown what depends on a stack that nobody knows, and nothing else", async () => {
    const plan = await evaluateProgram("engine", config, { ...options, stacks: {} });
    expect(plan.unanswered).toMatchObject([{ kind: "stack", name: "organization/receiver/prod" }]);
    expect(plan.outputs).toEqual({ id: "first-id", size: 42, password: "hunter2hunter2", shared: UNKNOWN });
  });

  test("makes up what the program requires, by the call, and leaves what it only looks for", async () => {
    const callbackSecret = "a-stack-secret-that-is-made-up-for-tests";
    const required = { given: "given", "cloudmonitor-relay:callbackSecret": callbackSecret };
    const plan = await evaluateProgram("required", required);
    expect(plan.outputs).toMatchObject({
      given: "given",
      looked: "undefined",
      text: "team-name",
      choice: "second",
      number: 3,
      flag: false,
      map: {},
    });
    expect(plan.madeUp.map(({ key, type, secret }) => [key, type, secret])).toEqual([
      ["tests:choice", "string", false],
      ["tests:flag", "boolean", false],
      ["tests:hookSecret", "string", true],
      ["tests:hookUrl", "string", true],
      ["tests:host", "string", false],
      ["tests:key", "string", true],
      ["tests:map", "object", true],
      ["tests:number", "number", false],
      ["tests:place", "string", false],
      ["tests:robot", "string", true],
      ["tests:robotSecret", "string", true],
      ["tests:teamName", "string", false],
    ]);
    // The components take it, and make something of the vendor's form of it, the same each time.
    const [receiver] = readProgram(plan).receivers;
    expect(receiver && accessOf(receiver, "hook")?.credential).toMatch(/^whsec_/);
    expect(receiver && accessOf(receiver, "robot")?.url).toMatch(/^https:\/\/api\.telegram\.org\//);
    const again = await evaluateAnew("required", required);
    expect(again.resources.map(({ inputs }) => inputs)).toEqual(plan.resources.map(({ inputs }) => inputs));
  });

  test("leaves unknown what a function would answer that asks a cloud, in either form", async () => {
    const lookups = lookupsOf(
      {},
      { "alicloud:region": "eu-central-1", "alicloud:accountId": "1100000000000001" },
    );
    const plan = await evaluateAnew("asking", {}, { lookups });
    expect(plan.unanswered.map(({ name }) => name)).toEqual(["alicloud:index/getZones:getZones"]);
    expect(named(plan, "group").inputs).toMatchObject({
      alarmContactGroupName: "on-call",
      describe: UNKNOWN,
    });
    expect(plan.outputs).toEqual({ account: "1100000000000001", region: "eu-central-1", output: UNKNOWN });

    const zones = { ids: ["eu-central-1a"], zones: [{ id: "eu-central-1a" }] };
    const answered = lookupsOf({ functions: { getZones: zones } }, { "alicloud:region": "eu-central-1" });
    const known = await evaluateAnew("asking", { how: "list" }, { lookups: answered });
    expect([known.unanswered, named(known, "group").inputs.describe]).toEqual([[], "in eu-central-1a"]);
    await expect(evaluateAnew("asking", { how: "list" }, { lookups })).rejects.toThrow(
      "alicloud:index/getZones:getZones asks a cloud, and its answer is not known here; give it in a file with --answers",
    );
  });

  test("names the keys that were made up where the program itself refuses one", async () => {
    await expect(evaluateProgram("refusing")).rejects.toThrow(
      /size must be a power of two[\s\S]*\nmade up, because the configuration has none: size; give your own with --config size=…$/,
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

  test("leaves out nothing of Pulumi's SDK that a program may use", async () => {
    const { outputs } = await evaluateProgram("on-demand");
    expect(outputs).toEqual({
      stack: "organization/receiver/prod",
      serialized: true,
      codePaths: true,
      place: "15",
    });
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
