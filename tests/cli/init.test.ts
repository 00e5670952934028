import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { choose, DEFAULTS } from "../../cli/init/choices.ts";
import { installedAs } from "../../cli/init/installed.ts";
import { relayHere } from "./run.ts";

/** A terminal at which a person types these lines. */
function terminal(lines: string[], isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  let seen = "";
  output.on("data", (data: Buffer) => {
    seen += data.toString();
    if (seen.endsWith("]: ")) input.write(`${lines.shift() ?? ""}\n`);
  });
  return { input, output, seen: () => seen } as unknown as Parameters<typeof choose>[1] & { seen(): string };
}

describe("init asks", () => {
  test("nothing where it is run by no person: defaults, unless an option says otherwise", async () => {
    const none = terminal([], false);
    expect(await choose({}, none)).toEqual(DEFAULTS);
    expect(await choose({ rules: "none", region: "eu-central-1" }, none)).toEqual({
      ...DEFAULTS,
      rules: [],
      region: "eu-central-1",
    });
    expect(none.seen()).toBe("");
  });

  test("a person on a terminal for what no option says, again where the answer is not usable", async () => {
    const person = terminal(["cn-beijing", "fr", "zh", ""]);
    expect(await choose({ rules: "ecs, rds" }, person)).toEqual({
      region: "cn-beijing",
      language: "zh",
      destinations: ["ilert"],
      rules: ["ecs", "rds"],
    });
    expect(person.seen()).toContain('the language is en or zh, not "fr"');
    expect(person.seen()).not.toContain("Ready rules");
  });

  test.each([
    [["--destinations", "itoc36"], 'unknown destination "itoc36"; did you mean "itoc360"?'],
    [["--rules", "ec"], 'unknown set of ready rules "ec"'],
    [["--language", "fr"], 'the language is en or zh, not "fr"'],
    [["--region", "Hangzhou"], 'the region is an id such as cn-hangzhou, not "Hangzhou"'],
  ])("and refuses %j", async (args, message) => {
    const folder = join(mkdtempSync(join(tmpdir(), "init-")), "alerts");
    const { code, stderr } = await relayHere(["init", folder, "--no-install", ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`error: ${message}`)]);
  });
});

test.each([
  ["https://registry.example.com/cloudmonitor-relay/-/cloudmonitor-relay-0.1.0.tgz", "^0.1.0"],
  [
    "file:../packed/cloudmonitor-relay-0.1.0.tgz",
    expect.stringMatching(/^file:\/.*\/packed\/cloudmonitor-relay-0\.1\.0\.tgz$/),
  ],
  ["git+ssh://git@github.com/acme/relay.git#0123abc", "git+ssh://git@github.com/acme/relay.git#0123abc"],
])("a project depends on the package as it was installed: %s", (resolved, dependency) => {
  const modules = join(mkdtempSync(join(tmpdir(), "init-")), "project", "node_modules");
  const root = join(modules, "cloudmonitor-relay");
  mkdirSync(root, { recursive: true });
  const lock = { packages: { "node_modules/cloudmonitor-relay": { resolved } } };
  writeFileSync(join(modules, ".package-lock.json"), JSON.stringify(lock));
  expect(installedAs(root, { name: "cloudmonitor-relay", version: "0.1.0" })).toEqual(dependency);
});
