import { execFile, execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, expect, test } from "vitest";
import { workerCode } from "../../components/receiver/bundle.ts";
import { RULE_SETS } from "../../components/rule-sets/catalogue.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { Engine } from "../../program/evaluator/engine.ts";
import { evaluate } from "../../program/evaluator/evaluate.ts";
import { LOCAL_LOOKUPS } from "../../program/evaluator/lookups.ts";
import { DESTINATION_KINDS } from "../../receiver/destinations/registry.ts";
import { relayHere } from "../cli/run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** An empty project into which the packed package is installed, its dependencies beside it. */
let project: string;
let tarball: string;

const PROGRAM = `
import { AlertReceiver, Comparison, ContactGroup, DestinationKind, MetricRule, metrics } from "cloudmonitor-relay";

const receiver = new AlertReceiver("relay", {
  accountId: "${"0".repeat(32)}",
  hostname: "alerts.example.com",
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  destinations: { pager: { kind: DestinationKind.Ilert, credential: "ilert-key-0001" } },
  sources: { shop: { deliverTo: ["pager"] } },
});
const group = new ContactGroup("shop-on-call", { contacts: ["made-by-hand"] });
new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  contactGroups: [group.groupName],
  callback: receiver.callback("shop"),
});
`;

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "relay-package-")));
  // Without the types, which `npm test` has checked before.
  const pack = ["scripts/pack.ts", "--noCheck", "--to", project];
  execFileSync(process.execPath, pack, { cwd: ROOT, stdio: "pipe" });
  tarball = join(project, readdirSync(project)[0] ?? "");
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "cloudmonitor-relay"), { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", "node_modules/cloudmonitor-relay", "--strip-components=1"], {
    cwd: project,
  });
  // As an installation would lay them out; taken from here, since a test must not need a registry.
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  writeFileSync(join(project, "package.json"), '{"type":"module"}');
  writeFileSync(join(project, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: index.ts\n");
  writeFileSync(join(project, "index.ts"), PROGRAM);
}, 60_000);

