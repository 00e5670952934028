import { mkdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type ServedCloudflare, serveCloudflare } from "../../local/cloudflare/serve.ts";
import { findLocalKey } from "../../local/cloudmonitor/keys.ts";
import { offlineExcept } from "../../local/offline-environment.ts";
import { ROOT } from "../cli/run.ts";
import { DESTINATIONS_CONFIG } from "../programs/destinations-config.ts";
import { CI, environmentOf, githubTokens, job, later, NPX, place, step } from "../review/workflows.ts";
import { ACCOUNT, openCloud, REGION, type TestCloud } from "./clouds.ts";
import { STACK, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/pipeline.test.ts ${WITHOUT_ALICLOUD}\n`);

const HOSTNAME = "alerts.example.com";
/**
 * The pack of the tests, under a runtime of its own: the engine asks the analyzer of that name to run it, and so not
 * the stand-in of Node's language host, which can't.
 */
const PACK = join(ROOT, "tests", "programs", "policy-pack");
const RUNTIME = "tests";

// The shell of the workflows, from a push to a night's drift, with the real engine and the clouds of this machine.
// Each test goes on where the one before ended. Only GitHub is made up.
describe.skipIf(WITHOUT_ALICLOUD)("the workflows", { timeout: 120_000 }, () => {
  let cloud: TestCloud;
  let cloudflare: ServedCloudflare;
  let github: Server;
  let receiver: Stack;
  let rules: Stack;
  let folder: string;
  let calls: () => string[];
  /** Of the job, before its first step. */
  let environment: Record<string, string>;

  beforeAll(async () => {
    cloud = await openCloud({ findKey: findLocalKey });
    cloudflare = await serveCloudflare();
    const env = { ...cloudflare.environment, ...offlineExcept([cloud.served.endpoint]) };
    const { "alicloud:accessKey": _, ...config } = cloud.config;
    receiver = await Stack.open({
      program: fileURLToPath(new URL("../programs/examples.ts", import.meta.url)),
      name: "receiver",
      config: { examples: JSON.stringify(["accounts/receiver/index.ts"]), hostname: HOSTNAME },
      secrets: {
        ...DESTINATIONS_CONFIG,
        "cloudmonitor-relay:callbackSecret": DESTINATIONS_CONFIG.callbackSecret ?? "",
      },
      env,
    });
    rules = await Stack.open({
      program: fileURLToPath(new URL("../programs/piped.ts", import.meta.url)),
      name: "rules",
      config,
      secrets: {},
      env,
      beside: receiver,
    });
    const issues = `case "$*" in *"issue list"*) cat issue 2> /dev/null || true;; *"issue create"*) echo 12 > issue;; esac`;
    const analyzer = `cd '${PACK}' && exec node index.js "$@"`;
    ({ folder, calls } = place({ npx: NPX, gh: issues, [`pulumi-analyzer-policy-${RUNTIME}`]: analyzer }));
    mkdirSync(join(folder, "policy-pack"));
    writeFileSync(join(folder, "policy-pack", "PulumiPolicy.yaml"), `runtime: ${RUNTIME}\n`);
    const tokens = await githubTokens();
    github = tokens.server;
    const { env: engine } = rules.place;
    environment = {
      ...engine,
      ...tokens.env,
      PATH: `${folder}:${engine.PATH}`,
      NO_COLOR: "1",
      GITHUB_ENV: tokens.file,
      ROLE_ARN: `acs:ram::${ACCOUNT}:role/alerts-production`,
      OIDC_PROVIDER_ARN: `acs:ram::${ACCOUNT}:oidc-provider/github`,
      STS_ENDPOINT: cloud.served.url,
      PROGRAMS: `${receiver.place.folder} ${rules.place.folder}`,
      STACK,
    };
  }, 60_000);

  afterAll(async () => {
    receiver?.close();
    rules?.close();
    github?.close();
    await cloudflare?.stop();
    await cloud?.served.stop();
  });

  const run = (file: string, name: string, of: string) =>
    later(step(job(file, name), of), folder, environment);
  const deploy = (of: string) => run("github-deploy.yml", "up", of);
  const ruleOf = () => [...cloud.region.rules.values()].find(({ ruleName }) => ruleName === "ecs-cpu");

  test("end beside an access key, and else take on the role", async () => {
    environment.ALICLOUD_ACCESS_KEY = "LTAI-made-up";
    expect(await deploy("Credentials")).toMatchObject({ code: 1 });
    delete environment.ALICLOUD_ACCESS_KEY;
    expect(await deploy("Credentials")).toMatchObject({ code: 0 });
    Object.assign(environment, environmentOf(environment.GITHUB_ENV ?? ""));
    expect(environment.ALICLOUD_ACCESS_KEY).toMatch(/^STS\./);
  });

  test("deploy nothing of what the policy pack forbids", async () => {
    await rules.configure({ warn: "99" });
    const { code, out } = await deploy("Up");
    expect(code, out).not.toBe(0);
    expect(out).toContain("levels-reversed");
    // The receiver comes first, and is there.
    expect(Object.keys(cloudflare.cloudflare.accounts.list()[0]?.scripts ?? {})).toEqual(["relay"]);
    expect(ruleOf()).toBeUndefined();
    await rules.configure({ warn: "85" });
  });

  test("deploy the receiver, then the rules that call it, by the role's session", async () => {
    const { code, out } = await deploy("Up");
    expect(code, out).toBe(0);
    expect(ruleOf()?.webhook).toMatch(new RegExp(`^https://${HOSTNAME}/callbacks/shop\\?token=`));
  });

  test("then look whether it would tell somebody", async () => {
    const first = await deploy("Verify");
    expect(first.code, first.out).toBe(1);
    expect(first.out).toContain("✗ contact night-shift: is not active");
    cloud.account.contacts.get("night-shift")?.activated.push("Mail");
    const second = await deploy("Verify");
    expect(second.code, second.out).toBe(0);
    expect(second.out).toContain(`✓ callback shop: at ${HOSTNAME} answers a GET`);
  });

  async function night(): Promise<string[]> {
    const before = calls().length;
    const looked = await run("github-drift.yml", "drift", "Drift");
    expect(looked.code, looked.out).toBe(0);
    const told = await run("github-drift.yml", "drift", "Issue");
    expect(told.code, told.out).toBe(0);
    return calls()
      .slice(before)
      .filter((call) => call.startsWith("gh "));
  }

  test("find no drift in the night after", async () => {
    expect(await night()).toEqual([expect.stringMatching(/^gh issue list /)]);
  });

  test("tell by an issue which rule was changed in the console, and how", async () => {
    const rule = ruleOf();
    if (!rule) throw new Error("no rule");
    const { Critical } = rule.escalations;
    if (!Critical) throw new Error("no level");
    const escalations = { ...rule.escalations, Critical: { ...Critical, Threshold: "99" } };
    cloud.region.putRule({ ...rule, escalations, contactGroups: "interns" });
    expect((await night()).at(-1)).toMatch(/^gh issue create --title Alerts were changed past the program /);
    const told = readFileSync(join(folder, "drift.md"), "utf8");
    expect(told).toContain("**`ecs-cpu`** critical fires later: from ≥ 95 % for 3 min to ≥ 99 % for 3 min");
    expect(told).toContain("⚠️ `on-call` is no longer paged for ECS CPUUtilization by **`ecs-cpu`**");
    expect(told).not.toContain("token=");
    expect((await night()).at(-1)).toBe("gh issue edit 12 --body-file drift.md");
  });

  test("close it when an update with a refresh has put that back", async () => {
    const up = `pulumi up --yes --refresh --skip-preview --cwd ${rules.place.folder} --stack ${STACK}`;
    expect(await later(up, folder, environment)).toMatchObject({ code: 0 });
    expect(ruleOf()).toMatchObject({
      contactGroups: "on-call",
      escalations: { Critical: { Threshold: "95" } },
    });
    expect((await night()).at(-1)).toMatch(/^gh issue close 12 /);
  });

  test("and the job of GitLab deploys the next push, and verifies it", async () => {
    const gitlab = parse(readFileSync(join(CI, "gitlab.yml"), "utf8")) as Record<
      string,
      { script: string[] }
    >;
    const script = gitlab["alerts-deploy"]?.script.filter((line) => !/^(npm|curl|export) /.test(line));
    const own = Object.entries(environment).filter(([name]) => !/^(ALICLOUD|ALIBABA_CLOUD)_/.test(name));
    const job = {
      ...Object.fromEntries(own),
      HOME: folder,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: `acs:ram::${ACCOUNT}:oidc-provider/gitlab`,
      ...{ OIDC_TOKEN: "a.made-up.token", CI_JOB_ID: "7" },
    };
    await rules.configure({ warn: "86" });
    const { code, out } = await later(script?.join("\n") ?? "", folder, job);
    expect(code, out).toBe(0);
    expect(ruleOf()?.escalations.Warn?.Threshold).toBe("86");
    expect(out).toContain(`✓ callback shop: at ${HOSTNAME} answers a GET`);
  });

  test(`are of one account in ${REGION}`, () => {
    expect(Object.keys(cloud.served.api.clouds.snapshot().accounts)).toEqual([ACCOUNT]);
  });
});
