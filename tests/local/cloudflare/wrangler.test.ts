import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Cloudflare } from "../../../local/cloudflare/cloudflare.ts";
import { ACCOUNT, ask, counter, TOKEN } from "./kit.ts";

/** Wrangler as the Workers' test runner brings it along. */
const plugin = createRequire(new URL("../../../node_modules/@cloudflare/vitest-plugin/", import.meta.url));
const WRANGLER = join(dirname(plugin.resolve("wrangler/package.json")), "bin", "wrangler.js");

let cloud: Cloudflare;
let folder: string;

beforeAll(async () => {
  cloud = await Cloudflare.open();
  folder = mkdtempSync(join(tmpdir(), "wrangler-project-"));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `wrangler deploy` of a version with these changes of its configuration. Answers what it printed. */
function deploy(
  version: string,
  config: Record<string, unknown>,
): Promise<{ code: number | null; output: string }> {
  writeFileSync(join(folder, "main.mjs"), counter(version));
  const all = {
    name: "by-wrangler",
    main: "main.mjs",
    workers_dev: false,
    compatibility_date: "2026-07-01",
    durable_objects: { bindings: [{ name: "COUNTER", class_name: "Counter" }] },
    migrations: [{ tag: "v1", new_sqlite_classes: ["Counter"] }],
    vars: { PLAIN: "plain", JSON: { a: 1 } },
    ...config,
  };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(all));
  const child = spawn(process.execPath, [WRANGLER, "deploy"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CI: "1",
      CLOUDFLARE_API_BASE_URL: cloud.baseUrl,
      CLOUDFLARE_API_TOKEN: TOKEN,
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
      WRANGLER_SEND_METRICS: "false",
      // Without its banner it looks for no newer version of itself either.
      WRANGLER_HIDE_BANNER: "true",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

test("wrangler deploys a first, a second and a migrated version", async () => {
  const triggers = { crons: ["*/5 * * * *"] };
  const routes = [{ pattern: "alerts.example.com", custom_domain: true }];
  const first = await deploy("1", { triggers, routes });
  expect(first.output).toContain("alerts.example.com (custom domain)");
  expect(first.code).toBe(0);
  expect(await ask(cloud, "by-wrangler")).toMatchObject({
    version: "1",
    count: 1,
    plain: "plain",
    json: { a: 1 },
  });
  expect(cloud.workerAt("alerts.example.com")).toBeDefined();
  const script = () => cloud.accounts.open(ACCOUNT).scripts["by-wrangler"];
  expect(script()).toMatchObject({ migrationTag: "v1", schedules: [{ cron: "*/5 * * * *" }] });

  const second = await deploy("2", { triggers, routes });
  expect(second).toMatchObject({ code: 0 });
  expect(await ask(cloud, "by-wrangler")).toMatchObject({ version: "2", count: 2 });

  const migrations = [{ tag: "v1", new_sqlite_classes: ["Counter"] }, { tag: "v2" }];
  expect(await deploy("3", { migrations })).toMatchObject({ code: 0 });
  expect(await ask(cloud, "by-wrangler")).toMatchObject({ version: "3", count: 3 });
  expect(script()).toMatchObject({ migrationTag: "v2" });
});
