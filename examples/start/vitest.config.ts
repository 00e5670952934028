import { defineConfig } from "vitest/config";

// A rehearsal runs the program and the Worker: seconds, where a machine is busy.
export default defineConfig({ test: { testTimeout: 60_000 } });
