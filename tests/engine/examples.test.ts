import { globSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloudflare } from "../../local/cloudflare/cloudflare.ts";
import { findLocalKey, localKey } from "../../local/cloudmonitor/keys.ts";
import { offlineExcept } from "../../local/offline-environment.ts";
import { ROOT } from "../cli/run.ts";
import { DESTINATIONS_CONFIG } from "../programs/destinations-config.ts";
import { ACCOUNT, OTHER_ACCOUNT, openCloud, REGION, type TestCloud } from "./clouds.ts";
import { type Outcome, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

/** Each has an address of its own, as the real ones have. */
const REGIONS = [REGION, "ap-southeast-1"];

interface Example {
  /** The account whose access key it has. */
  account: string;
  /** Files of `examples/` that declare nothing of the same name or key. */
  files: string[];
  config?: Record<string, string>;
}

const CALLBACK = "https://alerts.example.com/callbacks/shop?token=made-up-token";
const SECRETS: Record<string, string> = {
  ...DESTINATIONS_CONFIG,
  callback: CALLBACK,
  phoneOfMei: "86-13800000000",
  archiveSecret: DESTINATIONS_CONFIG.webhookSecret ?? "",
  flashdutyDatabasesKey: "flash-key-0002",
  healthchecksUrl: "https://hc-ping.example.com/made-up-ping-key",
  "cloudmonitor-relay:callbackSecret": DESTINATIONS_CONFIG.callbackSecret ?? "",
};

/** Stacks by the name of their project; `rules` reads an output of `receiver`. */
const STACKS: Record<string, Example> = {
  components: {
    account: ACCOUNT,
    files: [
      "components/alert-contact.ts",
      "components/alert-receiver.ts",
      "components/event-bridge-rule.ts",
      "components/event-rule.ts",
      "components/metric-rule.ts",
      "components/prometheus-rule-file.ts",
      "components/prometheus-rule.ts",
      "components/prometheus-webhook.ts",
      "components/rule-set.ts",
      "components/silence.ts",
      "components/site-monitor.ts",
    ],
  },
  receiver: {
    account: ACCOUNT,
    files: ["accounts/receiver/index.ts", "components/contact-group.ts"],
    config: { hostname: "relay.example.com" },
  },
  start: {
    account: "1300000000000000",
    files: ["start/index.ts"],
    config: { hostname: "start.example.com", onCallMail: "on-call@example.com" },
  },
  heartbeat: {
    account: "1500000000000000",
    files: ["components/heartbeat.ts"],
  },
  guides: {
    account: "1400000000000000",
    files: [
      "guides/flashduty-metrics.ts",
      "guides/flashduty-prometheus.ts",
      "guides/ilert.ts",
      "guides/itoc360.ts",
    ],
    config: { onCallContact: "mei" },
  },
  rules: {
    account: OTHER_ACCOUNT,
    files: ["components/account-monitoring.ts", "accounts/rules/index.ts", "destinations.ts"],
    config: { receiverStack: "organization/receiver/test" },
  },
};

/** Those that can't be, and why. */
const WITHOUT: Record<string, string> = {
  "components/application-group.ts": "the alicloud plugin has no cms.MonitorGroupInstances",
  "components/group-metric-rule.ts": "the alicloud plugin has no cms.DynamicTagGroup",
  "components/notify-policy.ts": "the alicloud plugin has no cms.EventNotifyPolicy",
  "quiet/index.ts": "a scenario plays it (tests/cli/local.test.ts); what it declares is brought up by others",
  "pipeline-roles/index.ts": "no local cloud has roles or identity providers",
};

/** What is no program: what programs share, and what tests them. */
const SHARED = ["accounts/accounts.ts", "start/tests/rules.test.ts", "start/vitest.config.ts"];

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/examples.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)("the examples, with the real engine,", { timeout: 120_000 }, () => {
  let clouds: TestCloud[];
  let cloudflare: Cloudflare;
  const stacks: Record<string, Stack> = {};
  const seen: Record<string, Record<"up" | "preview" | "refreshed" | "destroyed", Outcome>> = {};

  /** From nothing to nothing. `then` goes on with what is up. */
  async function live(name: string, then: () => Promise<void> = async () => {}): Promise<void> {
    const { account, files, config = {} } = STACKS[name] as Example;
    const key = localKey(account);
    const endpoints = Object.fromEntries(
      clouds.map(({ served }, index) => [REGIONS[index], served.endpoint]),
    );
    const cms = endpoints[REGION];
    const stack = await Stack.open({
      program: join(ROOT, "tests", "programs", "examples.ts"),
      name,
      config: {
        "alicloud:region": REGION,
        "alicloud:protocol": "HTTP",
        "alicloud:endpoints": JSON.stringify([{ cms, sts: cms, eventbridge: cms }]),
        endpoints: JSON.stringify(endpoints),
        examples: JSON.stringify(files),
        ...config,
      },
      secrets: { ...SECRETS, cloudflareAccountId: cloudflareAccount(name) },
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: key.id,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret,
        CLOUDFLARE_BASE_URL: cloudflare.baseUrl,
        CLOUDFLARE_API_TOKEN: "made-up",
        ...offlineExcept(Object.values(endpoints)),
      },
      ...(name === "rules" && stacks.receiver && { beside: stacks.receiver }),
    });
    stacks[name] = stack;
    const up = await stack.up();
    const preview = await stack.preview();
    const refreshed = await stack.preview("--refresh");
    await then();
    await stack.unprotect();
    seen[name] = { up, preview, refreshed, destroyed: await stack.destroy() };
  }

  beforeAll(async () => {
    clouds = await Promise.all(REGIONS.map((region) => openCloud({ region, findKey: findLocalKey })));
    cloudflare = await Cloudflare.open({ outbound: async () => new Response(null), onOutput: () => {} });
    await Promise.all([
      live("components"),
      live("start"),
      live("guides"),
      live("heartbeat"),
      live("receiver", () => live("rules")),
    ]);
  }, 300_000);

  afterAll(async () => {
    for (const stack of Object.values(stacks)) stack.close();
    await cloudflare?.stop();
    await Promise.all((clouds ?? []).map(({ served }) => served.stop()));
  });

  for (const [name, { files }] of Object.entries(STACKS)) {
    test.for(files)("%s is brought up, stays as it is, and goes", () => {
      const { up, preview, refreshed, destroyed } = seen[name] ?? {};
      expect(up?.changes.create).toBeGreaterThan(files.length);
      expect([preview?.ok, preview?.steps]).toEqual([true, []]);
      expect([refreshed?.ok, refreshed?.steps], refreshed?.output).toEqual([true, []]);
      expect(destroyed?.ok, destroyed?.output).toBe(true);
    });
  }

  for (const [file, why] of Object.entries(WITHOUT)) test.skip(`${file}: ${why}`, () => {});

  test("are all of them", () => {
    const known = [
      ...Object.values(STACKS).flatMap(({ files }) => files),
      ...Object.keys(WITHOUT),
      ...SHARED,
    ];
    expect(globSync("**/*.ts", { cwd: join(ROOT, "examples") }).sort()).toEqual(known.sort());
  });

  test("leave nothing in either cloud", () => {
    for (const { served } of clouds) {
      for (const { contacts, groups, regions } of Object.values(served.api.clouds.snapshot().accounts)) {
        const held = Object.values(regions).flatMap(({ alertLog: _, ...region }) => Object.values(region));
        expect([...contacts, ...groups, ...held.flat()]).toEqual([]);
      }
    }
    for (const name of Object.keys(STACKS)) {
      expect(cloudflare.accounts.open(cloudflareAccount(name))).toMatchObject({ scripts: {}, domains: {} });
    }
  });
});

/** A Cloudflare account for each stack. */
function cloudflareAccount(name: string): string {
  return String(Object.keys(STACKS).indexOf(name)).repeat(32);
}
