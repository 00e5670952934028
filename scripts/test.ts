// `npm test`: the formatter and linter and the types beside the tests, which take what is given after `--`.
// One after the other they would leave a core without work.
import { spawn } from "node:child_process";

interface Ended {
  code: number;
  output: string;
}

/** Runs a command of this project's dependencies, which npm puts on the path. */
function run(command: string, args: readonly string[], stdio: "inherit" | "pipe"): Promise<Ended> {
  const child = spawn(command, args, {
    stdio: ["ignore", stdio, stdio],
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** What the compiler found the last time: only what changed since is checked again. */
const found = (name: string) => [
  "--incremental",
  "--tsBuildInfoFile",
  `node_modules/.cache/${name}.tsbuildinfo`,
];

async function checks(): Promise<Ended> {
  const all: Ended[] = [];
  for (const [command, ...args] of [
    ["biome", "check", "--error-on-warnings", "."],
    ["tsc", ...found("types")],
    ["tsc", "-p", "receiver", ...found("receiver-types")],
  ] as [string, ...string[]][])
    all.push(await run(command, args, "pipe"));
  const failed = all.filter(({ code }) => code !== 0);
  return { code: failed.length, output: failed.map(({ output }) => output).join("\n") };
}

const [checked, tested] = await Promise.all([
  checks(),
  run("vitest", ["run", ...process.argv.slice(2)], "inherit"),
]);
// Below the tests, where somebody looks first.
process.stderr.write(checked.output);
process.exitCode = checked.code > 0 ? 1 : tested.code;
