import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files of examples/start that a new project begins with. */
const COPIED = [
  "Pulumi.yaml",
  "index.ts",
  "tests/rules.test.ts",
  "tsconfig.json",
  "vitest.config.ts",
  "README.md",
  ".github/workflows/alerts.yml",
];

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
  devDependencies: Record<string, string>;
}

/** Every file of a new project, by path. `root` is the folder of this package. */
export function projectFiles(root: string, name: string): Record<string, string> {
  const files = COPIED.map((path) => [path, readFileSync(join(root, "examples", "start", path), "utf8")]);
  const workflows = Object.entries(WORKFLOWS).map(([from, to]) => [
    `.github/workflows/${to}`,
    readFileSync(join(root, "examples", "ci", from), "utf8"),
  ]);
  return {
    ...Object.fromEntries([...files, ...workflows]),
    "Pulumi.yaml": readFileSync(join(root, "examples", "start", "Pulumi.yaml"), "utf8").replace(
      /^name: .*$/m,
      `name: ${name}`,
    ),
    "package.json": `${JSON.stringify(manifest(root, name), null, 2)}\n`,
    ".gitignore": "node_modules/\n.cache/\n",
  };
}

/** With the versions that this version of the package is tested with. */
function manifest(root: string, name: string) {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const tested = ["@types/node", "typescript", "vitest"].map((each) => [each, own.devDependencies[each]]);
  return {
    name,
    private: true,
    type: "module",
    engines: own.engines,
    scripts: { test: "vitest run", local: "cloudmonitor-relay local --once" },
    dependencies: { [own.name]: `^${own.version}`, ...own.peerDependencies },
    devDependencies: Object.fromEntries(tested),
  };
}
