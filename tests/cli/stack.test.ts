import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Client from "cloudflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { workerCode } from "../../components/receiver/bundle.ts";
import { Passphrase } from "../../program/project/passphrase.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { call, firing } from "../engine/caller.ts";
import { jsonLines, relay, relayHere } from "./run.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-stack-"));
  const config = { hostname: { type: "string" }, pagerKey: { type: "string", secret: true } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "shop", main: "index.ts", config }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stackFile = (stack: string) => parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));

test("waits for the real Pulumi with both clouds, and tells its environment", async () => {
  const { code, stdout } = await relay(["local", "--json", "--stack", "local", "-C", folder], (text, end) => {
    if (text.includes('"event":"stack"')) end();
  });
  expect(code).toBe(0);
  const [ready] = jsonLines(stdout);
  const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
  const api = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/client\/v4$/);
  expect(ready).toEqual({
    event: "stack",
    stack: "local",
    file: "Pulumi.local.yaml",
    region: "cn-hangzhou",
    cloudMonitor: url,
    cloudflare: api,
    workers: url,
    environment: expect.objectContaining({
      ALIBABA_CLOUD_ACCESS_KEY_ID: expect.any(String),
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: expect.any(String),
      CLOUDFLARE_BASE_URL: api,
      CLOUDFLARE_API_BASE_URL: api,
      CLOUDFLARE_API_TOKEN: expect.stringMatching(/^[0-9A-Za-z_-]{40,80}$/),
      PULUMI_BACKEND_URL: "file://~",
      PULUMI_CONFIG_PASSPHRASE: "local",
    }),
  });
  const endpoint = String(ready?.cloudMonitor).replace("http://", "");
  expect(ready?.environment).toMatchObject({
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: `127.0.0.1,localhost,${endpoint}`,
  });
  const { encryptionsalt, config } = stackFile("local");
  expect(config).toEqual({
    "alicloud:region": "cn-hangzhou",
    "alicloud:protocol": "HTTP",
    "alicloud:endpoints": [{ cms: endpoint, sts: endpoint, eventbridge: endpoint }],
    "shop:hostname": "alerts.example.com",
    "shop:pagerKey": { secure: expect.stringMatching(/^v1:/) },
    "cloudmonitor-relay:callbackSecret": { secure: expect.stringMatching(/^v1:/) },
  });
  expect(() => Passphrase.open("local", encryptionsalt)).not.toThrow();
  expect(() => Passphrase.open("another", encryptionsalt)).toThrow();
});

test("keeps what the stack has, but for what is given; what is uploaded runs against stand-ins", async () => {
  const before = stackFile("local");
  const secret = "a-stack-secret-that-is-made-up-for-tests";
  let asked: Promise<number> | undefined;
  const args = [
    "local",
    "--json",
    "--stack",
    "local",
    "-C",
    folder,
    "--config",
    "hostname=pager.example.com",
  ];
  const { stdout } = await relay(args, (text, end) => {
    const ready = /^{"event":"stack".*$/m.exec(text)?.[0];
    if (ready) asked ??= deploy(JSON.parse(ready), secret);
    if (text.includes('"decision":"opened"')) asked?.then(end, end);
  });
  expect(await asked).toBe(200);
  const lines = jsonLines(stdout);
  expect(lines).toContainEqual(
    expect.objectContaining({ event: "destination", name: "hook", kind: "webhook" }),
  );
  const after = stackFile("local");
  expect(after.encryptionsalt).toBe(before.encryptionsalt);
  expect(after.config).toEqual({
    ...before.config,
    "shop:hostname": "pager.example.com",
  });
});

test("never touches the configuration of a real stack", async () => {
  const real = 'config:\n  alicloud:region: cn-hangzhou\n  shop:hostname: "alerts.acme.dev"\n';
  writeFileSync(join(folder, "Pulumi.production.yaml"), real);
  const { code, stderr } = await relayHere(["local", "--stack", "production", "-C", folder]);
  expect(code).toBe(2);
  expect(stderr).toContain("is the configuration of a stack that is not on this machine");
  expect(readFileSync(join(folder, "Pulumi.production.yaml"), "utf8")).toBe(real);
  expect((await relayHere(["local", "--stack", "local", "--once", "-C", folder])).code).toBe(2);
});

/** Uploads the receiver by the official client, as the provider would, and posts a callback to it. */
async function deploy(
  ready: { environment: Record<string, string>; workers: string },
  secret: string,
): Promise<number> {
  const { CLOUDFLARE_BASE_URL, CLOUDFLARE_API_TOKEN } = ready.environment;
  const client = new Client({ baseURL: CLOUDFLARE_BASE_URL, apiToken: CLOUDFLARE_API_TOKEN });
  const config = {
    destinations: { hook: { kind: "webhook", severities: {} } },
    sources: { team: { deliverTo: ["hook"], generation: 1, language: "en", severities: {} } },
  };
  const access = { credential: `whsec_${"YWFh".repeat(10)}`, url: "https://hooks.example.com/in" };
  const metadata = {
    main_module: "worker.mjs",
    compatibility_date: "2026-07-01",
    migrations: { new_tag: "v1", new_sqlite_classes: ["Ledger"] },
    bindings: [
      { name: "LEDGER", type: "durable_object_namespace", class_name: "Ledger" },
      { name: "CONFIG", type: "json", json: JSON.stringify(config) },
      { name: "CALLBACK_SECRET", type: "secret_text", text: secret },
      { name: "DESTINATION_HOOK", type: "secret_text", text: JSON.stringify(access) },
    ],
  };
  const module = workerCode();
  const account_id = "0".repeat(32);
  const params = {
    account_id,
    metadata: new File([JSON.stringify(metadata)], "metadata.json", { type: "application/json" }),
    "worker.mjs": new File([module], "worker.mjs", { type: "application/javascript+module" }),
  };
  await client.workers.scripts.update("relay", params as never, { headers: { "Content-Type": null } });
  const hostname = "pager.example.com";
  await client.workers.domains.update({ account_id, hostname, service: "relay" } as never);
  const url = `https://${hostname}/callbacks/team?token=${sourceToken(secret, "team", 1)}`;
  return (await call({ gatewayUrl: ready.workers }, url, firing("i-1"))).status;
}
