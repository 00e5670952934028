import { registerHooks } from "node:module";

/** A fault in the code that is to be found: in one file, one text instead of another. */
export interface Patch {
  /** Path from the project's folder. */
  file: string;
  find: string;
  replace: string;
}

const BASE_CLASS = new URL("durable-object.ts", import.meta.url).href;
const ROOT = new URL("../../../", import.meta.url);

/** The receiver as the platform knows it: its Worker and its classes. */
export interface Receiver {
  worker: {
    fetch(request: Request, env: object, context: object): Promise<Response>;
    scheduled?(controller: object, env: object, context: object): Promise<void>;
  };
  classes: Record<string, new (context: object, env: object, surroundings: object) => object>;
}

/**
 * Loads the receiver's own code into this thread: `cloudflare:workers` is the simulation's base class, and a
 * planted fault is put into its file on the way. Once for each thread, since a module is loaded once.
 */
export async function loadReceiver(patch?: Patch): Promise<Receiver> {
  const patched = patch && new URL(patch.file, ROOT).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "cloudflare:workers" ? { url: BASE_CLASS, shortCircuit: true } : next(specifier, context),
    load(url, context, next) {
      const loaded = next(url, context);
      if (!patch || url !== patched) return loaded;
      const source = String(loaded.source);
      if (source.split(patch.find).length !== 2)
        throw new Error(`${patch.file} does not have exactly once: ${patch.find}`);
      return { ...loaded, source: source.replace(patch.find, () => patch.replace) };
    },
  });
  const { default: worker, ...classes } = await import(new URL("receiver/worker.ts", ROOT).href);
  return { worker, classes };
}