test("the packed package links to nothing that is not in it, and has no scripts of the repository", () => {
  const folder = join(project, "node_modules", "cloudmonitor-relay");
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  expect(Object.keys(manifest)).toEqual(expect.not.arrayContaining(["scripts"]));
  for (const page of ["README.md", "CHANGELOG.md"]) {
    const links = [...readFileSync(join(folder, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)];
    for (const [, path = ""] of links) expect(existsSync(join(folder, path)), path).toBe(true);
  }
  expect(existsSync(join(folder, "docs", "mistakes.md"))).toBe(true);
  // What an error's stack says leads to the source, which is in the map.
  const map = JSON.parse(readFileSync(join(folder, "dist/lib/components/metric-rule.js.map"), "utf8")) as {
    sourcesContent: string[];
  };
  expect(map.sourcesContent[0]).toContain("class MetricRule");
});

test("a program elsewhere uses the components from the packed package", async () => {
  const plan = await evaluate({
    directory: project,
    main: "index.ts",
    project: "shop",
    stack: "dev",
    config: {},
  });
  const script = plan.resources.find(({ name }) => name === "relay-script");
  expect(script?.inputs.content).toBe(workerCode());
  expect(plan.resources.find(({ name }) => name === "cpu-rule")?.inputs.webhook).toMatch(/rule=cpu$/);
});

test("a program of a CommonJS project does, by ts-node, which type-checks it", async () => {
  // As `pulumi new typescript` makes it: no "type" in package.json, and Pulumi's host reads the program by ts-node.
  const folder = join(project, "commonjs");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  writeFileSync(join(folder, "index.ts"), PROGRAM);
  const engine = new Engine({
    project: "shop",
    stack: "dev",
    preview: false,
    lookups: LOCAL_LOOKUPS,
    stackOutputs: async () => undefined,
  });
  const address = await engine.listen();
  try {
    const host = join(project, "node_modules", "@pulumi", "pulumi", "cmd", "run", "index.js");
    const named = [
      "--project=shop",
      "--stack=dev",
      "--organization=organization",
      `--root-directory=${folder}`,
    ];
    const args = [
      host,
      `--monitor=${address}`,
      `--engine=${address}`,
      ...named,
      `--pwd=${folder}`,
      "index.ts",
    ];
    const env = { ...process.env, PULUMI_CONFIG: "{}", PULUMI_NODEJS_TYPESCRIPT: "true" };
    await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    expect(engine.plan().diagnostics).toEqual([]);
    expect(engine.plan().resources.find(({ name }) => name === "cpu-rule")?.inputs.webhook).toMatch(
      /rule=cpu$/,
    );
  } finally {
    engine.close();
  }
});

// What waits at its top level can't be required.
test("a CommonJS project may require the components and the testing kit", () => {
  const program =
    'require("cloudmonitor-relay"); console.log(typeof require("cloudmonitor-relay/testing").rehearse)';
  const options = { cwd: project, encoding: "utf8" } as const;
  expect(execFileSync(process.execPath, ["--input-type=commonjs", "-e", program], options)).toBe(
    "function\n",
  );
});

test("a project that the command began passes its own tests", async () => {
  const main = join(project, "node_modules", "cloudmonitor-relay", "dist", "lib", "cli", "entry.mjs");
  const relay = (...args: string[]) =>
    execFileSync(process.execPath, [main, ...args], { cwd: project, stdio: "pipe" });
  expect(relay("init", "started", "--no-install").toString()).toContain(
    "Next: cd started && npm install && npm test",
  );
  // What is there already is never written over.
  expect(await relayHere(["init", join(project, "started")])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: tests\/rules\.test\.ts, .* already in .*; nothing was written/),
  });
  expect(await relayHere(["init", join(project, "other"), "--name", "Not A Name"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('not "Not A Name"'),
  });

  const folder = join(project, "started");
  expect(readFileSync(join(folder, "Pulumi.yaml"), "utf8")).toMatch(/^name: started$/m);
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  for (const version of [...Object.values(dependencies), ...Object.values(devDependencies)]) {
    expect(version).toMatch(/^\^?\d+\.\d+\.\d+$/);
  }
  const run = promisify(execFile);
  const bin = (name: string, file: string) => join(project, "node_modules", name, file);
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, VITEST: undefined };
  const command = (...args: string[]) => run(process.execPath, [main, ...args], { cwd: folder, env });
  const [tested, local, linted] = await Promise.all([
    run(process.execPath, [bin("vitest", "vitest.mjs"), "run"], { cwd: folder, env }),
    command("local", "--once"),
    command("lint"),
    run(process.execPath, [bin("typescript", "bin/tsc")], { cwd: folder }),
  ]);
  expect(tested.stdout).toMatch(/Tests\s+2 passed/);
  // The second command of its page: every rule of the new program is seen to fire and recover.
  expect(local.stdout).toContain("every expected one was resolved at every destination");
  expect(local.stdout).not.toContain("is not shown");
  expect(linted.stderr).toBe("");
}, 60_000);

test("reads an account with what it has of the vendor's client, without its packages", async () => {
  const folder = join(project, "node_modules", "cloudmonitor-relay", "dist", "lib");
  const licences = readFileSync(join(folder, "alibaba-cloud", "LICENSES.txt"), "utf8");
  expect(licences).toMatch(/^@alicloud\/openapi-core [\d.]+: /m);
  expect(licences).toMatch(/^moment [\d.]+: MIT$/m);
  const gone = `import { registerHooks } from "node:module";
    registerHooks({ resolve: (name, context, next) => {
      if (/^@(alicloud|darabonba)\\//.test(name)) throw new Error(name + " is not installed");
      return next(name, context);
    } });`;
  const account = "1100000000000000";
  const served = await serveCloudMonitor({ keys: [localKey(account)], region: "cn-hangzhou" });
  served.api.perform({ account, region: "cn-hangzhou" }, "EnableActiveMetricRule", { Product: "rds" });
  try {
    const { id, secret } = localKey(account);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        `--import=data:text/javascript,${encodeURIComponent(gone)}`,
        join(folder, "cli", "entry.mjs"),
        ...["catalogue", "--one-click", "--region", "cn-hangzhou"],
        ...["--endpoint", served.endpoint, "--protocol", "http"],
      ],
      {
        cwd: project,
        env: {
          ...process.env,
          ALIBABA_CLOUD_ACCESS_KEY_ID: id,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
        },
      },
    );
    expect(stdout).toContain("SystemDefault_acs_rds_dashboard_CpuUsage");
  } finally {
    await served.stop();
  }
}, 60_000);

