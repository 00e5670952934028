import { BINDING } from "../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../receiver/config/config.ts";
import { readPing } from "../../receiver/env.ts";

/** One version of a Worker: its code and everything it runs with, in the words of Cloudflare's upload. */
export interface WorkerVersion {
  mainModule: string;
  /** The main module first. */
  modules: Module[];
  compatibilityDate: string;
  compatibilityFlags: string[];
  bindings: Binding[];
  /** Durable Object classes that have a namespace, by name. */
  classes: Record<string, ObjectClass>;
}

export interface Module {
  name: string;
  contentType: string;
  content: Uint8Array;
}

/** A binding as the upload's metadata names it; other fields depend on the type. */
export interface Binding {
  name: string;
  type: string;
  text?: string;
  /** Any JSON value, handed over as it is: a text stays a text. */
  json?: unknown;
  class_name?: string;
  script_name?: string;
  namespace_id?: string;
  [field: string]: unknown;
}

export interface ObjectClass {
  /** Id of the namespace, which keeps its objects over uploads and changes of the class's name. */
  namespaceId: string;
  sqlite: boolean;
}

/** A binding's JSON value, whether it was sent as a value or as text that holds one. */
export function jsonOf(binding: Binding | undefined): unknown {
  if (typeof binding?.json !== "string") return binding?.json;
  try {
    return JSON.parse(binding.json);
  } catch {
    return undefined;
  }
}

/** The URLs that a relay pings, of its secrets by the binding's name. */
export function pingUrls({ pings = {} }: RelayConfig, secrets: Readonly<Record<string, string>>): string[] {
  return Object.keys(pings).flatMap((name) => {
    const access = readPing(secrets, name);
    return access ? [new URL(access.url).href] : [];
  });
}

/** The configuration of a relay among a Worker's bindings, or undefined: then the Worker is something else. */
export function relayConfigOf(bindings: readonly Binding[]): RelayConfig | undefined {
  const part = (wanted: string) =>
    jsonOf(bindings.find(({ name, type }) => name === wanted && type === "json"));
  const { sources, destinations } = (part(BINDING.config) ?? {}) as Partial<RelayConfig>;
  return sources && destinations ? mergeConfig((name) => part(name) as RelayConfig | undefined) : undefined;
}
