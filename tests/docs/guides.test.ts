import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunningProgram } from "../../local/running-program.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { readCallbackUrl } from "../../receiver/config/urls.ts";
import { type Data, placed, series } from "../../testing/data.ts";
import { rehearseProgram } from "../../testing/rehearse.ts";
import "../../testing/vitest.ts";
import { ROOT } from "./pages.ts";

/** The four integration guides, each declared, alive, and as its page shows it. */

const GUIDES = readdirSync(join(ROOT, "examples", "guides")).map((file) => file.replace(/\.ts$/, ""));

const CONFIG: Record<string, string> = {
  "inline:cloudflareAccountId": "0123456789abcdef0123456789abcdef",
  "inline:itoc360Token": "itoc-token-0001",
  "inline:ilertKey": "ilert-key-0001",
  "inline:flashdutyKey": "flash-key-0001",
  "inline:flashdutyDatabasesKey": "flash-key-0002",
  "inline:onCallContact": "mei",
  "cloudmonitor-relay:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "alicloud:region": "cn-hangzhou",
};

/** A module that was loaded declares nothing again. */
const programs = new Map<string, Promise<Program>>();

function programOf(guide: string): Promise<Program> {
  const program = programs.get(guide) ?? evaluated(guide);
  programs.set(guide, program);
  return program;
}

async function evaluated(guide: string): Promise<Program> {
  const plan = await evaluateInline(() => import(`../../examples/guides/${guide}.ts`), { config: CONFIG });
  expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return readProgram(plan);
}

/** An instance whose CPU is warm, then hot, then silent, then well; then hot once more. */
const NIGHT = [series("ecs.CPUUtilization", { instanceId: "i-1" }, "40x9 88x9 97x9 40x9 97x9 40x9", "web-1")];

/** Plays data through a program, one value a minute. */
function play(program: Program, data: Data[]) {
  return rehearseProgram(program, placed(data, Date.parse("2026-11-20T08:00:00Z"), "1 minute"));
}

test.each(GUIDES)("the page of %s shows the program that is run here", (guide) => {
  const page = readFileSync(join(ROOT, "docs", "guides", `${guide}.md`), "utf8");
  const program = readFileSync(join(ROOT, "examples", "guides", `${guide}.ts`), "utf8");
  expect(page).toContain(`\`\`\`ts\n${program}\`\`\`\n`);
});

describe("itoc360", () => {
  test("ALERT opens, OK resolves, and firing again is a new incident", async () => {
    const night = await play(await programOf("itoc360"), NIGHT);
    expect(night).toPage("itoc360-cpu", { destination: "itoc360", times: 2 });
    expect(night).toResolve("itoc360-cpu", { destination: "itoc360", times: 2 });
    expect(night).toPage("itoc360-cpu", { level: "critical", times: 2 });
  });

  test("no data opens", async () => {
    const silent = [series("ecs.CPUUtilization", { instanceId: "i-1" }, "40x9 _x14 40x9", "web-1")];
    const night = await play(await programOf("itoc360"), silent);
    expect(night).toPage("itoc360-cpu", { level: "no-data" });
    expect(night).toResolve("itoc360-cpu");
  });
});

describe("ilert", () => {
  test("a contact's webhook is enough: it opens, and OK resolves", async () => {
    const night = await play(await programOf("ilert"), NIGHT);
    expect(night).toPage("ilert-cpu", { destination: "ilert", times: 2 });
    expect(night).toResolve("ilert-cpu", { destination: "ilert", times: 2 });
  });
});

describe("Flashduty, metrics", () => {
  test("levels open and close, and what the payload says decides where", async () => {
    const program = await programOf("flashduty-metrics");
    const night = await play(program, [
      ...NIGHT,
      series("rds.ConnectionUsage", { instanceId: "rm-1" }, "40x9 95x9 40x35", "orders"),
    ]);
    expect(night).toPage("flashduty-cpu", { destination: "flashduty", times: 2 });
    expect(night).toPage("flashduty-rds-connections", { destination: "databases", times: 1 });
    expect(night).toResolve("flashduty-rds-connections", { destination: "databases" });
    const databases = new Set(
      night.incidents
        .filter(({ told }) => told.some((each) => each.destination === "databases"))
        .map(({ rule }) => rule),
    );
    expect([...databases]).toEqual(["flashduty-rds-connections"]);
  });
});

describe("Flashduty, Prometheus", () => {
  let program: Program;
  let running: RunningProgram;

  beforeAll(async () => {
    program = await programOf("flashduty-prometheus");
    running = await RunningProgram.open(program);
    await running.receivers[0]?.relay.live();
  });
  afterAll(() => running?.stop());

  const body = (name: string) => readFileSync(join(ROOT, "tests", "payloads", name), "utf8");

  test.each([
    ["prometheus-cms2-critical-firing.json", "Critical"],
    ["prometheus-cms2-error-firing.json", "Critical"],
    ["prometheus-cms2-warning-persistent-string-labels.json", "Warning"],
    ["prometheus-cms2-info-no-entity.json", "Info"],
  ])("%s arrives as %s", async (file, status) => {
    const [receiver] = running.receivers;
    const { token } = readCallbackUrl(receiver?.callbackUrls.production ?? "") ?? {};
    const url = `${receiver?.relay.url}`.replace(/\/$/, "");
    const response = await fetch(`${url}/callbacks/production`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: body(file),
    });
    expect(response.status).toBe(200);
    await expect
      .poll(
        async () =>
          JSON.stringify(await (await fetch(`${running.standIns.get("flashduty")?.url}/incidents`)).json()),
        { timeout: 10_000 },
      )
      .toContain(status);
  });
});
