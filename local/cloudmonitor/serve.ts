import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import { Clock } from "../clock.ts";
import { CloudMonitorApi } from "./api/api.ts";
import type { AccessKey } from "./api/authenticate.ts";
import type { Behaviour, Limits } from "./api/options.ts";
import type { Rate } from "./api/throttle.ts";
import type { DueCallback } from "./cloudmonitor.ts";
import { controlApp } from "./control.ts";
import { Live } from "./live.ts";
import type { Posted } from "./post.ts";
import { Clouds } from "./store/accounts.ts";
import { StateFile } from "./store/state-file.ts";

export interface ServeOptions {
  /** At least one; the first one's account is the usual one. */
  keys: readonly [AccessKey, ...AccessKey[]];
  /** Knows keys of further accounts, by id. Default: there are none. */
  findKey?: (id: string) => AccessKey | undefined;
  /** Region of calls that name none. */
  region: string;
  /** 0 for any. */
  port?: number;
  /** Where a callback URL leads on this machine. Default: only addresses of this machine are called. */
  here?: (url: string) => string | undefined;
  /** The ranges that whoever is behind a callback URL takes callbacks from. Default: nobody says. */
  callersOf?: (url: string) => readonly string[] | undefined;
  /** A file that the state is kept in. Default: none, it ends with the server. */
  stateFile?: string | undefined;
  /** Whether rules are evaluated as time passes. Default: true; else from `live.start()` on. */
  timePasses?: boolean;
  behaviour?: Partial<Behaviour>;
  limits?: Partial<Limits>;
  rate?: Rate;
  /** The machine's time, in milliseconds. */
  machine?: () => number;
  /** Between tries of a callback. */
  wait?: (milliseconds: number) => Promise<void>;
  onPosted?: (callback: DueCallback, posted: Posted) => void;
  onWarning?: (text: string) => void;
}

/** The local CloudMonitor behind an address, on which the official clients and the provider find it. */
export interface ServedCloudMonitor {
  /** As `127.0.0.1:40123`. */
  endpoint: string;
  url: string;
  api: CloudMonitorApi;
  live: Live;
  clock: Clock;
  stop(): Promise<void>;
}

/** Starts it. Throws if the state file can't be read. */
export async function serveCloudMonitor(options: ServeOptions): Promise<ServedCloudMonitor> {
  const { keys, region, machine = Date.now } = options;
  const clouds = new Clouds(options.onWarning);
  const file = options.stateFile === undefined ? undefined : new StateFile(options.stateFile, clouds);
  file?.load();
  const clock = new Clock(machine);
  const onChange = () => file?.touch();
  const api = new CloudMonitorApi({
    clouds,
    keys,
    findKey: options.findKey,
    region,
    now: () => clock.now(),
    signedAt: machine,
    newId: randomUUID,
    behaviour: options.behaviour ?? {},
    limits: options.limits ?? {},
    rate: options.rate,
    onChange,
  });
  const { here = onThisMachine, callersOf } = options;
  const live = new Live({
    clouds,
    now: () => clock.now(),
    here,
    callersOf,
    wait: options.wait ?? sleep,
    onPosted: (callback, posted) => {
      onChange();
      options.onPosted?.(callback, posted);
    },
  });
  const control = controlApp({
    api,
    live,
    clock,
    account: keys[0].account,
    region,
    here,
    callersOf,
    onChange,
  });
  const fetch = async (request: Request, { incoming }: HttpBindings): Promise<Response> => {
    if (new URL(request.url).pathname.startsWith("/_local/")) return control.fetch(request);
    const answer = await api.answer(request);
    if (answer instanceof Response) return answer;
    // Whoever called waits in vain until they, or the server, give up.
    if (answer === "timeout") return new Promise(() => {});
    incoming.socket.destroy();
    return new Response(null);
  };
  const { server, port } = await listen(fetch, options.port ?? 0);
  if (options.timePasses !== false) live.start();
  return {
    endpoint: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    api,
    live,
    clock,
    async stop() {
      await live.stop();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      file?.flush();
    },
  };
}

/**
 * How long a connection may be idle, in milliseconds. Longer than clients keep theirs: with Node's 5 seconds a call
 * now and then goes out on a connection that is just being closed.
 */
const KEEP_ALIVE = 75_000;

function listen(
  fetch: (request: Request, bindings: HttpBindings) => Promise<Response>,
  port: number,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const handler = fetch as Parameters<typeof serve>[0]["fetch"];
    const options = {
      fetch: handler,
      hostname: "127.0.0.1",
      port,
      serverOptions: { keepAliveTimeout: KEEP_ALIVE },
    };
    const server = serve(options, (address: AddressInfo) => resolve({ server, port: address.port }));
    server.once("error", reject);
  });
}

/** The same URL if it leads to this machine. */
export function onThisMachine(url: string): string | undefined {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname) ? url : undefined;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