test("a project with every destination and every ready rule compiles, and its page names every command", async () => {
  const main = join(project, "node_modules", "cloudmonitor-relay", "dist", "lib", "cli", "entry.mjs");
  const folder = join(project, "everything");
  const chosen = ["--destinations", DESTINATION_KINDS.join(","), "--rules", Object.keys(RULE_SETS).join(",")];
  const args = [
    "init",
    "everything",
    "--no-install",
    "--language",
    "zh",
    "--region",
    "cn-beijing",
    ...chosen,
  ];
  execFileSync(process.execPath, [main, ...args], { cwd: project, stdio: "pipe" });
  const page = readFileSync(join(folder, "README.md"), "utf8");
  expect(page).toContain("alicloud:region cn-beijing");
  const help = execFileSync(process.execPath, [main, "--help"], { encoding: "utf8" });
  const commands = [...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands) if (command !== "help") expect(page).toContain(`\`${command}\``);
  const keys = [...readFileSync(join(folder, "Pulumi.yaml"), "utf8").matchAll(/^ {2}(\w+):/gm)];
  for (const [, key = ""] of keys.filter(([, each]) => /Key|Url|Token|Secret/.test(each ?? "")))
    expect(page).toContain(`config set --secret ${key} `);
  const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
  await promisify(execFile)(process.execPath, [tsc], { cwd: folder });
}, 60_000);

test("publint has nothing to say about it", async () => {
  const pkgDir = join(project, "node_modules", "cloudmonitor-relay");
  const pkg = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8")) as Record<string, unknown>;
  const { messages } = await publint({ pkgDir, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test("its types are what an import gets, wherever it is imported from", async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (!result.types) throw new Error("the package has no types");
  expect(Object.keys(result.entrypoints)).toContain("./testing");
  // CommonJS imports an ES module, which every Node that the package runs on can; the oldest way of
  // resolving knows no subpaths at all.
  const meant = result.problems.filter(
    (problem) =>
      problem.kind !== "CJSResolvesToESM" &&
      !("resolutionKind" in problem && problem.resolutionKind === "node10" && problem.entrypoint !== "."),
  );
  expect(meant).toEqual([]);
});

test("and runs it with the command of the package", () => {
  const main = join(project, "node_modules", "cloudmonitor-relay", "dist", "lib", "cli", "entry.mjs");
  const scenario = join(project, "scenario.yaml");
  writeFileSync(
    scenario,
    "series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: 20x3 95x5 20x3 }]\nexpect: [{ rule: cpu }]\n",
  );
  const output = execFileSync(process.execPath, [main, "local", "--once", "--scenario", scenario], {
    cwd: project,
    encoding: "utf8",
  });
  expect(output).toContain("✓ 1 incident opened");
});

test("holds only what a user needs, and no file of TypeScript but types", () => {
  const list = execFileSync("find", ["node_modules/cloudmonitor-relay", "-type", "f"], {
    cwd: project,
    encoding: "utf8",
  });
  const files = list
    .trim()
    .split("\n")
    .map((file) => file.replace("node_modules/cloudmonitor-relay/", ""));
  const typescript = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  // What pages link to, and `init` copies into the user's own project.
  expect(typescript.filter((file) => !file.startsWith("examples/"))).toEqual([]);
  expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(
    new Set([
      "CHANGELOG.md",
      "LICENSE",
      "PulumiPlugin.yaml",
      "README.md",
      "dist",
      "docs",
      "examples",
      "package.json",
    ]),
  );
  const { bin, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    bin: Record<string, string>;
    exports: Record<string, { default: string; types: string }>;
  };
  for (const path of [...Object.values(bin), exports["."]?.default, exports["."]?.types]) {
    expect(files).toContain(path?.replace("./", ""));
  }
});
