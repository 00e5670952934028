import * as pulumi from "@pulumi/pulumi";
import type { PingConfig, RelayConfig } from "../../receiver/config/config.ts";
import { sha256 } from "../../receiver/digest.ts";
import { canonicalJson } from "../canonical.ts";
import { checked, wellFormed } from "../validation/problems.ts";
import { checkDestinationUrl } from "../validation/url.ts";
import type { AlertReceiverArgs, PingArgs } from "./args.ts";
import { checkHeaders } from "./headers.ts";
import { mapValues } from "./severities.ts";

/** Who watches from outside, as the Worker reads it: without the URLs, which are secret. */
export function readPings({ pings }: AlertReceiverArgs): { pings?: Record<string, PingConfig> } {
  if (pings === undefined || Object.keys(pings).length === 0) return {};
  return {
    pings: mapValues(pings, ({ post, destinations }) => ({
      ...(post && { method: "POST" as const }),
      ...(destinations && { destinations }),
    })),
  };
}

/** What is wrong with the pings of a configuration. */
export function pingProblems({ pings = {}, destinations }: RelayConfig) {
  const names = Object.keys(destinations);
  return Object.entries(pings).flatMap(([name, { destinations: own = [] }]) =>
    own
      .filter((to) => !names.includes(to))
      .map((to) => ({
        path: `pings.${name}.destinations`,
        message: `names "${to}", which is no destination (${names.join(", ")})`,
      })),
  );
}

/** URL and headers of each ping as one secret JSON text. */
export function pingAccesses(
  name: string,
  pings: Record<string, PingArgs> = {},
): Record<string, pulumi.Output<string>> {
  return mapValues(pings, ({ url, headers }, ping) => {
    const at = (path: string) => ({ type: "AlertReceiver", name, path: `pings.${ping}.${path}` });
    const address = wellFormed(url, checkDestinationUrl, madeUpUrl);
    return pulumi.secret(
      pulumi
        .output({
          url: checked(address, at("url"), checkDestinationUrl),
          headers: headers && checked(headers, at("headers"), checkHeaders),
        })
        .apply(canonicalJson),
    );
  });
}

/** In place of one that the evaluator made up: another for each. */
function madeUpUrl(text: string): string {
  return `https://ping.example.com/${sha256([text]).slice(0, 32)}`;
}
