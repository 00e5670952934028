import { BINDING, destinationBinding } from "./config/bindings.ts";
import type { RelayConfig } from "./config/config.ts";
import type { Access } from "./destinations/destination.ts";

/** Bindings by name, as the runtime hands them over: `BINDING` and one secret `DESTINATION_…` for each destination. */
export type Env = Record<string, unknown>;

/** The configuration that came as text last, so that it is parsed once for each isolate. */
let parsed: { text: string; config: Partial<RelayConfig> } | undefined;

/**
 * The configuration that the component wrote and checked. Throws where there is none, which `GET
 * /health` shows.
 *
 * It may arrive as a text: Cloudflare hands a JSON binding over as it was uploaded, and its Terraform
 * provider, which Pulumi's is made of, uploads the field `json` as a string.
 * Source: cloudflare/terraform-provider-cloudflare 6699.
 */
export function readConfig(env: Env): RelayConfig {
  const binding = env[BINDING.config];
  const config = typeof binding === "string" ? parse(binding) : (binding as Partial<RelayConfig> | undefined);
  if (!config?.sources || !config.destinations)
    throw new Error(`the binding ${BINDING.config} is missing or not a configuration`);
  return config as RelayConfig;
}

function parse(text: string): Partial<RelayConfig> {
  if (parsed?.text !== text) {
    try {
      parsed = { text, config: (JSON.parse(text) ?? {}) as Partial<RelayConfig> };
    } catch {
      return {};
    }
  }
  return parsed.config;
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
    const { url, credential = "", headers } = access;
    return typeof url === "string" ? { url, credential, headers } : undefined;
  } catch {
    return undefined;
  }
}
