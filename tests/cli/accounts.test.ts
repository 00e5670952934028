import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Explanation } from "../../program/explain.ts";
import type { Review } from "../../review/review.ts";
import { rehearse, series } from "../../testing/index.ts";
import { Repository } from "../review/repository.ts";
import { jsonLines, ROOT, relayHere, scenarioFile } from "./run.ts";

/** The example of many accounts, in a repository of its own, through every command that evaluates a program. */
const EXAMPLE = join(ROOT, "examples", "accounts");
const repository = new Repository();
const rules = join(repository.folder, "rules");
const ELSEWHERE = ["--config", "receiverStack=acme/elsewhere/production"];
const URLS = '{"shop":"https://alerts.acme.dev/callbacks/shop?token=made-up-token"}';

function copyOf(folder: string): Record<string, string> {
  const names = readdirSync(join(EXAMPLE, folder)).filter((name) => /\.(ts|yaml)$/.test(name));
  const components = JSON.stringify(join(ROOT, "components/index.ts"));
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(EXAMPLE, folder, name), "utf8");
      return [join(folder, name), text.replaceAll('"cloudmonitor-relay"', components)];
    }),
  );
}

repository.write({ ...copyOf(""), ...copyOf("receiver"), ...copyOf("rules") });
repository.commit("Example");

