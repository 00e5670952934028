// Loaded into the program's process before Pulumi's host.
//
// Half of the time that Pulumi's SDK takes to load is for what few programs use: the automation API, the
// serialization of functions for dynamic providers. Here these load at their first use.
import { createRequire } from "node:module";

const require = createRequire(process.argv[1] ?? "");

/** Modules of the SDK, and whether it takes out their functions when it loads itself. */
const ON_DEMAND: [file: string, areTaken: boolean][] = [
  ["automation/index.js", false],
  ["runtime/closure/serializeClosure.js", true],
  ["runtime/closure/codePaths.js", true],
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
  const later =
    (name: string | symbol) =>
    (...args: unknown[]) =>
      (load()[name] as (...args: unknown[]) => unknown)(...args);
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

for (const [file, areTaken] of ON_DEMAND) {
  try {
    loadOnDemand(require.resolve(`@pulumi/pulumi/${file}`), areTaken);
  } catch {
    // Another version of the SDK, which has no such file.
  }
}
