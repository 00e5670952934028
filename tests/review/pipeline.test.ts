import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { findLocalKey, localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { ROOT } from "../cli/run.ts";
import { CI, environmentOf, githubTokens, job, later, NPX, place, step, workflow } from "./workflows.ts";

const WORKFLOWS = ["github.yml", "github-deploy.yml", "github-drift.yml"];

/** As a runner does it: `bash -e`. */
function run(script: string, folder: string, env: Record<string, string> = {}) {
  const path = `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-e", "-c", script], {
    cwd: folder,
    env: { PATH: path, HOME: folder, NO_COLOR: "1", ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** With the tools of the machine, and nothing else. */
const bare = (script: string, folder: string, env: Record<string, string>) =>
  later(script, folder, { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, ...env });

describe("credentials by OIDC", () => {
  const role = "acs:ram::1100000000000002:role/alerts-deploy";
  let github: Server;
  let sts: ServedCloudMonitor;
  let environment: Record<string, string>;
  let file: string;

  beforeAll(async () => {
    const tokens = await githubTokens();
    ({ server: github, file } = tokens);
    sts = await serveCloudMonitor({
      keys: [localKey("1100000000000000")],
      findKey: findLocalKey,
      region: "cn-hangzhou",
    });
    environment = {
      ...tokens.env,
      ROLE_ARN: role,
      OIDC_PROVIDER_ARN: "acs:ram::1100000000000002:oidc-provider/github",
      STS_ENDPOINT: sts.url,
    };
  });

  afterAll(async () => {
    github.close();
    await sts.stop();
  });

  const script = step(job("github-deploy.yml", "up"), "Credentials");

  test("are the same step in every workflow, in a job that may ask for a token", () => {
    const jobs = [
      job("github-deploy.yml", "up"),
      job("github-drift.yml", "drift"),
      job("github.yml", "preview"),
    ];
    expect(new Set(jobs.map((each) => step(each, "Credentials"))).size).toBe(1);
    expect(jobs.map(({ environment }) => environment)).toEqual(["production", "preview", "preview"]);
    expect(job("github.yml", "preview").permissions).toEqual({ contents: "read", "id-token": "write" });
    for (const name of ["github-deploy.yml", "github-drift.yml"])
      expect(workflow(name).permissions).toMatchObject({ contents: "read", "id-token": "write" });
  });

  test("are a session of the role, masked, for the providers and the vendor's own clients", async () => {
    const { code, out } = await bare(script, ROOT, environment);
    expect([code, out.replaceAll(/::add-mask::.*\n/g, "")]).toEqual([0, ""]);
    const given = environmentOf(file);
    expect(given.ALICLOUD_ACCESS_KEY).toMatch(/^STS\./);
    expect(given.ALIBABA_CLOUD_ACCESS_KEY_ID).toBe(given.ALICLOUD_ACCESS_KEY);
    for (const secret of Object.values(given)) expect(out).toContain(`::add-mask::${secret}\n`);
  });

  test("are refused beside an access key, and where the role's account trusts no such provider", async () => {
    const beside = await bare(script, ROOT, { ...environment, ALICLOUD_ACCESS_KEY: "LTAI-made-up" });
    expect(beside).toEqual({
      code: 1,
      out: expect.stringContaining("::error::an access key of Alibaba Cloud is set"),
    });
    const provider = "acs:ram::1100000000000003:oidc-provider/github";
    const stranger = await bare(script, ROOT, { ...environment, OIDC_PROVIDER_ARN: provider });
    expect(stranger).toEqual({ code: 1, out: expect.stringContaining("STS refuses the role: NoPermission") });
    const unknown = await bare(script, ROOT, { ...environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x" });
    expect(unknown).toEqual({
      code: 1,
      out: expect.stringContaining("GitHub answered 401 to the request for a token"),
    });
  });
});

describe("on GitLab", () => {
  const deploy = (
    parse(readFileSync(join(CI, "gitlab.yml"), "utf8")) as Record<string, { script: string[] }>
  )["alerts-deploy"]?.script.slice(-3);

  test("a push to the default branch takes on the role by its token, and deploys in order", async () => {
    const sts = await serveCloudMonitor({
      keys: [localKey("1100000000000000")],
      findKey: findLocalKey,
      region: "cn-hangzhou",
    });
    const { folder, calls } = place({
      pulumi: `echo "as $ALICLOUD_ACCESS_KEY" >> "$HOME/calls"`,
      npx: "",
    });
    const environment = {
      HOME: folder,
      PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`,
      ROLE_ARN: "acs:ram::1100000000000002:role/alerts-deploy",
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1100000000000002:oidc-provider/gitlab",
      ...{ OIDC_TOKEN: "a.made-up.token", CI_JOB_ID: "7", STS_ENDPOINT: sts.url },
      ...{ PROGRAMS: "receiver rules", STACK: "production" },
    };
    const { code, out } = await bare(deploy?.join("\n") ?? "", folder, environment);
    await sts.stop();
    expect([code, out]).toEqual([0, ""]);
    expect(calls()).toEqual([
      ...["receiver", "rules"].flatMap((program) => [
        `pulumi up --yes --cwd ${program} --stack production`,
        expect.stringMatching(/^as STS\./),
      ]),
      "npx cloudmonitor-relay verify -C receiver --stack production",
      "npx cloudmonitor-relay verify -C rules --stack production",
    ]);
  });
});

