import { createHash } from "node:crypto";
import { type Exports, inspect, StartupError } from "../runtime/inspect.ts";
import type { Module } from "../runtime/version.ts";
import { resolveBindings } from "./bindings.ts";
import { refuse } from "./errors.ts";
import {
  activeVersion,
  KEPT_VERSIONS,
  runnable,
  type Script,
  type ScriptSettings,
  type Version,
} from "./script.ts";
import type { Metadata, Upload } from "./upload.ts";

/** What tells one version of a script from another. */
export type Stamp = Pick<Version, "id" | "number" | "createdOn" | "source">;

/** Fields of an upload that a version only answers again. */
const ECHOED = ["annotations", "placement", "limits", "usage_model", "cache_options"];

/** Makes a version of an upload, after trying out whether it starts. Throws what the API refuses. */
export async function makeVersion(
  name: string,
  { metadata, modules }: Upload,
  before: Script | undefined,
  stamp: Stamp,
): Promise<Version> {
  const { main_module, bindings, keep_bindings, compatibility_date, compatibility_flags } = metadata;
  const previous = before ? activeVersion(before).bindings : [];
  const draft = {
    ...stamp,
    mainModule: main_module,
    modules,
    compatibilityDate: compatibility_date ?? "",
    compatibilityFlags: compatibility_flags ?? [],
    bindings: resolveBindings(name, bindings ?? [], keep_bindings ?? [], previous),
    etag: etagOf(modules),
    echoed: Object.fromEntries(ECHOED.map((field) => [field, metadata[field]])),
  };
  const { handlers, classes, startupTime } = await tryOut(draft);
  if (handlers.length === 0) throw refuse("noHandlers");
  return { ...draft, handlers, exported: classes, startupTime };
}

async function tryOut(draft: Parameters<typeof runnable>[0]): Promise<Exports> {
  try {
    return await inspect(runnable(draft, {}));
  } catch (error) {
    if (error instanceof StartupError) throw refuse("startup", error.message);
    throw error;
  }
}

/** Settings of the script after an upload: a field that it leaves out stays as it was. */
export function changedSettings(before: ScriptSettings, given: Partial<Metadata>): ScriptSettings {
  const { logpush, tags, tail_consumers, observability } = given;
  return {
    logpush: logpush ?? before.logpush,
    tags: tags ?? before.tags,
    tail_consumers: tail_consumers ?? before.tail_consumers,
    observability: observability ?? before.observability,
  };
}

/** The newest versions, and the one that runs however old it is. */
export function keptVersions(versions: Version[], active: string | undefined): Version[] {
  return versions.filter(({ id }, index) => id === active || versions.length - index <= KEPT_VERSIONS);
}

/** An identifier of 32 hexadecimal digits in the form that versions have. */
export function uuidOf(id: string): string {
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-");
}

function etagOf(modules: readonly Module[]): string {
  const hash = createHash("sha256");
  for (const { name, content } of modules) hash.update(`${name}\n`).update(content);
  return hash.digest("hex");
}
