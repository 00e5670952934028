import { execFileSync } from "node:child_process";
import {
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
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../local/evaluator/evaluate.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** An empty project into which the packed package is installed, its dependencies beside it. */
let project: string;

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
  execFileSync("npm", ["pack", "--silent", "--pack-destination", project], { cwd: ROOT, stdio: "pipe" });
  const [tarball = ""] = readdirSync(project);
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

test("a program elsewhere uses the components from the packed package", async () => {
  const plan = await evaluate({
    directory: project,
    main: "index.ts",
    project: "shop",
    stack: "dev",
    config: {},
  });
  const script = plan.resources.find(({ name }) => name === "relay-script");
  expect(script?.inputs.contentFile).toBe("node_modules/cloudmonitor-relay/dist/lib/worker/worker.mjs");
  expect(plan.resources.find(({ name }) => name === "cpu-rule")?.inputs.webhook).toMatch(/rule=cpu$/);
});

test("and runs it with the command of the package", () => {
  const main = join(project, "node_modules", "cloudmonitor-relay", "dist", "lib", "cli", "main.js");
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
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(
    new Set(["LICENSE", "PulumiPlugin.yaml", "README.md", "dist", "docs", "examples", "package.json"]),
  );
  const { bin, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    bin: Record<string, string>;
    exports: Record<string, { import: string; types: string }>;
  };
  for (const path of [...Object.values(bin), exports["."]?.import, exports["."]?.types]) {
    expect(files).toContain(path?.replace("./", ""));
  }
});
