import { createHash } from "node:crypto";
import { destinationBinding } from "../../receiver/config/bindings.ts";
import type { Access } from "../../receiver/destinations/destination.ts";
import type { LogEntry } from "../../receiver/log.ts";
import { route, standIn } from "../destinations/index.ts";
import type { StandIn } from "../destinations/stand-in.ts";
import { fetchOwnAddress } from "../runtime/own-address.ts";
import { type Binding, jsonOf, pingUrls, relayConfigOf } from "../runtime/version.ts";
import { serveWeb } from "../web-server.ts";
import { Cloudflare, type CloudflareOptions } from "./cloudflare.ts";
import type { ScriptName } from "./workers.ts";

/** A destination of a receiver that was uploaded, at its own address on this machine. */
export interface UploadedDestination {
  script: string;
  name: string;
  kind: string;
  url: string;
}

interface ServeOptions extends Pick<CloudflareOptions, "port" | "gatewayPort" | "state"> {
  /** Told of every destination that a receiver tells for the first time. */
  onDestination?: (destination: UploadedDestination) => void;
  onLog?: (entry: LogEntry) => void;
}

/** The local Cloudflare with a stand-in for each destination of the receivers that are uploaded to it. */
export interface ServedCloudflare {
  cloudflare: Cloudflare;
  /** With it the ordinary provider, Wrangler and the official clients reach this Cloudflare and no other. */
  environment: Record<string, string>;
  /** The same URL with this machine's address in it, if a Worker answers for its host name. */
  here(url: string): string | undefined;
  stop(): Promise<void>;
}

/** Where `cloudmonitor-relay verify` finds every host name that this machine stands in for. */
export const GATEWAY = "CLOUDMONITOR_RELAY_GATEWAY";

/** A token in the form that the provider wants: it opens nothing but the local Cloudflare. */
const LOCAL_TOKEN = createHash("sha256").update("local Cloudflare").digest("hex").slice(0, 40);

/** Starts it. Time is the machine's. */
export async function serveCloudflare(options: ServeOptions = {}): Promise<ServedCloudflare> {
  const { onDestination = () => {} } = options;
  const standIns = new StandIns(onDestination);
  const cloudflare: Cloudflare = await Cloudflare.open({
    port: options.port ?? 0,
    gatewayPort: options.gatewayPort ?? 0,
    ...(options.state !== undefined && { state: options.state }),
    ...(options.onLog && { onLog: options.onLog }),
    outbound: async (name, request) => {
      const to = cloudflare.workerAt(new URL(request.url).hostname);
      if (!to) return route(standIns.of(name), request, standIns.pingsOf(name));
      return fetchOwnAddress(
        cloudflare.workers.running(cloudflare.accounts.open(name.account), name.script),
        to,
        request,
      );
    },
    elsewhere: (request) => route(standIns.all(), request),
    onChange: (name, bindings) => standIns.follow(name, bindings),
  });
  const { baseUrl } = cloudflare;
  return {
    cloudflare,
    environment: {
      // The provider reads the first, Wrangler the second.
      CLOUDFLARE_BASE_URL: baseUrl,
      CLOUDFLARE_API_BASE_URL: baseUrl,
      CLOUDFLARE_API_TOKEN: LOCAL_TOKEN,
      [GATEWAY]: cloudflare.gatewayUrl,
    },
    here(url) {
      const { hostname, pathname, search } = new URL(url);
      const worker = cloudflare.workerAt(hostname);
      return worker && `${worker.url}${pathname}${search}`;
    },
    async stop() {
      await cloudflare.stop();
      standIns.close();
    },
  };
}

/** The stand-ins of all receivers; one stays, with its incidents, as long as its destination does. */
class StandIns {
  readonly #byScript = new Map<string, Map<string, StandIn>>();
  readonly #pings = new Map<string, string[]>();
  readonly #servers: { close(): unknown }[] = [];
  readonly #onDestination: (destination: UploadedDestination) => void;

  constructor(onDestination: (destination: UploadedDestination) => void) {
    this.#onDestination = onDestination;
  }

  of(name: ScriptName): StandIn[] {
    return [...(this.#byScript.get(keyOf(name))?.values() ?? [])];
  }

  /** URLs of those who watch the receiver from outside. */
  pingsOf(name: ScriptName): readonly string[] {
    return this.#pings.get(keyOf(name)) ?? [];
  }

  all(): StandIn[] {
    return [...this.#byScript.values()].flatMap((byName) => [...byName.values()]);
  }

  /** Takes note of what a script is about to run with. A destination whose secret is not there yet has none. */
  follow(name: ScriptName, bindings: readonly Binding[] | undefined): void {
    const before = this.#byScript.get(keyOf(name));
    const config = bindings && relayConfigOf(bindings);
    if (!bindings || !config) {
      this.#byScript.delete(keyOf(name));
      this.#pings.delete(keyOf(name));
      return;
    }
    const secrets = Object.fromEntries(bindings.map(({ name, text = "" }) => [name, text]));
    this.#pings.set(keyOf(name), pingUrls(config, secrets));
    const now = new Map<string, StandIn>();
    for (const [destination, { kind }] of Object.entries(config.destinations)) {
      const secret = bindings.find((each) => each.name === destinationBinding(destination));
      const access = jsonOf({ name: "", type: "json", json: secret?.text }) as Access | undefined;
      if (!access) continue;
      const known = before?.get(destination);
      const isSame = known?.access.url === access.url && known.access.credential === access.credential;
      now.set(destination, isSame ? known : this.#open(name.script, destination, kind, access));
    }
    this.#byScript.set(keyOf(name), now);
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  #open(script: string, name: string, kind: Parameters<typeof standIn>[0], access: Access): StandIn {
    const opened = standIn(kind, access, Date.now);
    void serveWeb(opened.app.fetch).then((server) => {
      this.#servers.push(server);
      this.#onDestination({ script, name, kind, url: server.url });
    });
    return opened;
  }
}

function keyOf({ account, script }: ScriptName): string {
  return `${account}/${script}`;
}
