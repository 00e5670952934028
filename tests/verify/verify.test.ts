import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workerCode } from "../../components/receiver/bundle.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import type { AccountStore } from "../../local/cloudmonitor/store/account.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";
import { route } from "../../local/destinations/index.ts";
import { RunningProgram } from "../../local/running-program.ts";
import { serveWeb } from "../../local/web-server.ts";
import type { Program } from "../../program/model/program.ts";
import { readExportedState } from "../../program/project/exported-state.ts";
import type { Finding } from "../../verify/finding.ts";
import { verify } from "../../verify/verify.ts";
import { web as realWeb, type Web, webOnThisMachine } from "../../verify/web.ts";
import { ENDPOINT, SECRETS } from "./recorded.ts";

const ACCOUNT = "1100000000000000";
const REGION = "cn-hangzhou";
const EXPORTED = readFileSync(fileURLToPath(new URL("exported.json", import.meta.url)), "utf8");

// What the real engine exported of tests/programs/verified.ts, deployed into clouds on this machine.
describe("verify", () => {
  let served: ServedCloudMonitor;
  let running: RunningProgram;
  let program: Program;
  let account: AccountStore;
  let region: RegionStore;

  const read = (text = EXPORTED) => readExportedState(text.replaceAll(ENDPOINT, served.endpoint));

  beforeAll(async () => {
    served = await serveCloudMonitor({ keys: [localKey(ACCOUNT)], region: REGION, timePasses: false });
    program = read();
    const code = JSON.stringify(workerCode()).slice(1, -1);
    const whole = readExportedState(EXPORTED.replaceAll('"content": ""', () => `"content": "${code}"`));
    running = await RunningProgram.open({ ...whole, region: REGION }, { api: served.api });
    account = served.api.clouds.account(ACCOUNT);
    region = account.region(REGION);
    account.contacts.get("on-call-mail")?.activated.push("Mail");
    // The cloud chooses the ids of these rules.
    const [[chosen = "", alertRule = {}] = []] = region.alertRules;
    const id = program.prometheusRules[0]?.resource.id ?? "";
    region.alertRules.delete(chosen);
    region.alertRules.set(id, { ...alertRule, uuid: id });
    process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = localKey(ACCOUNT).id;
    process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = localKey(ACCOUNT).secret;
  });

  afterAll(async () => {
    delete process.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
    delete process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET;
    await running?.stop();
    await served?.stop();
  });

  /** The web, in which this program's receiver and its destinations are on this machine. */
  const web: Web = async (url, { method = "GET", ...asked } = {}) => {
    const here = running.here(url);
    const standIns = [...running.standIns.values()].map(({ standIn }) => standIn);
    const response = here ? await fetch(here) : await route(standIns, new Request(url, { method, ...asked }));
    return { status: response.status, body: await response.text() };
  };

  const run = (of = program, over: Web = web) => verify(of, { web: over, isHere: false, env: {} });
  const line = ({ outcome, about, text }: Finding) => `${outcome}: ${about} ${text}`;
  const notPassed = (findings: Finding[]) => findings.filter(({ outcome }) => outcome !== "passed").map(line);

  /** What stands in every result: of a pager only a page says more, and nobody has pushed data. */
  const ALWAYS = [
    "attention: rule ecs-cpu in cn-hangzhou has no data",
    "attention: rule rds-disk in cn-hangzhou has no data",
    "unchecked: destination pager PagerDuty has no call that checks it and pages nobody",
    "unchecked: destination rehearsal signed webhook has no call that checks it and pages nobody",
  ];

  test("finds nothing wrong in what was just deployed, and tells no secret", async () => {
    const findings = await run();
    expect(notPassed(findings)).toEqual(ALWAYS);
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set(["receiver", "callback", "rule", "contact", "group", "one-click", "webhook", "destination"]),
    );
    for (const secret of [...Object.values(SECRETS), "?token="])
      expect(JSON.stringify(findings)).not.toContain(secret);
  });

  /** What somebody does in the console, how it is undone, and the one line that is new, or takes another's place. */
  const BROKEN: Record<string, [change: () => () => void, told: string]> = {
    "a rule is deleted": [
      () => {
        const rule = ecsCpu();
        region.deleteRule(rule.ruleId);
        return () => region.putRule(rule);
      },
      "failed: rule ecs-cpu in cn-hangzhou is not there",
    ],
    "a rule is disabled": [
      () => changeRule({ enabled: false }),
      "failed: rule ecs-cpu in cn-hangzhou is disabled",
    ],
    "a rule has lost its callback": [
      () => changeRule({ webhook: undefined }),
      "failed: rule ecs-cpu in cn-hangzhou has lost its callback",
    ],
    "a rule has another callback": [
      () => changeRule({ webhook: "https://elsewhere.example.com/" }),
      "failed: rule ecs-cpu in cn-hangzhou has another callback than ours",
    ],
    "a rule notifies another group": [
      () => changeRule({ contactGroups: "interns" }),
      "failed: rule ecs-cpu in cn-hangzhou notifies interns in place of on-call",
    ],
    "an event rule is disabled, and so is not listed": [
      () => {
        const [[name = "", rule] = []] = region.eventRules;
        if (!rule) throw new Error("no event rule");
        region.eventRules.set(name, { ...rule, state: "DISABLED" });
        return () => void region.eventRules.set(name, rule);
      },
      "failed: event rule ecs-events in cn-hangzhou is not there, or is disabled",
    ],
    "a Prometheus rule is disabled": [
      () => {
        const [[id = "", rule] = []] = region.alertRules;
        if (!rule) throw new Error("no Prometheus rule");
        region.alertRules.set(id, { ...rule, enabled: false });
        return () => void region.alertRules.set(id, rule);
      },
      "failed: Prometheus rule target-down in cn-hangzhou is disabled",
    ],
    "a webhook object is deleted": [
      () => {
        const [[id = "", webhook] = []] = region.webhooks;
        region.webhooks.delete(id);
        return () => void (webhook && region.webhooks.set(id, webhook));
      },
      "failed: webhook object relay-hook is not there",
    ],
    "a webhook object leads elsewhere": [
      () => {
        const [[id = "", webhook] = []] = region.webhooks;
        if (!webhook) throw new Error("no webhook object");
        region.webhooks.set(id, { ...webhook, url: "https://elsewhere.example.com/" });
        return () => void region.webhooks.set(id, webhook);
      },
      "failed: webhook object relay-hook has another callback or token than ours",
    ],
    "nobody confirmed a contact's mail": [
      () => changeContact({ activated: [] }),
      "failed: contact on-call-mail is not active: nobody has confirmed its mail address",
    ],
    "a contact is deleted": [
      () => {
        const contact = account.contacts.get("on-call-mail");
        account.contacts.delete("on-call-mail");
        return () => void (contact && account.contacts.set(contact.name, contact));
      },
      "failed: contact on-call-mail is not there",
    ],
    "a contact group has other contacts": [
      () => {
        const group = account.groups.get("on-call");
        if (!group) throw new Error("no group");
        account.groups.set("on-call", { ...group, contacts: ["intern"] });
        return () => void account.groups.set("on-call", group);
      },
      "failed: contact group on-call lacks on-call-mail, and has intern besides",
    ],
    "one-click rules are turned on": [
      () => {
        region.oneClick.add("ecs");
        return () => void region.oneClick.delete("ecs");
      },
      "attention: one-click rules in cn-hangzhou watch the same as ecs-cpu (ecs CPUUtilization): people are told twice",
    ],
  };

  function ecsCpu() {
    const rule = [...region.rules.values()].find(({ metricName }) => metricName === "CPUUtilization");
    if (!rule) throw new Error("no rule");
    return rule;
  }

  function changeRule(change: object): () => void {
    const rule = ecsCpu();
    region.putRule({ ...rule, ...change });
    return () => region.putRule(rule);
  }

  function changeContact(change: object): () => void {
    const contact = account.contacts.get("on-call-mail");
    if (!contact) throw new Error("no contact");
    account.contacts.set(contact.name, { ...contact, ...change });
    return () => void account.contacts.set(contact.name, contact);
  }

  test.each(Object.entries(BROKEN))("%s", async (_name, [change, told]) => {
    const undo = change();
    const findings = await run();
    undo();
    const about = told.split(" in cn-hangzhou ")[0]?.replace(/^\w+: /, "") ?? "";
    const others = ALWAYS.filter((each) => !each.includes(`: ${about} `));
    expect(notPassed(findings).sort()).toEqual([told, ...others].sort());
    const todo = findings.find((each) => line(each) === told)?.todo;
    expect(todo).toMatch(told.includes("in place of") ? /pulumi up --refresh/ : /\w/);
  });

  test("an older token, and a source that is gone", async () => {
    const older = read(EXPORTED.replaceAll(/token=[\w-]+/g, "token=0123456789abcdef0123456789abcdef"));
    expect(notPassed(await run(older)).filter((each) => each.startsWith("failed: callback"))).toEqual([
      "failed: callback shop at alerts.example.com answers a GET with 404",
    ]);
  });

  test.each([
    ["genieKey", "failed: destination genie Opsgenie refuses its credential or address (401)"],
    ["slackUrl", "failed: destination chat Slack refuses its credential or address (404)"],
    ["botToken", "failed: destination bot Telegram refuses its credential or address (401)"],
    [
      "alertmanagerToken",
      "failed: destination prometheus Prometheus Alertmanager refuses its credential or address (401)",
    ],
  ] as const)("a vendor refuses %s", async (secret, told) => {
    const text = SECRETS[secret];
    // Of a hook that is not known, Slack's stand-in answers what is below its own.
    const wrong = secret === "slackUrl" ? `${text}/wrong` : text.replace(/made-up|abcdef/, "wrong0");
    const findings = await run(read(EXPORTED.replaceAll(text, wrong)));
    const web = notPassed(findings).filter(
      (each) => each.includes("destination") && each.startsWith("failed"),
    );
    expect(web).toEqual([told]);
    expect(JSON.stringify(findings)).not.toContain(wrong);
  });

  test("a key that may not read CloudMonitor is one line", async () => {
    const wrong = read(EXPORTED.replace("local-secret-1100000000000000", "wrong"));
    const accounts = (await run(wrong)).filter(({ check }) => check === "account");
    expect(accounts.map(line)).toEqual([
      expect.stringMatching(/^failed: CloudMonitor in cn-hangzhou can't be read: .*SignatureDoesNotMatch/),
    ]);
  });

  describe("a receiver", () => {
    const receiverAt = async (url: string) => {
      const at = read(EXPORTED.replaceAll("https://alerts.example.com", url));
      const over: Web = (asked, options) =>
        asked.startsWith(url) ? realWeb(asked, options) : web(asked, options);
      return (await run(at, over)).filter(({ check }) => check === "receiver").map(line);
    };

    test("whose certificate is not signed by an authority", async () => {
      const flare = new Miniflare({
        modules: true,
        script: "export default { fetch: () => new Response('ok') }",
        https: true,
      });
      const url = (await flare.ready).origin;
      expect(await receiverAt(url)).toEqual([
        expect.stringMatching(
          /^failed: receiver relay https:\S+ does not answer: its certificate is (self-signed|not signed by an authority that is trusted)$/,
        ),
      ]);
      await flare.dispose();
    });

    test("that nobody has under its host name", async () => {
      const gone = await serveWeb(() => new Response());
      gone.close();
      expect(await receiverAt(`https://${gone.address}`)).toEqual([
        `failed: receiver relay https://${gone.address} does not answer: nothing listens there`,
      ]);
    });

    test("that is another Worker, or lacks a secret", async () => {
      const answer = (status: number, body: object) => async () => ({ status, body: JSON.stringify(body) });
      const said = async (over: Web) =>
        (await run(program, over)).filter(({ check }) => check === "receiver").map(line);
      expect(await said(answer(200, { hello: "world" }))).toEqual([
        "failed: receiver relay https://alerts.example.com can't take callbacks: it answers 200, and not as a receiver does",
      ]);
      expect(await said(answer(503, { ok: false, problem: "no secret for pager" }))).toEqual([
        "failed: receiver relay https://alerts.example.com can't take callbacks: no secret for pager",
      ]);
    });
  });

  test("the gateway of the local clouds may be gone", async () => {
    expect(await webOnThisMachine("http://127.0.0.1:9")("https://alerts.example.com/health")).toEqual({
      problem: "nothing listens there",
    });
  });

  test("what is no export, or has its secrets encrypted, is said", () => {
    expect(() => readExportedState("{}")).toThrow("is not what `pulumi stack export --show-secrets` writes");
    const encrypted = EXPORTED.replaceAll('"plaintext"', '"ciphertext"');
    expect(() => readExportedState(encrypted)).toThrow("export it with `--show-secrets`");
  });

  test("a rule that has data is Normal, and one that fires is to be looked at", async () => {
    const feed = (values: string) =>
      fetch(`${served.url}/_local/metrics?from=now`, {
        method: "PUT",
        body: `start: ${new Date(served.clock.now()).toISOString()}\nseries:\n  - { metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: ${values} }\n`,
      });
    const said = async () => (await run()).filter(({ about }) => about === "rule ecs-cpu").map(line);
    await feed("20x20");
    expect(await said()).toEqual([
      "passed: rule ecs-cpu in cn-hangzhou is there, enabled, Normal, with our callback and groups",
    ]);
    await feed("99x20");
    expect(await said()).toEqual(["attention: rule ecs-cpu in cn-hangzhou is firing now"]);
  });
});
