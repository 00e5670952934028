import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ROOMS } from "./rooms.ts";

/** The tests of one room, as the mutation tester runs them: again and again in one process. */
export default defineConfig({
  resolve: {
    alias: { "cloudmonitor-relay": new URL("../../components/index.ts", import.meta.url).pathname },
  },
  test: {
    include: ROOMS[process.env.MUTATION_ROOM ?? ""]?.tests ?? [],
    setupFiles: [fileURLToPath(new URL("setup.ts", import.meta.url))],
    isolate: false,
    testTimeout: 30_000,
  },
});