describe("a push to main", () => {
  const script = step(job("github-deploy.yml", "up"), "Up");

  test("deploys the receiver before those who call it, with the policy pack", () => {
    const { folder, calls } = place({ pulumi: "" });
    mkdirSync(join(folder, "policy-pack"));
    expect(run(script, folder, { PROGRAMS: "receiver rules", STACK: "production" }).status).toBe(0);
    expect(calls()).toEqual(
      ["receiver", "rules"].map(
        (program) =>
          `pulumi up --yes --cwd ${program} --stack production --policy-pack ${folder}/policy-pack`,
      ),
    );
  });

  test("ends with the first that fails", () => {
    const { folder, calls } = place({ pulumi: "exit 255" });
    expect(run(script, folder, { PROGRAMS: "receiver rules", STACK: "production" }).status).toBe(255);
    expect(calls()).toEqual(["pulumi up --yes --cwd receiver --stack production"]);
  });
});

describe("each night", () => {
  const [drift, issue] = ["Drift", "Issue"].map((name) => step(job("github-drift.yml", "drift"), name));
  const drifted = readFileSync(join(ROOT, "tests", "review", "previews", "refresh-only.json"), "utf8");
  const digest = JSON.parse(drifted) as { steps: { op: string; detailedDiff?: object }[] };
  const untouched = digest.steps.filter(({ op, detailedDiff }) => op === "refresh" && !detailedDiff);
  const same = JSON.stringify({ ...digest, steps: untouched });
  const gh = (number: string) => `case "$*" in *"issue list"*) printf '${number}';; esac`;

  function night(preview: string, number: string) {
    const { folder, calls } = place({ npx: NPX, pulumi: 'cat "$HOME/digest.json"', gh: gh(number) });
    writeFileSync(join(folder, "digest.json"), preview);
    const looked = run(drift ?? "", folder, { PROGRAMS: ".", STACK: "production" });
    expect([looked.status, looked.stderr]).toEqual([0, ""]);
    expect(run(issue ?? "", folder).status).toBe(0);
    return {
      calls: calls().filter((call) => !call.startsWith("npx")),
      told: readFileSync(join(folder, "drift.md"), "utf8"),
    };
  }

  test("what was changed past the program becomes an issue, which is kept up to date", () => {
    const first = night(drifted, "");
    expect(first.calls[0]).toBe("pulumi refresh --preview-only --json --cwd . --stack production");
    expect(first.calls.at(-1)).toBe(
      "gh issue create --title Alerts were changed past the program --body-file drift.md",
    );
    expect(first.told).toContain("drift of");
    expect(night(drifted, "12").calls.at(-1)).toBe("gh issue edit 12 --body-file drift.md");
  });

  test("and is closed once there is nothing", () => {
    expect(night(same, "12").calls.at(-1)).toBe(
      "gh issue close 12 --comment The program and the accounts agree again.",
    );
    expect(night(same, "").calls.at(-1)).toMatch(/^gh issue list /);
  });
});

