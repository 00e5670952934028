import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../bundle.ts";
import { MEASURED } from "./measured.ts";

const TEST = "tests/receiver/delivery/rows.workerd.test.ts";

/** Measures rows and requests in workerd, by the test that does so, and answers them. */
export async function measureRows(): Promise<typeof MEASURED> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", "workerd", TEST], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      output += data.toString();
    });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0)
    throw new Error(`rows are not those of bench/costs/measured.ts any more:\n${output.slice(-3000)}`);
  return MEASURED;
}
