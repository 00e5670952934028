import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Failure } from "./resource.ts";
import type { Properties } from "./values.ts";

/**
 * What the provider's validators refuse of a script. Pulumi's bridge runs them in Check, so at every preview
 * and update, over what the engine makes of `ignoreChanges` too: a frozen resource is held to the inputs of
 * its state. Source: terraform-provider-cloudflare 5.22, `internal/services/workers_script`.
 */
export function checkScript(inputs: Properties): Failure[] {
  const has = (key: string) => inputs[key] !== undefined;
  const missing = ["accountId", "scriptName"].filter((key) => !has(key));
  return [
    ...missing.map((key) => ({ property: key, reason: `Missing required argument "${key}"` })),
    ...conflicts(has("content"), has("contentFile"), "content", "contentFile"),
    ...(has("mainModule") && has("bodyPart")
      ? [{ property: "mainModule", reason: `"mainModule" cannot be specified with "bodyPart"` }]
      : []),
    ...checkFile(inputs),
    ...checkObservability(inputs.observability as Properties | undefined),
  ];
}

function conflicts(one: boolean, other: boolean, property: string, instead: string): Failure[] {
  if (one !== other) return [];
  const reason = one
    ? `only one of "${property}" and "${instead}" can be specified`
    : `one of "${property}" and "${instead}" must be specified`;
  return [{ property, reason }];
}

function checkFile({ contentFile, contentSha256 }: Properties): Failure[] {
  if (contentFile === undefined) return [];
  if (contentSha256 === undefined)
    return [{ property: "contentSha256", reason: `must be specified when "contentFile" is` }];
  const file = String(contentFile);
  if (!existsSync(file)) return [{ property: "contentFile", reason: `no such file: ${file}` }];
  const actual = sha256(readFileSync(file));
  if (actual === contentSha256) return [];
  const reason = `SHA-256 Hash Mismatch: the hash of ${file} is ${actual}, and ${contentSha256} is given`;
  return [{ property: "contentSha256", reason }];
}

function checkObservability(observability: Properties | undefined): Failure[] {
  const required = (of: Properties | undefined, at: string, keys: string[]) =>
    keys
      .filter((key) => of && of[key] === undefined)
      .map((key) => ({ property: at, reason: `Missing required argument "${at}.${key}"` }));
  const logs = observability?.logs as Properties | undefined;
  return [
    ...required(observability, "observability", ["enabled"]),
    ...required(logs, "observability.logs", ["enabled", "invocationLogs"]),
  ];
}

/** The inputs with the provider's defaults, which it sends with every upload. */
export function completeScript(inputs: Properties): Properties {
  const observability = inputs.observability as Properties | undefined;
  return {
    usageModel: "standard",
    logpush: false,
    ...inputs,
    ...(observability && {
      observability: {
        ...observability,
        ...(observability.logs !== undefined && {
          logs: { persist: true, ...(observability.logs as Properties) },
        }),
      },
    }),
  };
}

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
