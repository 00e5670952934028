import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { failureText } from "../../cli/failure.ts";
import { ROOT, relayHere, scenarioFile } from "./run.ts";

const MAIN = join(ROOT, "cli", "main.ts");

test("--version prints the package's version", async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(await relayHere(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("a reader who stops early ends the command without a stack", async () => {
  // Every other line of a long output is written after the reader has gone.
  const child = spawn("sh", ["-c", `"${process.execPath}" "${MAIN}" lint --list | head -n 1`], { cwd: ROOT });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  await new Promise((done) => child.on("close", done));
  expect(stdout).toMatch(/^check +severity/);
  expect(stderr).toBe("");
});

test("no colour goes into a pipe", async () => {
  const night = scenarioFile(
    "series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: 20x3 97x9 20x4 }]",
  );
  const child = spawn(process.execPath, [MAIN, "local", "--once", "--scenario", night], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined },
  });
  let stdout = "";
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  await new Promise((done) => child.on("close", done));
  expect(stdout).toContain("✓ 1 incident opened");
  expect(stdout).not.toContain("\u001b");
});

describe("a mistake", () => {
  test.each([
    [["lint", "--nonsense"], "error: unknown option '--nonsense'\nExample: cloudmonitor-relay lint\n"],
    [
      ["explain", "x"],
      "error: required option '--source <name>' not specified\nExample: cloudmonitor-relay explain --source production callback.form\n",
    ],
    [["--nonsense"], "error: unknown option '--nonsense'\nRun it with --help to see all options.\n"],
  ])("of %j shows an example", async (args, message) => {
    expect(await relayHere(args)).toEqual({ code: 2, stdout: "", stderr: message });
  });

  test.each(["lint", "review --base main", "who", "local --once", "explain --source production -"])(
    "of the folder begins with error: %s",
    async (command) => {
      const { code, stderr } = await relayHere([...command.split(" "), "-C", "/nowhere"]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: /)]);
    },
  );

  test.each([
    [
      "DescribeX: no answer: unable to get credentials from any of the providers in the chain: a, b",
      /^no credentials for Alibaba Cloud: looked in ALIBABA_CLOUD_ACCESS_KEY_ID .*aliyun configure`$/,
    ],
    [
      "DescribeX: ENOTFOUND: getaddrinfo ENOTFOUND metrics.cn-x.aliyuncs.comPOST https://metrics.cn-x.aliyuncs.com/?P=1 failed.",
      /^the host metrics\.cn-x\.aliyuncs\.com was not found: check the region/,
    ],
    [
      "connect ECONNREFUSED 127.0.0.1:1POST http://127.0.0.1:1/ failed.",
      /^nothing listens at 127\.0\.0\.1:1$/,
    ],
    ["ReadTimeout: after 10000 ms", /^no answer in time/],
    ["something else", /^something else$/],
  ])("of a vendor's client is one sentence: %s", (message, sentence) => {
    expect(failureText(new Error(message))).toMatch(sentence);
  });
});

test("every output is named by -o, --output, and the older spelling goes on", async () => {
  for (const command of ["catalogue", "import", "review"]) {
    const { stdout } = await relayHere([command, "--help"]);
    expect(stdout).toMatch(/-o, --output </);
    expect(stdout).not.toContain("--out ");
    expect(stdout).not.toMatch(/default.*default/);
  }
});

test("lint --format junit has a test for each check, failed by what it finds", async () => {
  const { code, stdout } = await relayHere(["lint", "--format", "junit", "-C", "tests/programs/noisy"]);
  expect(stdout).toMatch(
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuite name="cloudmonitor-relay lint" tests="\d+"/,
  );
  expect(stdout).toMatch(/<failure message="[^"]+">[^<]+:\d+: [^<]+<\/failure>/);
  const { stdout: never } = await relayHere([
    ...["lint", "--format", "junit", "--fail-on", "never", "-C", "tests/programs/noisy"],
  ]);
  expect([code, never.includes("<failure")]).toEqual([1, false]);
});

test("lint --watch runs again when a file of the program changes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-watch-"));
  const write = (main: string) =>
    writeFileSync(join(folder, "Pulumi.yaml"), `name: watched\nruntime: nodejs\nmain: ${main}\n`);
  write("none.ts");
  const child = spawn(process.execPath, [MAIN, "lint", "--watch", "-C", folder], { cwd: ROOT });
  let stderr = "";
  const ended = new Promise((done) => child.on("close", done));
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
    if (/error: .*none\.ts/s.test(stderr) && !stderr.includes("changed")) write("other.ts");
    if (/changed\n[\s\S]*other\.ts/.test(stderr)) child.kill("SIGTERM");
  });
  await ended;
  expect(stderr).toMatch(/none\.ts[\s\S]*Pulumi\.yaml changed[\s\S]*other\.ts/);
}, 30_000);