describe("the accounts example, whose rules take the callbacks of another stack", { timeout: 60_000 }, () => {
  test("lint finds nothing: the receiver's program lies beside, and its configuration is made up", async () => {
    const { code, stdout, stderr } = await relayHere(["lint", "-C", rules]);
    const told = stdout.trim().split("\n");
    expect([code, stderr, told[0]]).toEqual([0, "", "✓ nothing found"]);
    expect(told.at(-1)).toBe(
      "made up, because the configuration has none: receiver:cloudflareAccountId, receiver:hostname, receiver:ilertKey; give your own with --config receiver:cloudflareAccountId=… --config receiver:hostname=… --config receiver:ilertKey=…",
    );
  });

  test("explain reads a callback at the receiver beside, and names the rule's line", async () => {
    const body = readFileSync(join(ROOT, "tests/payloads/metric-firing-ecs-memory.form"), "utf8");
    const form = join(repository.folder, "body.form");
    writeFileSync(form, body.replaceAll(/110803419679(?:%2A|\*)+/g, "1100000000000001"));
    const args = ["--source", "shop", "--parameters", "rule=shop-ecs-memory", "--json", form];
    const { code, stdout } = await relayHere(["explain", "-C", rules, ...args]);
    const { alerts } = JSON.parse(stdout) as Explanation;
    expect([code, alerts[0]?.destinations]).toEqual([0, ["pager"]]);
  });

  test("local plays the night through the rules here and the receiver beside", async () => {
    const scenario = scenarioFile(`
interval: 1 minute
series:
  - metric: ecs.CPUUtilization
    resource: { instanceId: i-1 }
    values: 20x9 99x20 20x30
expect:
  - { rule: shop-ecs-cpu, resource: { instanceId: i-1 }, level: critical }
  - { rule: payments-ecs-cpu, resource: { instanceId: i-1 }, level: critical }
`);
    const args = ["--once", "--json", "--scenario", scenario];
    const { code, stdout } = await relayHere(["local", "-C", rules, ...args]);
    const events = jsonLines(stdout);
    expect([code, events.filter(({ event }) => event === "summary")]).toMatchObject([0, [{ ok: true }]]);
    expect(events.find(({ event }) => event === "ready")?.sources).toHaveProperty("payments");
    expect(events.at(-1)?.event).toBe("warning");
  });

  test("rehearse pages by it", async () => {
    const busy = series("ecs.CPUUtilization", { instanceId: "i-1" }, "20x9 99x20 20x9");
    const night = await rehearse({ program: rules, data: [busy] });
    const rulesThatPaged = night.incidents.map(({ rule }) => rule).sort();
    expect(rulesThatPaged).toEqual(["payments-ecs-cpu", "shop-ecs-cpu"]);
  });

  test("who proves that every account pages, and reads the receiver alone too", async () => {
    for (const folder of [rules, join(repository.folder, "receiver")]) {
      const { code, stdout } = await relayHere(["who", "-C", folder, "--prove"]);
      expect([folder, code, stdout.split("\n")[0]]).toEqual([
        folder,
        0,
        expect.stringMatching(/^✓ every critical alert wakes somebody at every time/),
      ]);
    }
    const payments = await relayHere([
      "who",
      "-C",
      rules,
      "--rule",
      "payments-rds-disk",
      "--level",
      "critical",
    ]);
    expect(payments.stdout).toMatch(
      /payments +payments-rds-disk +critical +\(no route\) +pager \(HIGH\/1\), wakes/,
    );
  });

  test("who can prove nothing of callbacks that nobody knows", async () => {
    const { code, stdout } = await relayHere(["who", "-C", rules, "--prove", ...ELSEWHERE]);
    expect([code, stdout.split("\n")[0]]).toEqual([
      1,
      "✗ not proven: what depends on something unknown was left out",
    ]);
  });

  test("review compares it, with an account more", async () => {
    const file = join(repository.folder, "accounts.ts");
    const text = readFileSync(file, "utf8");
    const url = "organization/receiver/production";
    writeFileSync(join(rules, "Pulumi.production.yaml"), `config:\n  rules:receiverStack: ${url}\n`);
    repository.commit("A stack");
    writeFileSync(file, text.replace('accountId: "1100000000000003"', 'accountId: "1100000000000004"'));
    const { code, stdout, stderr } = await relayHere(["review", "-C", rules, "--base", "HEAD", "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const { stacks, comment } = JSON.parse(stdout) as Review & { comment: string };
    expect(stacks).toMatchObject([{ stacks: ["production"] }]);
    expect(comment).toContain("1100000000000004");
    writeFileSync(file, text);
  });

  test("review says what an account more is, which is one line of the table", async () => {
    const file = join(repository.folder, "accounts.ts");
    const text = readFileSync(file, "utf8");
    const line = '  stock: { accountId: "1100000000000004", region: "cn-beijing", role: "monitoring" },\n';
    writeFileSync(file, text.replace("} as const", `${line}} as const`));
    const said = async (folder: string) => {
      const { code, stdout } = await relayHere(["review", "-C", folder, "--base", "HEAD", "--json"]);
      const { comment } = JSON.parse(stdout) as { comment: string };
      return [
        code,
        comment
          .split("<details>")[0]
          ?.replace(/<sub>.*/s, "")
          .trim(),
      ];
    };
    expect(await said(rules)).toMatchInlineSnapshot(`
      [
        0,
        "<!-- cloudmonitor-relay review -->
      ### Alerts: what this change means

      1 contact added, 1 contact group added, 1 event rule added, 24 rules added and 1 pulumi:providers:alicloud added

      #### cn-beijing, provider stock · stock-on-call

      - the contact **\`stock-mail\`** is new: reached by mail address
      - the contact group **\`stock-on-call\`** is new: reaches \`stock-mail\`, paged by 25 rules
      - the event rule **\`stock-server-failures\`** is new: events of \`ECS\`: levels all, event types all, events \`Disk:Stalled:Executed\`, \`Disk:Stalled:Executing\`, \`Instance:SystemFailure.Reboot:Executed\` and \`Instance:SystemFailure.Reboot:Executing\`; pages \`stock-on-call\`
      - **\`stock-ecs-bandwidth-out\`** is new: ECS VPC_PublicIP_InternetOutRate_Percent, critical at ≥ 95 % for 5 min, warn at ≥ 80 % for 10 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-cpu\`** is new: ECS CPUUtilization, critical at ≥ 95 % for 5 min, warn at ≥ 85 % for 10 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-disk\`** is new: ECS diskusage_utilization, critical at Maximum ≥ 95 % for 3 min, warn at Maximum ≥ 85 % for 5 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-drops-in\`** is new: ECS packetInDropRates, critical at Maximum ≥ 5 % for 3 min, warn at Maximum ≥ 1 % for 5 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-drops-out\`** is new: ECS packetOutDropRates, critical at Maximum ≥ 5 % for 3 min, warn at Maximum ≥ 1 % for 5 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-inodes\`** is new: ECS fs_inodeutilization, critical at Maximum ≥ 95 % for 3 min, warn at Maximum ≥ 85 % for 5 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-io-wait\`** is new: ECS cpu_wait, critical at ≥ 50 % for 10 min, warn at ≥ 30 % for 10 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-load\`** is new: ECS load_per_core_5m, critical at ≥ 4 for 5 min, warn at ≥ 2 for 10 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`
      - **\`stock-ecs-memory\`** is new: ECS memory_usedutilization, critical at ≥ 95 % for 5 min, warn at ≥ 90 % for 10 min; pages \`stock-on-call\`; incidents go to source \`stock\` at \`alerts.example.com\`",
      ]
    `);
    expect(await said(join(repository.folder, "receiver"))).toMatchInlineSnapshot(`
      [
        0,
        "<!-- cloudmonitor-relay review -->
      ### Alerts: what this change means

      1 receiver changed

      #### Receiver

      - **\`relay\`** has a new source \`stock\`, delivering to \`pager\`",
      ]
    `);
    writeFileSync(file, text);
  });

  test("a stack that nobody knows leaves its callbacks unknown, and lint counts them", async () => {
    const { code, stdout } = await relayHere(["lint", "-C", rules, ...ELSEWHERE]);
    const last = stdout.trim().split("\n").at(-1) ?? "";
    expect(code).toBe(0);
    expect(last).toMatch(
      /^\d+ callbacks depend on the stack acme\/elsewhere\/production, and the checks of what is unknown were skipped: the outputs of the stack acme\/elsewhere\/production are not known here; give them with --stack-output/,
    );
  });

  test("review of one says the same, and is no error", async () => {
    const args = ["review", "-C", rules, "--base", "HEAD", ...ELSEWHERE];
    const { code, stdout, stderr } = await relayHere(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\d+ callbacks depend on the stack acme\/elsewhere\/production/);
  });

  test("its outputs can be given, on the command line or in a file", async () => {
    const output = `acme/elsewhere/production.callbackUrls=${URLS}`;
    const given = await relayHere(["lint", "-C", rules, ...ELSEWHERE, "--stack-output", output]);
    expect(given.stdout).not.toContain("depend on");
    const file = join(repository.folder, "answers.yaml");
    writeFileSync(file, `stacks: { acme/elsewhere/production: { callbackUrls: ${URLS} } }\n`);
    const read = await relayHere(["lint", "-C", rules, ...ELSEWHERE, "--answers", file]);
    expect(read).toEqual(given);
    writeFileSync(file, "outputs: {}\n");
    const wrong = await relayHere(["lint", "-C", rules, "--answers", file]);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      `error: ${file}: has "outputs"; there is stacks and functions\n`,
    ]);
  });
});
