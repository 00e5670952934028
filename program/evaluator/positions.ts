// Loaded into the program's process before Pulumi's host.
//
// Pulumi's SDK reads where a resource is declared from the stack trace, but only from frames that have
// a function's name: a constructor called at the top level of an ES module has none. Here it learns to
// read those frames too.
import { createRequire } from "node:module";
import { quieten } from "./quiet.ts";
import { passTextsWhole } from "./texts.ts";

const require = createRequire(process.argv[1] ?? "");

const NO_MAP = { version: 3, sources: [], names: [], mappings: "" };
const { Resource } = require("@pulumi/pulumi/resource.js") as {
  Resource: { framePositionRegExp: RegExp };
};
Resource.framePositionRegExp =
  /^\s*at (?:.* \()?(?:file:\/\/)?(?<file>\/.*?):(?<line>\d+):(?<column>\d+)\)?$/;

// The SDK's own frames are no place in a program: reading their source maps took longer than the program.
const fromSdk = createRequire(require.resolve("@pulumi/pulumi/resource.js"));
const { install } = fromSdk("source-map-support") as { install: (options: object) => void };
install({
  retrieveSourceMap: (source: string) =>
    source.includes("/node_modules/@pulumi/") ? { url: source, map: NO_MAP } : null,
});

quieten(require);
passTextsWhole(fromSdk);
