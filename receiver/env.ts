import { BINDING, destinationBinding, pingBinding } from "./config/bindings.ts";
import { mergeConfig, type RelayConfig } from "./config/config.ts";
import type { Access } from "./destinations/destination.ts";
import { jsonOf } from "./sources/fields.ts";

/** Bindings by name, as the runtime hands them over: `BINDING` and one secret `DESTINATION_…` for each destination. */
export type Env = Record<string, unknown>;

/** The configuration that was put together last, and what its first part was: once for each isolate. */
let last: { first: unknown; config: RelayConfig } | undefined;

/**
 * The configuration that the component wrote and checked. Throws where there is none, which `GET
 * /health` shows.
 *
 * Its parts may arrive as texts: Cloudflare hands a JSON binding over as it was uploaded, and its Terraform
 * provider, which Pulumi's is made of, uploads the field `json` as a string.
 * Source: cloudflare/terraform-provider-cloudflare 6699.
 */
export function readConfig(env: Env): RelayConfig {
  const first = env[BINDING.config];
  if (last?.first === first && last) return last.config;
  const whole = partOf(first);
  if (!whole?.sources || !whole.destinations)
    throw new Error(`the binding ${BINDING.config} is missing or not a configuration`);
  last = { first, config: mergeConfig((name) => partOf(env[name])) };
  return last.config;
}

function partOf(binding: unknown): RelayConfig | undefined {
  const value = typeof binding === "string" ? jsonOf(binding) : binding;
  return value as RelayConfig | undefined;
}

/** The stack secret. Throws while its binding is missing, as it is for a moment during a first deployment. */
export function readSecret(env: Env): string {
  const secret = env[BINDING.secret];
  if (typeof secret !== "string" || secret === "")
    throw new Error(`the secret binding ${BINDING.secret} is missing`);
  return secret;
}

/** The secret half of a destination, or undefined while its binding is missing or unreadable. */
export function readAccess(env: Env, destination: string): Access | undefined {
  try {
    const access = JSON.parse(String(env[destinationBinding(destination)])) as Partial<Access>;
    const { url, credential = "", headers, numbers } = access;
    return typeof url === "string" ? { url, credential, headers, ...(numbers && { numbers }) } : undefined;
  } catch {
    return undefined;
  }
}

/** The secret half of a ping. */
export interface PingAccess {
  url: string;
  headers?: Record<string, string> | undefined;
}

/** Undefined while its binding is missing or unreadable. */
export function readPing(env: Env, name: string): PingAccess | undefined {
  const access = jsonOf(String(env[pingBinding(name)])) as Partial<PingAccess> | undefined;
  const { url, headers } = access ?? {};
  return typeof url === "string" ? { url, headers } : undefined;
}
