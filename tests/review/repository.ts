import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../cli/run.ts";

/** A git repository of its own, with the dependencies of this one. */
export class Repository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "relay-repository-")));

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
    this.write({ ".gitignore": "node_modules\n" });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  commit(message: string): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this.git("rev-parse", "HEAD");
  }

  git(...args: string[]): string {
    const identity = [
      "-c",
      "user.name=Tests",
      "-c",
      "user.email=tests@example.com",
      "-c",
      "core.hooksPath=/dev/null",
    ];
    return execFileSync("git", ["-C", this.folder, ...identity, ...args], { encoding: "utf8" }).trim();
  }
}

/** A program of one receiver and one rule, with a secret of the stack's file. */
export function programFiles(threshold: number, more = ""): Record<string, string> {
  return {
    "alerts/Pulumi.yaml": [
      "name: shop",
      "runtime: { name: nodejs, options: { typescript: false } }",
      "main: index.ts",
      "config:",
      "  hostname: { type: string }",
      "  token: { type: string, secret: true }",
    ].join("\n"),
    "alerts/index.ts": `
import * as pulumi from ${JSON.stringify(join(ROOT, "node_modules/@pulumi/pulumi/index.js"))};
import { AlertReceiver, Comparison, DestinationKind, MetricRule, metrics } from ${JSON.stringify(join(ROOT, "components/index.ts"))};

const config = new pulumi.Config();
const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: config.require("hostname"),
  destinations: { itoc: { kind: DestinationKind.Itoc360, credential: config.requireSecret("token") } },
  sources: { shop: { deliverTo: ["itoc"] } },
});
new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: ${threshold} },
  contactGroups: ["on-call"],
  callback: receiver.callback("shop"),
});
${more}`,
  };
}

/** A stack's file with encrypted values, which nobody here can read. */
export function stackFile(token: string, more: string[] = []): string {
  return [
    "encryptionsalt: v1:made-up",
    "config:",
    "  alicloud:region: eu-central-1",
    "  cloudmonitor-relay:callbackSecret:",
    "    secure: v1:made-up-ciphertext-of-the-callback-secret",
    "  shop:token:",
    `    secure: ${token}`,
    ...more,
  ].join("\n");
}
