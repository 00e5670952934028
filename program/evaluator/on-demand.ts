// Loaded into the program's process before Pulumi's host.
//
// Half of the time that Pulumi's SDK takes to load is for what few programs use: the automation API, the
// serialization of functions for dynamic providers, and traces, which nobody asks for here. These load at their
// first use.
import { createRequire } from "node:module";

const require = createRequire(process.argv[1] ?? "");

/** Modules of the SDK, and whether it takes out their functions when it loads itself. */
const ON_DEMAND: [id: string, areTaken: boolean][] = [
  ["@pulumi/pulumi/automation/index.js", false],
  ["@pulumi/pulumi/runtime/closure/serializeClosure.js", true],
  ["@pulumi/pulumi/runtime/closure/codePaths.js", true],
  ...[
    "exporter-zipkin",
    "instrumentation",
    "instrumentation-grpc",
    "resources",
    "sdk-trace-base",
    "sdk-trace-node",
  ].map((name): [string, boolean] => [`@opentelemetry/${name}`, true]),
];

type Exports = Record<string | symbol, unknown>;

function loadOnDemand(id: string, areTaken: boolean): void {
  let loaded: Exports | undefined;
  const load = () => {
    if (!loaded) {
      delete require.cache[id];
      loaded = require(id) as Exports;
    }
    return loaded;
  };
  /** A function, and a class too. */
  const later = (name: string | symbol) =>
    function (this: unknown, ...args: unknown[]): unknown {
      const taken = load()[name] as (...args: unknown[]) => unknown;
      return new.target ? Reflect.construct(taken, args) : Reflect.apply(taken, this, args);
    };
  const exports = new Proxy({} as Exports, {
    get: (_, name) => {
      if (name === "__esModule") return true;
      return areTaken ? later(name) : load()[name];
    },
    has: (_, name) => name in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, name) => ({
      ...Object.getOwnPropertyDescriptor(load(), name),
      configurable: true,
    }),
  });
  require.cache[id] = { id, filename: id, loaded: true, exports } as NodeJS.Module;
}

// The SDK's own dependencies, which the program need not find.
const { resolve } = createRequire(require.resolve("@pulumi/pulumi/cmd/run/index.js"));
for (const [id, areTaken] of ON_DEMAND) {
  try {
    loadOnDemand(resolve(id), areTaken);
  } catch {
    // Another version of the SDK, which has no such file.
  }
}
