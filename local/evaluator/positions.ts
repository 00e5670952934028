// Loaded into the program's process before Pulumi's host.
//
// Pulumi's SDK reads where a resource is declared from the stack trace, but only from frames that have
// a function's name: a constructor called at the top level of an ES module has none. Here it learns to
// read those frames too.
import { createRequire } from "node:module";

const host = process.argv[1] ?? "";
const { Resource } = createRequire(host)("@pulumi/pulumi/resource.js") as {
  Resource: { framePositionRegExp: RegExp };
};
Resource.framePositionRegExp =
  /^\s*at (?:.* \()?(?:file:\/\/)?(?<file>\/.*?):(?<line>\d+):(?<column>\d+)\)?$/;
