import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Property, Schema } from "../../scripts/reference/schema.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const OUT = join(ROOT, "dist", "sdks");
const SOURCE = join(ROOT, "scripts", "sdks");
const schema = JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")) as Schema;

describe("the schema", () => {
  /** Every name that becomes one of a generated SDK, with where it stands. */
  const names = [
    ...Object.entries({ ...schema.resources, ...schema.types }).flatMap(([token, type]) => [
      [token, token.split(":").at(-1) ?? ""],
      ...Object.keys({ ...type.properties, ...("inputProperties" in type ? type.inputProperties : {}) }).map(
        (name) => [`${token}.${name}`, name],
      ),
      ...(type.enum ?? []).map(({ name }) => [`${token}.${name}`, name]),
    ]),
  ] as [string, string][];

  test("has names that are identifiers in every language", () => {
    expect(names.filter(([, name]) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });

  test("has outputs only of what a component answers: its outputs and nothing of its own", () => {
    for (const [token, { properties = {} }] of Object.entries(schema.resources)) {
      for (const [name, property] of Object.entries<Property>(properties))
        expect([token, name, property.type]).toEqual([
          token,
          name,
          expect.stringMatching(/^(string|object|array)$/),
        ]);
    }
  });
});

/** Built by .ci/run of scripts/sdks; see CONTRIBUTING. */
const generator = spawnSync("relay-sdks", { encoding: "utf8" }).error === undefined;

const run = (command: string, args: string[], cwd: string) =>
  spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, GOFLAGS: "-mod=mod" } });

describe.skipIf(!generator)("the SDKs that Pulumi's own generators make of it", () => {
  beforeAll(() => {
    rmSync(OUT, { recursive: true, force: true });
    const { stderr, status } = run("relay-sdks", [join(ROOT, "schema.json"), "0.1.0", OUT], ROOT);
    expect([status, stderr]).toEqual([0, ""]);
  }, 60_000);

  test("are there for Go, Python, .NET and Java, with every component", () => {
    const FILES = {
      go: (name: string) => `go/cloudmonitorrelay/${name.charAt(0).toLowerCase()}${name.slice(1)}.go`,
      dotnet: (name: string) => `dotnet/${name}.cs`,
    };
    for (const token of Object.keys(schema.resources)) {
      const name = token.split(":").at(-1) ?? "";
      for (const file of Object.values(FILES))
        expect(readFileSync(join(OUT, file(name)), "utf8")).toContain(name);
    }
  });

  test("compile in Go", () => {
    const folder = join(OUT, "go", "cloudmonitorrelay");
    const module = readFileSync(join(SOURCE, "go.mod"), "utf8");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "go.mod"),
      module.replace(/^module .*/m, "module cloudmonitor-relay/sdk/go/cloudmonitorrelay"),
    );
    copyFileSync(join(SOURCE, "go.sum"), join(folder, "go.sum"));
    const { stderr, status } = run("go", ["build", "./..."], folder);
    expect([status, stderr]).toEqual([0, ""]);
  }, 600_000);

  test("have the types that examples/python uses, by pyright", () => {
    // Pulumi's SDK for Python lies in the module of the one for Go.
    const sdk = run(
      "go",
      ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"],
      SOURCE,
    ).stdout.trim();
    const project = join(OUT, "pyright");
    mkdirSync(project, { recursive: true });
    copyFileSync(join(ROOT, "examples", "python", "__main__.py"), join(project, "__main__.py"));
    const settings = {
      extraPaths: [join(sdk, "python", "lib"), join(OUT, "python")],
      typeCheckingMode: "standard",
    };
    writeFileSync(join(project, "pyrightconfig.json"), JSON.stringify(settings));
    const pyright = createRequire(import.meta.url).resolve("pyright/index.js");
    const { stdout, status } = run(process.execPath, [pyright, "-p", project], ROOT);
    expect(stdout).toContain("0 errors");
    expect(status).toBe(0);
  }, 120_000);
});
