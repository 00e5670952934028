import { plainBindings } from "./bindings.ts";
import { loadMiniflare } from "./miniflare.ts";
import { miniflareModules } from "./modules.ts";
import type { WorkerVersion } from "./version.ts";

/** What a version of a Worker exports. */
export interface Exports {
  /** Event handlers of the default export, e.g. `fetch`. */
  handlers: string[];
  /** Named exports that could be classes. */
  classes: string[];
  /** Milliseconds until it ran. */
  startupTime: number;
}

/** The version does not start. The message is the runtime's own. */
export class StartupError extends Error {}

/** Longest time in milliseconds that a version may take to start. Cloudflare allows one second of CPU time. */
const LONGEST_START = 10_000;

/** Stands around the Worker for the length of the trial and tells what it exports. */
function inspector(mainModule: string): string {
  return `
import * as uploaded from "./${mainModule}";
export * from "./${mainModule}";
const main = uploaded.default;
const named = typeof main === "function" ? Object.getOwnPropertyNames(main.prototype ?? {}) : Object.keys(main ?? {});
const of = typeof main === "function" ? main.prototype : main;
const handlers = named.filter((name) => name !== "constructor" && typeof of[name] === "function");
const classes = Object.keys(uploaded).filter((name) => name !== "default" && typeof uploaded[name] === "function");
export default { fetch: () => Response.json({ handlers, classes }) };
`;
}

/**
 * Starts a version by itself, apart from the one that runs and from its storage, to find out whether
 * it starts and what it exports. Throws `StartupError`.
 */
export async function inspect(version: WorkerVersion): Promise<Exports> {
  const started = performance.now();
  const errors: string[] = [];
  const { Miniflare } = await loadMiniflare();
  const miniflare = new Miniflare({
    cf: false,
    handleRuntimeStdio: (_stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) => {
      stderr.on("data", (data: Buffer) => errors.push(data.toString()));
    },
    workers: [
      {
        name: "trial",
        cache: false,
        modules: miniflareModules(version, inspector(version.mainModule)),
        compatibilityDate: version.compatibilityDate,
        compatibilityFlags: version.compatibilityFlags,
        bindings: plainBindings(version),
        outboundService: () => {
          throw new Error("a Worker can't fetch while it starts");
        },
      },
    ],
  });
  try {
    const ready = miniflare.ready;
    ready.catch(() => {});
    await Promise.race([ready, tooLong()]);
    const answer = await miniflare.dispatchFetch("http://trial/");
    const { handlers, classes } = (await answer.json()) as Pick<Exports, "handlers" | "classes">;
    return { handlers, classes, startupTime: Math.round(performance.now() - started) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StartupError(reasonOf(errors.join("")) ?? reasonOf(message) ?? message);
  } finally {
    // Of a Worker that did not start it throws once more.
    await miniflare.dispose().catch(() => {});
  }
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error("Script startup exceeded CPU time limit.")),
      LONGEST_START,
    );
    timer.unref();
  });
}

/** What workerd says of a Worker that does not start, without the name of the service. */
function reasonOf(stderr: string): string | undefined {
  const reason = /service core:user:trial: (Uncaught [\s\S]*)/.exec(stderr)?.[1];
  return reason?.trimEnd();
}
