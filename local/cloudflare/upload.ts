import { moduleProblem } from "../runtime/modules.ts";
import type { Binding, Module } from "../runtime/version.ts";
import { refuse } from "./errors.ts";
import type { Migrations } from "./migrations.ts";

/** Metadata of an upload. Source: "Multipart upload metadata" of the Workers documentation. */
export interface Metadata {
  main_module?: string;
  bindings?: Binding[];
  /** Types of bindings that are taken over from the version before. */
  keep_bindings?: string[];
  migrations?: Migrations;
  compatibility_date?: string;
  compatibility_flags?: string[];
  annotations?: Record<string, unknown>;
  placement?: Record<string, unknown>;
  limits?: Record<string, unknown>;
  usage_model?: string;
  tags?: string[];
  logpush?: boolean;
  tail_consumers?: unknown[];
  observability?: unknown;
  [field: string]: unknown;
}

export interface Upload {
  metadata: Metadata & { main_module: string };
  modules: Module[];
}

/** Fields of the metadata that ask for what can't be run on this machine. */
const NOT_HERE: Record<string, string> = {
  body_part: "it runs ES modules only, no service-worker syntax",
  assets: "it serves no static assets",
  containers: "it runs no containers",
};

/** A part of a form: a text or a file. */
type Part = NonNullable<ReturnType<FormData["get"]>>;

/** Reads the multipart form of an upload. Throws what the API refuses. */
export async function readUpload(request: Request): Promise<Upload> {
  const form = await readForm(request);
  const metadata = await readMetadata(form.get("metadata"));
  for (const [field, reason] of Object.entries(NOT_HERE)) {
    if (metadata[field]) throw refuse("notHere", reason);
  }
  const modules: Module[] = [];
  for (const [part, value] of form) {
    if (part === "metadata") continue;
    modules.push(await readModule(part, value));
  }
  const { main_module } = metadata;
  if (main_module === undefined) throw refuse("startup", "the metadata names no main_module");
  if (!modules.some(({ name }) => name === main_module))
    throw refuse("startup", `No such module "${main_module}".`);
  return { metadata: { ...metadata, main_module }, modules };
}

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw refuse("unreadableMetadata");
  }
}

async function readMetadata(part: Part | null): Promise<Metadata> {
  if (part === null) throw refuse("unreadableMetadata");
  try {
    return JSON.parse(typeof part === "string" ? part : await part.text()) as Metadata;
  } catch {
    throw refuse("unreadableMetadata");
  }
}

/** A module is known by the name of its part; the official clients call every part `files` and name the file. */
async function readModule(part: string, value: Part): Promise<Module> {
  const isFile = typeof value !== "string";
  const name = isFile && part.startsWith("files[") ? value.name : part;
  const module = {
    name,
    contentType: (isFile && value.type.split(";")[0]) || "text/plain",
    content: isFile ? new Uint8Array(await value.arrayBuffer()) : new TextEncoder().encode(value),
  };
  const problem = moduleProblem(module);
  if (problem) throw refuse("notHere", problem);
  return module;
}
