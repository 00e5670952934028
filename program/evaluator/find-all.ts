// Loaded into the program's process before Pulumi's host, so that one run shows every component's mistakes.
//
// A component with mistakes hands them over here and answers outputs that are unknown, and the program goes on.
import { createRequire } from "node:module";
import { FINDING_ALL } from "../../components/validation/finding-all.ts";

const require = createRequire(process.argv[1] ?? "");
const settings = require("@pulumi/pulumi/runtime/settings.js") as { _setIsDryRun(dryRun: boolean): void };

Object.assign(globalThis, {
  [FINDING_ALL]: (mistakes: Error) => {
    // Nobody awaits it, so Pulumi's host reports it, goes on, and fails the run at its end.
    void Promise.reject(mistakes);
    // As in a preview: what is made of an unknown output is unknown too, and no check looks at it.
    settings._setIsDryRun(true);
  },
});
