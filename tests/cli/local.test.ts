import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Ready, Summary } from "../../local/events.ts";
import { jsonLines, relay, relayHere, scenarioFile } from "./run.ts";

const NIGHT = "examples/scenarios/night.yaml";

describe("local --once", () => {
  test("plays the night and shows it: time, rule, resource, decision, destination, verdict, then a table", async () => {
    const { code, stdout, stderr } = await relay(["local", "--once", "--scenario", NIGHT]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\d\d:\d\d:\d\d {2}ecs-cpu +web-1 +ALERT critical 97% +escalated/);
    expect(stdout).toMatch(/\d\d:\d\d:\d\d +→ itoc360 +resolved +delivered/);
    expect(stdout).toMatch(/rule +resource +worst +opened +resolved +itoc360 +ilert +flashduty/);
    expect(stdout).toMatch(
      /ecs-cpu +batch-1 +no-data .* resolved \(medium\) +resolved \(LOW\/3\) +resolved \(Info\)/,
    );
    expect(stdout).toContain(
      "✓ 7 incidents opened, and every expected one was resolved at every destination",
    );
  });

  test("plays a quiet night: a window, a host that takes its disks with it, and a storm", async () => {
    const quiet = ["-C", "examples/quiet", "--scenario", "examples/scenarios/quiet.yaml"];
    const { code, stdout } = await relay(["local", "--once", ...quiet]);
    expect(code).toBe(0);
    const shown = readFileSync("docs/quiet/a-night.md", "utf8");
    const { index } = /^01:11:00/m.exec(stdout) ?? { index: 0 };
    const played = stdout.slice(index, stdout.indexOf("✓ 12 incidents opened")).trim();
    expect(played).toContain('told in the storm of the route "everything"');
    expect(shown).toContain(played);
  });

  test("ends with 1 where an expected incident did not open or stays open", async () => {
    const scenario = scenarioFile(`
series:
  - { metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, name: web-1, values: 20x9 97x9 }
expect:
  - { rule: ecs-cpu, resource: { instanceId: i-1 }, level: critical }
  - { rule: rds-connections }
`);
    const { code, stdout } = await relayHere(["local", "--once", "--scenario", scenario]);
    expect(code).toBe(1);
    expect(stdout).toContain("✗ ecs-cpu on web-1: open at itoc360");
    expect(stdout).toContain("✗ rds-connections on any resource: did not open");
    expect(stdout).toContain("✗ 4 expectations not met");
  });

  test("ends with 1 where whatever fired did not resolve, if nothing is expected by name", async () => {
    const scenario = scenarioFile(
      "series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: 97x9 }]",
    );
    const { code } = await relayHere(["local", "--once", "--scenario", scenario]);
    expect(code).toBe(1);
  });

  test.each([
    [["local", "--once", "--scenario", "/no/such.yaml"], "/no/such.yaml: ENOENT"],
    [["local", "--once", "-C", "/"], "Pulumi.yaml: not found; run this in the folder of a Pulumi program"],
    [
      ["local", "--once", "--config", "hostname=no host"],
      'AlertReceiver "relay": hostname must be a host name',
    ],
    [["local", "--port", "99999"], "must be from 0 to 65535"],
    [["local", "--nonsense"], "unknown option '--nonsense'"],
  ])("ends with 2 where it can't be used: %j", async (args, message) => {
    const { code, stderr } = await relayHere(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("local --json", () => {
  test("prints one object a line, stays up, and takes callbacks by hand", async () => {
    const seen: Promise<void>[] = [];
    const byHand = async (ready: Ready, end: () => void) => {
      const url = `${ready.sources.production?.callbackUrl}&rule=by-hand`;
      expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
      const fields = {
        alertState: "ALERT",
        alertName: "by-hand",
        triggerLevel: "WARN",
        dimensions: "{instanceId=i-9}",
      };
      const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
      expect(await response.json()).toEqual({ decision: "opened" });
      for (const { url: destination } of Object.values(ready.destinations)) {
        const end = Date.now() + 5000;
        let titles: string[] = [];
        while (!titles.includes("i-9 · by-hand") && Date.now() < end) {
          titles = ((await (await fetch(`${destination}/incidents`)).json()) as { title: string }[]).map(
            ({ title }) => title,
          );
        }
        expect(titles).toContain("i-9 · by-hand");
      }
      end();
    };
    const { code, stdout } = await relay(["local", "--json", "--scenario", NIGHT], (text, end) => {
      if (seen.length > 0 || !text.includes('"event":"live"')) return;
      const ready = jsonLines(text.slice(0, text.indexOf("\n")))[0] as unknown as Ready;
      seen.push(byHand(ready, end));
    });
    await Promise.all(seen);
    // Ended by SIGTERM.
    expect(code).toBe(143);
    const lines = jsonLines(stdout);
    expect(lines[0]).toMatchObject({
      event: "ready",
      receiver: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      sources: {
        production: {
          callbackUrl: expect.stringMatching(
            /^http:\/\/127\.0\.0\.1:\d+\/callbacks\/production\?token=[\w-]{32}$/,
          ),
        },
      },
      destinations: {
        itoc360: { kind: "itoc360", url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
      },
    });
    const summary = lines.find(({ event }) => event === "summary") as unknown as Summary;
    expect(summary.ok).toBe(true);
    expect(
      summary.incidents.map(({ destinations }) => Object.values(destinations).map(({ state }) => state)),
    ).toEqual(Array.from({ length: 7 }, () => ["resolved", "resolved", "resolved"]));
    expect(lines).toContainEqual(
      expect.objectContaining({ event: "decision", decision: "opened", rule: "by-hand" }),
    );
  });

  test("takes the port that it is given, and serves a CloudMonitor whose rules fire and can be tested", async () => {
    const data =
      "series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: 20x4 99x4 20x4 }]";
    let pushed: Promise<Response> | undefined;
    const test = async (url: string, pressed: object) => {
      const init = { method: "POST", body: JSON.stringify(pressed) };
      return (await (await fetch(`${url}/_local/tests`, init)).json()) as unknown;
    };
    const answers: unknown[] = [];
    const { stdout } = await relay(["local", "--json", "--no-scenario", "--port", "18787"], (text, end) => {
      const [, url] = /"cloudMonitor":{"url":"([^"]+)"/.exec(text) ?? [];
      if (url)
        pushed ??= (async () => {
          answers.push(await test(url, { rule: "ecs-cpu", method: "GET" }));
          answers.push(await test(url, { rule: "ecs-cpu" }));
          return fetch(`${url}/_local/metrics?from=now`, { method: "PUT", body: data });
        })();
      if (text.includes('"decision":"resolved"')) pushed?.then(end, end);
    });
    expect((await pushed)?.status).toBe(200);
    expect(answers).toEqual([
      [{ status: 200, body: "ok\n" }],
      [{ status: 200, body: '{"decision":"test"}\n' }],
    ]);
    const [ready, live, ...rest] = jsonLines(stdout).filter(({ event }) => event !== "warning");
    expect(ready).toMatchObject({ event: "ready", receiver: "http://127.0.0.1:18787" });
    expect(live).toEqual({
      event: "live",
      cloudMonitor: {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        region: "cn-hangzhou",
        accessKeyId: "local-1100000000000000",
        accessKeySecret: "local-secret-1100000000000000",
      },
    });
    expect(rest.filter(({ event }) => event === "decision")).toMatchObject([
      { rule: "Test from CloudMonitor", decision: "test" },
      { rule: "Test from CloudMonitor", decision: "test" },
      { rule: "ecs-cpu", decision: "opened" },
      { rule: "ecs-cpu", decision: "resolved" },
    ]);
  });
});

describe("a program whose contacts call back", () => {
  test("opens one incident for each rule and resource, however many ways lead to the receiver", async () => {
    const scenario = scenarioFile(`
series:
  - { metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, name: web-1, values: 20x4 99x4 20x4 }
expect:
  - { rule: by-contact, resource: { instanceId: i-1 }, level: critical }
  - { rule: both-ways, resource: { instanceId: i-1 }, level: critical }
`);
    const { code, stdout, stderr } = await relayHere([
      "local",
      "--once",
      "--json",
      "-C",
      "tests/programs/contact",
      "--scenario",
      scenario,
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = jsonLines(stdout);
    const decisions = (rule: string) =>
      lines
        .filter((line) => line.event === "callback" && line.rule === rule)
        .map(({ by, decision }) => `${by} ${decision}`);
    expect(decisions("by-contact")).toEqual(["contact opened", "contact resolved"]);
    expect(decisions("both-ways")).toEqual([
      "rule opened",
      "contact duplicate",
      "rule resolved",
      "contact duplicate",
    ]);
    expect(decisions("elsewhere")).toContain("rule not sent: the host is not on this machine");
    const summary = lines.find(({ event }) => event === "summary") as unknown as Summary;
    expect(summary.incidents).toHaveLength(3);
  });
});
