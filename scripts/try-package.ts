// Packs the package and installs it from the registry into an empty project, once with the oldest peers
// that it allows and once with the newest, and evaluates a program there by the installed package's own
// evaluator. Then it does what a stranger would: installs the package in an empty folder, has it write a project, and
// runs what that project's page says, with this Node and, where there is one, an older one. Needs a registry: CI runs
// it; `npm test` does the same without one. `-- --only stranger` leaves the peers out.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  peerDependencies: Record<string, string>;
};

/** Where a system has its own Node, which may be older than what is needed. */
const OLDER = ["/usr/bin/node"].filter((path) => {
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)/.exec(stdout ?? "")?.[1] ?? 99) < 22;
});

const {
  values: { only },
} = parseArgs({ options: { only: { type: "string" } } });

const ENDS: Record<string, (range: string) => string> = {
  oldest: (range) => range.replace("^", ""),
  newest: (range) => range,
};

const PROGRAM = `import { AlertReceiver, Comparison, ContactGroup, DestinationKind, MetricRule, metrics, ruleSets } from "cloudmonitor-relay";

const receiver = new AlertReceiver("relay", {
  accountId: "${"0".repeat(32)}",
  hostname: "alerts.example.com",
  destinations: { pager: { kind: DestinationKind.Ilert, credential: "ilert-key-0001" } },
  sources: { shop: { deliverTo: ["pager"] } },
});
const group = new ContactGroup("on-call", { contacts: ["made-by-hand"] });
const notify = { contactGroups: [group.groupName], callback: receiver.callback("shop") };
new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  ...notify,
});
ruleSets.rds("orders", notify);
`;

const CHECK = `import { rehearse, series } from "cloudmonitor-relay/testing";
import { MetricRule, metrics } from "cloudmonitor-relay";

const result = await rehearse({
  declare: (given) => new MetricRule("cpu", {
    metric: metrics.ecs.CPUUtilization,
    critical: { comparison: "GreaterThanOrEqualToThreshold", threshold: 90 },
    ...given,
  }),
  data: [series(metrics.ecs.CPUUtilization, { instanceId: "i-1" }, "20x3 95x5 20x3")],
});
if (result.incidents.length !== 1) throw new Error(\`\${result.incidents.length} incidents, not one\`);
`;

const folder = mkdtempSync(join(tmpdir(), "relay-try-"));
try {
  run(process.execPath, ["scripts/pack.ts", "--to", folder], ROOT);
  const [tarball = ""] = readdirSync(folder);
  if (only !== "stranger") peers(tarball);
  if (only !== "peers") stranger(tarball);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs it beside the oldest and the newest peers. */
function peers(tarball: string): void {
  for (const [end, version] of Object.entries(ENDS)) {
    const project = mkdtempSync(join(folder, `${end}-`));
    writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
    const peers = Object.entries(peerDependencies).map(([name, range]) => `${name}@${version(range)}`);
    run(
      "npm",
      ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, tarball), ...peers],
      project,
    );
    writeFileSync(join(project, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: index.ts\n");
    writeFileSync(join(project, "index.ts"), PROGRAM);
    writeFileSync(join(project, "check.ts"), CHECK);
    run(process.execPath, ["check.ts"], project);
    const local = ["local", "--once", "--no-scenario"];
    const said = run(
      process.execPath,
      ["node_modules/cloudmonitor-relay/dist/lib/cli/main.js", ...local],
      project,
    );
    if (!said.includes("7 rules")) throw new Error(`the program declares other than 7 rules:\n${said}`);
    console.log(`✓ ${end}: ${peers.join(", ")}`);
  }
}

/** What somebody does who has never seen it. */
function stranger(tarball: string): void {
  const start = mkdtempSync(join(folder, "stranger-"));
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, tarball)], start);
  const entry = join(start, "node_modules", "cloudmonitor-relay", "dist", "lib", "cli", "entry.mjs");
  const older = OLDER.find((path) => existsSync(path));
  if (older) {
    const { stderr, status } = spawnSync(older, [entry, "init", "alerts"], { cwd: start, encoding: "utf8" });
    if (status !== 2 || !/^error: Node [\d.]+ or newer is needed; this is [\d.]+\n$/.test(stderr))
      throw new Error(`${older} ends with ${status} and says:\n${stderr}`);
    console.log(`✓ stranger: ${older} is told which Node is needed`);
  }
  run(process.execPath, [entry, "init", "alerts"], start);
  const project = join(start, "alerts");
  if (!existsSync(join(project, "package-lock.json"))) throw new Error("the new project has no lockfile");
  for (const args of [["test"], ...["typecheck", "lint", "local"].map((script) => ["run", script])])
    console.log(`✓ stranger: npm ${args.join(" ")}${lastLine(run("npm", args, project))}`);
}

function lastLine(output: string): string {
  const [line] = output.split("\n").filter((each) => each.startsWith("✓"));
  return line === undefined ? "" : `: ${line}`;
}

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
