import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { COMPATIBILITY_DATE } from "./receiver/config/bindings.ts";
import { memoryFolder } from "./tests/memory-folder.ts";
import { TEST_BINDINGS } from "./tests/receiver/bindings.ts";

/** What a difference between the runtimes could change: their crypto, their URLs, their `Intl`. */
const ON_BOTH = ["token", "sources/payloads", "wording"].map((name) => `tests/receiver/${name}.test.ts`);

// Every process of the tests, and every Worker, takes its temporary folders from here.
const memory = process.env.TMPDIR === undefined ? memoryFolder() : undefined;
if (memory) process.env.TMPDIR = memory;

/** What needs the Worker's runtime is tested in workerd, by its file's name; everything else in Node. */
export default defineConfig({
  test: {
    // The default leaves one core out, which on two cores is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        plugins: [
          cloudflareTest({
            main: "./tests/receiver/worker.ts",
            miniflare: {
              compatibilityDate: COMPATIBILITY_DATE,
              bindings: TEST_BINDINGS,
              durableObjects: {
                LEDGER: { className: "Ledger", useSQLite: true },
                DELIVERY: { className: "Delivery", useSQLite: true },
              },
            },
          }),
        ],
        test: {
          name: "workerd",
          include: ["tests/receiver/**/*.workerd.test.ts", ...ON_BOTH],
          testTimeout: 30_000,
          isolate: false,
        },
      },
      {
        test: {
          name: "receiver-in-node",
          include: ["tests/receiver/**/*.test.ts"],
          exclude: ["**/*.workerd.test.ts"],
          testTimeout: 30_000,
          isolate: false,
        },
      },
      {
        // Examples import the package by its name.
        resolve: {
          alias: { "cloudmonitor-relay": new URL("components/index.ts", import.meta.url).pathname },
        },
        test: {
          name: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/receiver/**"],
          // Files share what they import: the SDKs alone cost a second for each file otherwise.
          isolate: false,
          // The many processes that tests start find their modules compiled.
          env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)) },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
