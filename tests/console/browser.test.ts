import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Miniflare, Response as Reply } from "miniflare";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workerCode } from "../../components/receiver/bundle.ts";
import { COMPATIBILITY_DATE } from "../../receiver/config/bindings.ts";
import { operatorToken, sourceToken } from "../../receiver/config/token.ts";

const CHROMIUM = "/usr/bin/chromium";
const SECRET = "made-up-secret-of-the-browser-test-0001";
/** Where pictures of the pages go, if they are asked for. */
const PICTURES = process.env.CONSOLE_PICTURES;

const CONFIG = {
  console: {},
  destinations: { "on-call": { kind: "webhook", severities: {} } },
  sources: { production: { generation: 1, deliverTo: ["on-call"], language: "en", severities: {} } },
};

const HOSTILE = `<script>alert(1)</script>"'><img src=https://evil.example/x onerror=alert(1)> javascript:alert(1) \u202e`;

describe.skipIf(!existsSync(CHROMIUM))("in Chromium (Debian's package chromium)", () => {
  let worker: Miniflare;
  let browser: Browser;
  let origin: string;
  const troubles: string[] = [];

  beforeAll(async () => {
    worker = new Miniflare({
      modules: [{ type: "ESModule", path: "worker.mjs", contents: workerCode() }],
      compatibilityDate: COMPATIBILITY_DATE,
      bindings: {
        CONFIG,
        CALLBACK_SECRET: SECRET,
        DESTINATION_ON_CALL: JSON.stringify({
          url: "https://on-call.example.com/",
          credential: "made-up-key",
        }),
      },
      durableObjects: {
        LEDGER: { className: "Ledger", useSQLite: true },
        DELIVERY: { className: "Delivery", useSQLite: true },
      },
      outboundService: () => new Reply("{}", { status: 400 }),
    });
    origin = (await worker.ready).origin;
    const callback = `${origin}/callbacks/production?token=${sourceToken(SECRET, "production", 1)}&rule=ecs-cpu`;
    const alert = (name: string, instance: string, value: string) => ({
      alertName: name,
      alertState: "ALERT",
      curValue: value,
      dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
      expression: "$Average>=95",
      instanceName: instance,
      metricName: "CPUUtilization",
      metricProject: "acs_ecs_dashboard",
      namespace: "acs_ecs_dashboard",
      preTriggerLevel: "CRITICAL",
      ruleId: "ecs-cpu_1",
      timestamp: String(Date.now()),
      triggerLevel: "CRITICAL",
      userId: "1100000000000000",
    });
    for (const fields of [
      alert("ECS CPU", "web-1", "97.4"),
      alert(HOSTILE, "web-2", "99"),
      { nobody: HOSTILE },
    ])
      await fetch(callback, { method: "POST", body: new URLSearchParams(fields as never) });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await worker?.dispose();
  });

  async function opened(look: {
    colorScheme?: "light" | "dark";
    width?: number;
    locale?: string;
  }): Promise<Page> {
    const { colorScheme = "light", width = 1280, locale = "en-US" } = look;
    const context = await browser.newContext({
      colorScheme,
      locale,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    page.on("console", (line) => line.type() === "error" && troubles.push(line.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("dialog", (dialog) => troubles.push(`dialog ${dialog.message()}`));
    page.on("request", (request) => {
      if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== origin)
        troubles.push(request.url());
    });
    await page.goto(`${origin}/console`);
    await page.locator("input[name=token]").fill(operatorToken(SECRET, 1));
    await page.locator("input[name=name]").fill("Li Wei");
    await page.locator("main button").click();
    await page.waitForURL(`${origin}/console`);
    return page;
  }

  async function faultsOf(page: Page): Promise<string[]> {
    // By the debugger: the page itself lets no script in.
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() =>
      (
        globalThis as never as {
          axe: {
            run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run(),
    );
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  test.each([
    { colorScheme: "light", width: 1280, locale: "en-US" },
    { colorScheme: "dark", width: 390, locale: "zh-CN" },
  ] as const)(
    "every page is sound: %o",
    async (look) => {
      const page = await opened(look);
      const list = `${origin}/console/incidents`;
      await page.goto(list);
      const incident = await page.locator("tbody a").first().getAttribute("href");
      const paths = {
        overview: "/console",
        incidents: "/console/incidents",
        incident,
        why: "/console/why?rule=ecs-cpu",
        dead: "/console/dead-letters/on-call",
        quarantine: "/console/quarantine/production",
      };
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${origin}${path}`);
        expect([name, await faultsOf(page)]).toEqual([name, []]);
        if (PICTURES) {
          mkdirSync(PICTURES, { recursive: true });
          await page.screenshot({ path: join(PICTURES, `${name}-${look.colorScheme}-${look.width}.png`) });
        }
      }
      expect(troubles).toEqual([]);
    },
    120_000,
  );
});
