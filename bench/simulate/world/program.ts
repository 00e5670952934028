import { BINDING, destinationBinding } from "../../../receiver/config/bindings.ts";
import type { DestinationConfig, RelayConfig, SourceConfig } from "../../../receiver/config/config.ts";
import { operatorToken, sourceToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import type { Access } from "../../../receiver/destinations/destination.ts";
import type { Bindings } from "../platform/cloud.ts";
import type { Subject } from "./episodes.ts";

/** What a program declares: what is deployed at one time. */
export interface Program {
  destinations: Record<string, DestinationConfig & { access: Access }>;
  sources: Record<string, SourceConfig>;
}

const SECRET = "a-stack-secret-that-is-made-up-for-the-simulation";

/** The Worker's bindings of a program, without the objects' namespaces. */
export function bindingsOf({ destinations, sources }: Program): Bindings {
  const config: RelayConfig = { destinations: {}, sources };
  const bindings: Bindings = { [BINDING.config]: config, [BINDING.secret]: SECRET };
  for (const [name, { access, ...settings }] of Object.entries(destinations)) {
    config.destinations[name] = settings;
    bindings[destinationBinding(name)] = JSON.stringify(access);
  }
  return bindings;
}

/** The URL that the callbacks of a rule go to. */
export function callbackUrl({ sources }: Program, { source, rule, openFor }: Subject): string {
  const token = sourceToken(SECRET, source, sources[source]?.generation ?? 1);
  const ends = openFor === undefined ? "" : `&openFor=${openFor}`;
  return `https://relay.example.com/callbacks/${source}?rule=${rule}${ends}&token=${token}`;
}

/** What an operator sends. */
export function operateRequest(destination: string, what: string): Request {
  const headers = { authorization: `Bearer ${operatorToken(SECRET, 1)}` };
  const url = `https://relay.example.com${PATH.operate}destinations/${destination}/${what}`;
  return new Request(url, { method: "POST", headers });
}
