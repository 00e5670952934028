import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { StackReady } from "../../local/events.ts";
import { ROOT, type Run, relay } from "../cli/run.ts";
import { STACK, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

// By hand: the test runner would make a paragraph of one line.
if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/command.test.ts ${WITHOUT_ALICLOUD}\n`);

/** What `local` has printed so far. */
let printed = "";
let end = () => {};
let running: Promise<Run> | undefined;
let stack: Stack | undefined;

afterAll(async () => {
  end();
  await running;
  stack?.close();
});

/** Runs `local --stack` in a folder, and answers when both clouds are up. */
function serve(folder: string): Promise<StackReady> {
  return new Promise((resolve, reject) => {
    running = relay(["local", "--json", "--stack", STACK, "-C", folder], (stdout, stop) => {
      printed = stdout;
      end = stop;
      const ready = /^{"event":"stack".*$/m.exec(stdout)?.[0];
      if (ready) resolve(JSON.parse(ready));
    });
    running.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
}

describe.skipIf(WITHOUT_ALICLOUD)("local --stack", { timeout: 120_000 }, () => {
  test("the project's own program is deployed there by the real Pulumi, and what it wrote is what fires", async () => {
    let ready: StackReady | undefined;
    stack = await Stack.open({
      program: join(ROOT, "index.ts"),
      project: parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")),
      config: {},
      secrets: {},
      env: async (folder) => {
        ready = await serve(folder);
        return ready.environment;
      },
    });
    expect(await stack.up()).toMatchObject({ changes: { create: 18 } });
    expect(await stack.preview()).toMatchObject({ ok: true, changes: { unchanged: 18 } });
    const past = new Date(Date.now() - 20 * 60_000).toISOString();
    const series = `start: ${past}\nseries:\n  - { metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, name: web-1, values: 20x4 99x5 20x5 }\n`;
    const fed = await fetch(`${ready?.cloudMonitor}/_local/metrics`, { method: "PUT", body: series });
    expect([fed.status, await fed.text()]).toEqual([200, expect.any(String)]);
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('"decision":"resolved"');
    expect(printed).toContain('"decision":"opened"');
    for (const destination of ["itoc360", "ilert", "flashduty"])
      await expect
        .poll(() => printed)
        .toMatch(new RegExp(`"destination":"${destination}".*"kind":"resolved"`));
  });

  test("verify finds there what its page shows", async () => {
    const { folder, env } = stack?.place ?? { folder: "", env: {} };
    const { code, stdout, stderr } = await relay(["verify", "-C", folder, "--stack", STACK], undefined, env);
    expect([code, stderr]).toEqual([1, ""]);
    expect(readFileSync(join(ROOT, "docs", "verify.md"), "utf8")).toContain(
      `$ cloudmonitor-relay verify\n${stdout}`,
    );
  });

  test("without an address of this machine, the provider reaches nobody", async () => {
    const lost = { "alicloud:endpoints": "[]", hostname: "pager.example.com" };
    const outcome = await stack?.tryUp(lost);
    expect(outcome?.ok).toBe(false);
    expect(outcome?.output).toContain("127.0.0.1:9: connect: connection refused");
  });
});
