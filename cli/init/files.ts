import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Choices } from "./choices.ts";
import { installedAs } from "./installed.ts";
import { configOf, programText, readDestinations } from "./program.ts";

/** Files of examples/start that every new project begins with as they are. */
const COPIED = ["tests/rules.test.ts", "tsconfig.json", "vitest.config.ts", ".github/workflows/alerts.yml"];

/** Workflows of examples/ci, and what they are called in a project of its own. */
const WORKFLOWS = {
  "github.yml": "alerts-review.yml",
  "github-deploy.yml": "alerts-deploy.yml",
  "github-drift.yml": "alerts-drift.yml",
};

interface Manifest {
  name: string;
  version: string;
  engines: { node: string };
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
  devDependencies: Record<string, string>;
}

/** Every file of a new project, by path. `root` is the folder of this package. */
export function projectFiles(root: string, name: string, choices: Choices): Record<string, string> {
  const read = (...path: string[]) => readFileSync(join(root, "examples", ...path), "utf8");
  const known = readDestinations(read("destinations.ts"));
  const config = configOf(choices.destinations, known);
  const workflows = Object.entries(WORKFLOWS).map(([from, to]) => [
    `.github/workflows/${to}`,
    read("ci", from),
  ]);
  return {
    ...Object.fromEntries([...COPIED.map((path) => [path, read("start", path)]), ...workflows]),
    "index.ts": programText(read("start", "index.ts"), choices, known),
    "Pulumi.yaml": pulumiYaml(read("start", "Pulumi.yaml"), name, config),
    "README.md": readme(read("start", "README.md"), choices, config),
    "AGENTS.md": read("start", "AGENTS.md"),
    "package.json": `${JSON.stringify(manifest(root, name), null, 2)}\n`,
    ".gitignore": "node_modules/\n.cache/\n",
  };
}

function pulumiYaml(template: string, name: string, config: readonly string[]): string {
  const entries = config.map(
    (key) =>
      `  ${key}:\n    type: string\n    secret: true\n    description: Credential or URL of a destination.\n`,
  );
  return template
    .replace(/^name: .*$/m, `name: ${name}`)
    .replace(/ {2}ilertKey:\n(?: {4}.*\n)*/, () => entries.join(""));
}

function readme(template: string, { region }: Choices, config: readonly string[]): string {
  return template
    .replace("pulumi config set alicloud:region cn-hangzhou", `pulumi config set alicloud:region ${region}`)
    .replace(/^pulumi config set --secret ilertKey .*$/m, () =>
      config.map((key) => `pulumi config set --secret ${key} <value>`).join("\n"),
    );
}

/** With the versions that this version of the package is tested with, and no optional peer but the one that `local` runs on. */
function manifest(root: string, name: string) {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const tested = ["@types/node", "typescript", "vitest"].map((each) => [each, own.devDependencies[each]]);
  const peers = Object.entries(own.peerDependencies).filter(
    ([each]) => each !== "miniflare" && !own.peerDependenciesMeta[each]?.optional,
  );
  const { miniflare } = own.peerDependencies;
  return {
    name,
    private: true,
    type: "module",
    engines: own.engines,
    scripts: {
      test: "vitest run",
      local: "cloudmonitor-relay local --once",
      lint: "cloudmonitor-relay lint",
      typecheck: "tsc",
    },
    dependencies: { [own.name]: installedAs(root, own), ...Object.fromEntries(peers) },
    devDependencies: { ...Object.fromEntries(tested), ...(miniflare && { miniflare }) },
  };
}
