import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests of one room, as the mutation tester runs them: again and again in one process. */
export default defineConfig({
  resolve: {
    alias: { "cloudmonitor-relay": new URL("../../components/index.ts", import.meta.url).pathname },
  },
  test: {
    include: JSON.parse(process.env.MUTATION_TESTS ?? "[]"),
    setupFiles: [fileURLToPath(new URL("setup.ts", import.meta.url))],
    isolate: false,
    testTimeout: 30_000,
  },
});
