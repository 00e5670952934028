// A small stand-in for the Cloudflare provider's plugin: the few resources that the components declare,
// forwarded by Cloudflare's own client to an API on this machine. It differs from the real one in what it
// leaves out, not in what replaces, what is kept from the state and what is sent.
import * as provider from "@pulumi/pulumi/provider/index.js";
import Client from "cloudflare";
import { workersCronTrigger } from "./cron-trigger.ts";
import { workersCustomDomain } from "./domain.ts";
import type { Resource } from "./resource.ts";
import { workersScript } from "./script.ts";
import { workersScriptSubdomain } from "./subdomain.ts";
import { camel, clear, equal, type Properties } from "./values.ts";

const RESOURCES: Record<string, Resource> = {
  "cloudflare:index/workersScript:WorkersScript": workersScript,
  "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain": workersScriptSubdomain,
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": workersCronTrigger,
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": workersCustomDomain,
};

/** The API on this machine; there is no other that a test may call. */
function clientHere(): Client {
  const { CLOUDFLARE_BASE_URL: url, CLOUDFLARE_API_TOKEN: apiToken } = process.env;
  if (!url || new URL(url).hostname !== "127.0.0.1")
    throw new Error("CLOUDFLARE_BASE_URL must be an API on this machine");
  if (!apiToken) throw new Error("CLOUDFLARE_API_TOKEN is missing");
  return new Client({ baseURL: url, apiToken });
}

function resourceOf(urn: string): Resource {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const resource = RESOURCES[type];
  if (!resource) throw new Error(`the stand-in for the Cloudflare provider has no ${type}`);
  return resource;
}

/** Inputs that differ from the state: those given, and those given before that are not computed. */
function changed({ computed, complete }: Resource, state: Properties, inputs: Properties): string[] {
  const before = (state.__inputs ?? []) as string[];
  const [was, is] = complete ? [complete(state), complete(inputs)] : [state, inputs];
  const given = Object.keys(inputs).filter((key) => key !== "__defaults" && inputs[key] !== undefined);
  const dropped = before.filter((key) => !given.includes(key) && !computed.includes(key));
  return [...given.filter((key) => !equal(was[key], is[key])), ...dropped];
}

/** The state: inputs with their secrets, what Cloudflare answered, and which of them were inputs. */
function stateOf(inputs: Properties, outputs: Properties): Properties {
  return { ...outputs, ...inputs, __inputs: Object.keys(inputs) };
}

await provider.main(
  {
    version: "6.22.1",

    check: async (urn, _olds, news: Properties) => ({
      inputs: news,
      failures: resourceOf(urn).check?.(clear(news) as Properties) ?? [],
    }),

    diff: async (_id, urn, olds, news) => {
      const resource = resourceOf(urn);
      const keys = changed(resource, clear(olds) as Properties, clear(news) as Properties);
      return { changes: keys.length > 0, replaces: keys.filter((key) => resource.replaces.includes(key)) };
    },

    create: async (urn, inputs: Properties) => {
      const { id, outputs } = await resourceOf(urn).create(clientHere(), clear(inputs) as Properties);
      return { id, outs: stateOf(inputs, outputs) };
    },

    read: async (id, urn, state: Properties = {}) => {
      const now = await resourceOf(urn).read(clientHere(), id, clear(state) as Properties);
      if (!now) return { id: "", props: {} };
      // What did not change keeps its marks of secrecy.
      const props = Object.fromEntries(
        Object.entries(now).map(([key, value]) => [
          key,
          equal(clear(state[key]), value) ? state[key] : value,
        ]),
      );
      const inputs = ((state.__inputs ?? Object.keys(now)) as string[]).map((key) => [key, props[key]]);
      return { id, props, inputs: Object.fromEntries(inputs) };
    },

    update: async (id, urn, _olds, news: Properties) => ({
      outs: stateOf(news, await resourceOf(urn).update(clientHere(), id, clear(news) as Properties)),
    }),

    delete: (id, urn, state) => resourceOf(urn).delete(clientHere(), id, clear(state) as Properties),

    invoke: async (token, args: Properties) => {
      if (token !== "cloudflare:index/getWorkersScripts:getWorkersScripts")
        throw new Error(`the stand-in for the Cloudflare provider has no ${token}`);
      const account_id = String(args.accountId);
      const { result } = await clientHere().workers.scripts.list({ account_id });
      return { outputs: { ...args, id: account_id, results: camel(result) } };
    },
  },
  process.argv.slice(2),
);
