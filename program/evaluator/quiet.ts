type Debuggable = (promise: unknown, context: unknown) => unknown;

/**
 * Leaves out what Pulumi's SDK does for debugging only, and what takes most of an evaluation's time: a stack
 * trace of every promise, to name those that leak (they are named without), and three messages about every
 * resource, with all it holds, which the engine here does not keep. `require` finds the program's SDK.
 */
export function quieten(require: (id: string) => unknown): void {
  const debuggable = require("@pulumi/pulumi/runtime/debuggable.js") as { debuggablePromise: Debuggable };
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
  const log = require("@pulumi/pulumi/log/index.js") as { debug: () => Promise<void> };
  log.debug = () => Promise.resolve();
  // What was answered is made into text for those messages all the same.
  const { RegisterResourceResponse } = require("@pulumi/pulumi/proto/resource_pb.js") as {
    RegisterResourceResponse: { prototype: object };
  };
  RegisterResourceResponse.prototype.toString = () => "RegisterResourceResponse";
}