test("each night the table of accounts is compared with the directory, and the issue says what differs", async () => {
  const key = localKey("1100000000000000");
  const served = await serveCloudMonitor({ keys: [key], region: "cn-hangzhou" });
  const script = step(job("github-drift.yml", "drift"), "Accounts");
  const local = `--endpoint ${served.endpoint} --protocol http`;
  const { folder } = place({ npx: `shift; exec node ${join(ROOT, "cli", "main.ts")} "$@" ${local}` });
  const env = {
    PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`,
    ACCOUNTS: "accounts.json",
    ALIBABA_CLOUD_ACCESS_KEY_ID: key.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret,
  };
  const row = {
    accountId: key.account,
    displayName: "Management",
    region: "cn-hangzhou",
    role: "monitoring",
  };
  writeFileSync(join(folder, "accounts.json"), JSON.stringify({ management: row }));
  writeFileSync(join(folder, "drift.md"), "");
  const drift = () => readFileSync(join(folder, "drift.md"), "utf8");
  try {
    served.api.clouds.account(key.account).displayName = "Management";
    expect(await later(script, folder, env)).toEqual({ code: 0, out: "" });
    expect(drift()).toBe("");
    served.api.clouds.account("1100000000000009").displayName = "New shop";
    expect(await later(script, folder, env)).toEqual({ code: 0, out: "" });
    expect(drift()).toBe(
      "### Accounts\n\n- `new-shop` (New shop, 1100000000000009) is in the directory, and not in the table: nobody is told of its alerts until it is\n",
    );
    served.api.faults.add({ action: "ListAccounts", kind: "error", status: 403, code: "NoPermission" });
    expect((await later(script, folder, env)).code).toBe(2);
  } finally {
    await served.stop();
  }
});

test("the example creates roles that only jobs of their own environment may take on", async () => {
  const plan = await evaluateInline(() => import("../../examples/pipeline-roles/index.ts"), {
    config: { "inline:repository": "acme/alerts" },
  });
  const roles = plan.resources.filter(({ type }) => type === "alicloud:ram/role:Role");
  const trusted = roles.map(({ name, inputs }) => {
    const { Statement } = JSON.parse(String(inputs.assumeRolePolicyDocument)) as {
      Statement: { Principal: object; Condition: { StringEquals: Record<string, string[]> } }[];
    };
    return [name, Statement[0]?.Principal, Statement[0]?.Condition.StringEquals["oidc:sub"]];
  });
  const Federated = ["acs:ram::1100000000000000:oidc-provider/github"];
  expect(trusted).toEqual([
    ["alerts-preview", { Federated }, ["repo:acme/alerts:environment:preview"]],
    ["alerts-production", { Federated }, ["repo:acme/alerts:environment:production"]],
  ]);
  const attached = plan.resources.filter(({ type }) => type.endsWith(":RolePolicyAttachment"));
  expect(attached.map(({ inputs }) => `${inputs.roleName} ${inputs.policyName}`).sort()).toEqual([
    "alerts-preview AliyunCloudMonitorReadOnlyAccess",
    "alerts-production AliyunCloudMonitorFullAccess",
    "alerts-production alerts-accounts",
  ]);
});

const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
const hasGo = spawnSync("go", ["version"]).status === 0;
const loads = hasGo && spawnSync("go", ["run", ACTIONLINT, "-version"], { timeout: 100_000 }).status === 0;

test.skipIf(!loads)("actionlint finds nothing wrong in the workflows", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-workflows-"));
  execFileSync("git", ["init", "--quiet", folder]);
  const target = join(folder, ".github", "workflows");
  mkdirSync(target, { recursive: true });
  for (const name of WORKFLOWS) cpSync(join(CI, name), join(target, name));
  const { status, stdout } = spawnSync("go", ["run", ACTIONLINT, "-no-color"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, ""]);
});
