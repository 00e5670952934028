import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./imports.ts";

/** Preloaded: as if these packages had been deleted from node_modules. */
const without = (packages: string[]) =>
  `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from "node:module";
    const gone = ${JSON.stringify(packages)};
    registerHooks({
      resolve(name, context, next) {
        if (!gone.some((each) => name === each || name.startsWith(each + "/"))) return next(name, context);
        throw Object.assign(new Error("Cannot find package '" + name + "'"), { code: "ERR_MODULE_NOT_FOUND" });
      },
    });
  `)}`;

const run = (packages: string[], args: string[]) =>
  spawnSync(process.execPath, [`--import=${without(packages)}`, ...args], { cwd: ROOT, encoding: "utf8" });

/** What only the command, the clouds on this machine and the reading of accounts need. */
const HEAVY = ["workerd", "miniflare", "sharp", "@alicloud/cms20190101", "hono", "csv-parse", "commander"];

test("everything that declares loads without what is heavy", () => {
  const entries = ["components/index.ts", "components/plugin/provider.ts", "checks/policy/index.ts"];
  const load = `for (const each of ${JSON.stringify(entries)}) await import(${JSON.stringify(`file://${ROOT}`)} + each);`;
  const { status, stderr } = run(HEAVY, ["--input-type=module", "--eval", load]);
  expect([stderr, status]).toEqual(["", 0]);
}, 60_000);

test("the command names the one package that it needs to run Workers", () => {
  const { status, stderr, stdout } = run(["miniflare"], [join(ROOT, "cli/main.ts"), "local", "--once"]);
  expect(stdout + stderr).toContain("run `npm install --save-dev miniflare@4`");
  expect(status).not.toBe(0);
}, 60_000);

test.each(["local", "lint", "review", "explain", "who", "status"])(
  "%s leaves Pulumi's SDKs to the program's process: loading them takes longer than all of the checks",
  (command) => {
    const sdks = ["@pulumi/alicloud", "@pulumi/cloudflare", "@npmcli/arborist"];
    const { status, stderr } = run(sdks, [join(ROOT, "cli/main.ts"), command, "--help"]);
    expect([stderr, status]).toEqual(["", 0]);
  },
  60_000,
);

test("the vendor's typed client and miniflare are not installed with the package", () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, object>;
  const installed = Object.keys({ ...manifest.dependencies });
  expect(installed.filter((name) => ["miniflare", "@alicloud/cms20190101"].includes(name))).toEqual([]);
  expect(manifest.peerDependenciesMeta).toMatchObject({ miniflare: { optional: true } });
});
