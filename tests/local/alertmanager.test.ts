import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { HttpRequest, MessageKind } from "../../receiver/destinations/destination.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { type SampleOptions, sample } from "../receiver/destinations/samples.ts";

/** The adapter against the real server, as Debian packages it. */

const BINARIES = [...(process.env.PATH ?? "").split(":"), "/usr/bin"].map((folder) =>
  join(folder, "prometheus-alertmanager"),
);
const binary = BINARIES.find((file) => existsSync(file));
if (!binary) console.log("prometheus-alertmanager is not installed, so the tests against it are skipped");

interface Told {
  status: string;
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const adapter = destinationOf("alertmanager");
const folder = mkdtempSync(join(tmpdir(), "alertmanager-"));
const told: Told[] = [];
let sink: Server;
let server: ChildProcess;
let url = "";

/** Listens on a free port of this machine. */
function listen(handler: (body: string) => void): Promise<Server> {
  const started = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      handler(body);
      response.end();
    });
  });
  return new Promise((resolve) => started.listen(0, "127.0.0.1", () => resolve(started)));
}

const portOf = (each: Server) => (each.address() as AddressInfo).port;

async function freePort(): Promise<number> {
  const taken = await listen(() => {});
  const port = portOf(taken);
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

async function start(): Promise<void> {
  sink = await listen((body) => told.push(...(JSON.parse(body) as { alerts: Told[] }).alerts));
  const config = join(folder, "alertmanager.yml");
  writeFileSync(
    config,
    `route: { receiver: sink, group_by: ["..."], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
receivers: [{ name: sink, webhook_configs: [{ url: "http://127.0.0.1:${portOf(sink)}/", send_resolved: true }] }]
`,
  );
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const options = [
    `--config.file=${config}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--cluster.listen-address=",
  ];
  server = spawn(binary ?? "", options, { stdio: "ignore" });
  await vi.waitFor(async () => expect((await fetch(`${url}/-/ready`)).status).toBe(200), {
    timeout: 20_000,
    interval: 50,
  });
}

async function stop(): Promise<void> {
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
  }
  sink?.closeAllConnections();
  sink?.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What the server itself says is firing under a key. */
async function active(key: string): Promise<Omit<Told, "status">[]> {
  const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as Omit<Told, "status">[];
  return alerts.filter(({ labels }) => labels.relay_key === key);
}

/** One incident, told as the ledger tells it. The server goes by the machine's clock, so the messages do too. */
function incident(key: string) {
  const openedAt = Date.now() - 60_000;
  let memory: string | undefined;
  return async (options: SampleOptions, kind?: MessageKind) => {
    const made = sample("alertmanager", { ...options, key, memory });
    const message = { ...made, kind: kind ?? made.kind, openedAt, at: Date.now() };
    let request: HttpRequest | undefined = await adapter.build(message, { url, credential: "" }, Date.now());
    for (; request; request = request.next) {
      const { method, headers, body } = request;
      const response = await fetch(request.url, { method, headers, body });
      const reply = { status: response.status, headers: response.headers, body: await response.text() };
      expect(adapter.judge(reply, message, Date.now())).toEqual({ outcome: "delivered" });
      memory = request.memory ?? memory;
    }
  };
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

describe.skipIf(!binary)("Debian's prometheus-alertmanager", () => {
  beforeAll(start);
  afterAll(stop);

  test("keeps one alert of an incident that is told several times, and resolves it", async () => {
    const key = "a".repeat(64);
    const send = incident(key);
    await send({ step: "opened" });
    await send({ step: "opened" });
    await send({ step: "opened" }, "refreshed");
    await eventually(() => expect(told.some(({ labels }) => labels.relay_key === key)).toBe(true));
    const [alert, ...more] = await active(key);
    expect(more).toEqual([]);
    expect(alert?.labels).toMatchObject({ alertname: "ECS CPU", instance: "web-1", severity: "warning" });
    expect(alert?.annotations.description).toContain("CPU usage 86.2 %");

    // A recovery that knows other labels ends the alert all the same.
    await send({ step: "resolved", language: "zh" });
    await eventually(async () => expect(await active(key)).toEqual([]));
    await eventually(() =>
      expect(told).toContainEqual(
        expect.objectContaining({ status: "resolved", fingerprint: alert?.fingerprint }),
      ),
    );
  });

  test("has one alert after the level changed, under the new level", async () => {
    const key = "b".repeat(64);
    const send = incident(key);
    await send({ step: "opened" });
    await send({ step: "escalated" });
    await eventually(async () =>
      expect((await active(key)).map(({ labels }) => labels.severity)).toEqual(["critical"]),
    );
    await send({ step: "resolved" });
    await eventually(async () => expect(await active(key)).toEqual([]));
  });

  test("takes Chinese texts and characters of every kind", async () => {
    const key = "c".repeat(64);
    const send = incident(key);
    await send({ step: "opened", language: "zh" });
    const [alert] = await active(key);
    expect(alert?.labels.alertname).toBe("ECS CPU 使用率");
    expect(alert?.annotations.summary).toBe("web-1 · CPU 使用率 86.2% (≥ 85%) · ECS CPU 使用率");
  });
});
