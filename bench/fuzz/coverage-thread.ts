import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { ROOT } from "../bundle.ts";
import { Random } from "../random.ts";
import { bodyOf } from "./bodies.ts";
import { type Coverage, covered } from "./branches.ts";
import { CONFIG, realBodies, requestOf, SECRET } from "./fuzz.ts";

/** What is measured: the parsers. */
const FOLDER = "receiver/sources/";

// Before the code that is measured is loaded: what runs once at its beginning counts too.
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
const { callback } = (await import(new URL("../../receiver/intake.ts", import.meta.url).href)) as {
  callback(request: Request, env: object, config: RelayConfig, source: string): Promise<Response>;
};

const LEDGER = {
  getByName: () => ({
    accept: (_: unknown, submissions: unknown[]) => submissions.map(() => "opened"),
    quarantine() {},
    verified() {},
  }),
};

const { seed, count } = workerData as { seed: number; count: number };
const real = realBodies();
for (let index = 0; index < count; index++) {
  const random = new Random((seed + index) >>> 0);
  const { body } = bodyOf(random, real);
  await callback(requestOf(body), { CONFIG, LEDGER, CALLBACK_SECRET: SECRET }, CONFIG, "production");
}

const { result } = await session.post("Profiler.takePreciseCoverage");
const files = result.flatMap((script) => {
  const path = script.url.startsWith("file:") ? relative(ROOT, fileURLToPath(script.url)) : "";
  return path.startsWith(FOLDER)
    ? [covered(path, readFileSync(fileURLToPath(script.url), "utf8"), script)]
    : [];
});
const sum = (name: "branches" | "taken") => files.reduce((total, each) => total + each[name], 0);
const coverage: Coverage = {
  branches: sum("branches"),
  taken: sum("taken"),
  missed: files.flatMap(({ missed }) => missed).sort(),
};
parentPort?.postMessage(coverage);
