// Loaded into the program's process before Pulumi's host.
//
// Pulumi's SDK reads where a resource is declared from the stack trace, but only from frames that have
// a function's name: a constructor called at the top level of an ES module has none. Here it learns to
// read those frames too.
import { createRequire } from "node:module";

const require = createRequire(process.argv[1] ?? "");
const { Resource } = require("@pulumi/pulumi/resource.js") as {
  Resource: { framePositionRegExp: RegExp };
};
Resource.framePositionRegExp =
  /^\s*at (?:.* \()?(?:file:\/\/)?(?<file>\/.*?):(?<line>\d+):(?<column>\d+)\)?$/;

// It also takes a stack trace of every promise, to name those that leak. With hundreds of resources that
// is most of the time, so here they are named without.
const debuggable = require("@pulumi/pulumi/runtime/debuggable.js") as {
  debuggablePromise: (promise: unknown, context: unknown) => unknown;
};
const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = limit;
  }
};
