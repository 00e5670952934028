// Loaded into the program's process before Pulumi's host.
//
// Where a function stands is asked of V8's inspector when it is serialized, for a dynamic provider. Pulumi's host
// connects it before each program, so that it hears of every script; here that is done when it is asked for. An
// inspector names all scripts as soon as it is enabled, those too that were loaded long before.
import { Session } from "node:inspector";
import { createRequire } from "node:module";

const require = createRequire(process.argv[1] ?? "");

const urls = new Map<string, string>();
let session: Session | undefined;

async function getSessionAsync(): Promise<Session> {
  if (session) return session;
  session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.post("Debugger.enable");
  return session;
}

try {
  const id = require.resolve("@pulumi/pulumi/runtime/closure/v8Hooks.js");
  const exports = {
    getSessionAsync,
    isInitializedAsync: async () => {},
    getScriptUrl: (scriptId: string) => urls.get(scriptId),
  };
  require.cache[id] = { id, filename: id, loaded: true, exports } as unknown as NodeJS.Module;
} catch {
  // Another version of the SDK, which has no such file.
}
