import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { AlertReceiver, DestinationKind } from "../../components/index.ts";
import { RunningProgram } from "../../local/running-program.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { readProgram } from "../../program/model/program.ts";
import { operatorToken, sourceToken } from "../../receiver/config/token.ts";
import { callbackUrl, PATH } from "../../receiver/config/urls.ts";

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/monitoring/${name}`, import.meta.url));

/** Debian's package `prometheus` has both. */
const hasPrometheus = spawnSync("prometheus", ["--version"]).status === 0;
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

/** Names of the metrics that an expression or a text names. */
const metricsIn = (text: string) => new Set(text.match(/cloudmonitor_relay_[a-z_]+/g));

let running: RunningProgram;
let url: string;
let scraped: string;

beforeAll(async () => {
  const plan = await evaluateInline(async () => {
    new AlertReceiver("relay", {
      accountId: "0123456789abcdef0123456789abcdef",
      hostname: "alerts.example.com",
      callbackSecret: SECRET,
      destinations: { itoc360: { kind: DestinationKind.Itoc360, credential: "itoc-token-0001" } },
      sources: { shop: { deliverTo: ["itoc360"] } },
    });
  });
  running = await RunningProgram.open(readProgram(plan));
  const [receiver] = running.receivers;
  await receiver?.relay.live();
  url = String(receiver?.relay.url).replace(/\/$/, "");
  const body = new URLSearchParams({
    ...{ alertName: "CPU", alertState: "ALERT", ruleId: "cpu--0", metricName: "CPU", curValue: "97" },
    ...{ triggerLevel: "CRITICAL", dimensions: "{instanceId=i-1}", timestamp: String(Date.now()) },
  });
  await fetch(callbackUrl(url, "shop", sourceToken(SECRET, "shop", 1)), { method: "POST", body });
  const headers = { authorization: `Bearer ${operatorToken(SECRET, 1)}` };
  scraped = await (await fetch(`${url}${PATH.metrics}`, { headers })).text();
});
afterAll(() => running?.stop());

describe("the receiver's metrics", () => {
  test("have what the dashboard and the alert rules look at", () => {
    const known = metricsIn(scraped);
    for (const file of ["dashboard.json", "rules.yml"])
      for (const name of metricsIn(readFileSync(example(file), "utf8"))) expect(known, file).toContain(name);
  });

  test.skipIf(!hasPromtool)("are well-formed, and so are the alert rules", () => {
    const metrics = spawnSync("promtool", ["check", "metrics"], { input: scraped, encoding: "utf8" });
    expect(metrics).toMatchObject({ status: 0, stderr: "" });
    const rules = spawnSync("promtool", ["check", "rules", example("rules.yml")], { encoding: "utf8" });
    expect(rules).toMatchObject({ status: 0, stdout: expect.stringContaining("6 rules found") });
  });

  test.skipIf(!hasPrometheus)("are scraped by Prometheus", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
    writeFileSync(join(folder, "token"), operatorToken(SECRET, 1));
    writeFileSync(
      join(folder, "prometheus.yml"),
      `scrape_configs:
  - job_name: cloudmonitor-relay
    scrape_interval: 1s
    authorization: { credentials_file: ${join(folder, "token")} }
    static_configs: [{ targets: ["${new URL(url).host}"] }]
`,
    );
    const at = await start(folder);
    try {
      await vi.waitFor(
        async () => {
          const query = encodeURIComponent('cloudmonitor_relay_decisions_total{decision="opened"}');
          const answer = await fetch(`http://${at.address}/api/v1/query?query=${query}`);
          const { data } = (await answer.json()) as {
            data: { result: { metric: object; value: unknown[] }[] };
          };
          expect(data.result).toMatchObject([
            { metric: { source: "shop" }, value: [expect.any(Number), "1"] },
          ]);
        },
        { timeout: 30_000, interval: 300 },
      );
    } finally {
      at.process.kill();
    }
  });
});

/** Prometheus at a port that the system chooses, which its log tells. */
async function start(folder: string): Promise<{ address: string; process: ChildProcess }> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const process = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: "ignore" },
  );
  await vi.waitFor(async () => expect((await fetch(`http://${address}/-/ready`)).status).toBe(200), {
    timeout: 20_000,
    interval: 200,
  });
  return { address, process };
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
