import { randomBytes } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { CronClock } from "../runtime/cron-clock.ts";
import type { RunningWorker } from "../runtime/worker.ts";
import { Accounts, type AccountsOptions } from "./accounts.ts";
import { api, BASE_PATH, type Call } from "./api.ts";
import { controlApp } from "./control.ts";
import { Faults } from "./faults.ts";
import { gateway, workerAt } from "./gateway.ts";
import { Store } from "./store.ts";
import { Workers, type WorkersOptions } from "./workers.ts";

export interface CloudflareOptions
  extends AccountsOptions,
    Partial<Pick<WorkersOptions, "outbound" | "onLog" | "onOutput" | "onChange" | "now">> {
  /** Port of the API; 0 for any. */
  port?: number;
  /** Port at which Workers answer for their host names; 0 for any. */
  gatewayPort?: number;
  /** Answers at the Workers' port for hosts that are no Worker's; throws for those that nobody knows. */
  elsewhere?: (request: Request) => Promise<Response>;
  /** Port of the first Worker itself; 0 for any. */
  workerPort?: number;
  /** Folder that keeps scripts and the storage of Durable Objects. Default: all is gone after `stop`. */
  state?: string;
}

/**
 * Cloudflare on this machine, as far as Workers go: its HTTP API, and what is uploaded runs in workerd at
 * once. It answers the official clients, Wrangler and the provider when their base URL is `baseUrl`.
 */
export class Cloudflare {
  /** What clients know as `CLOUDFLARE_BASE_URL` or `CLOUDFLARE_API_BASE_URL`. */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT`, where Workers answer for the host name in `Host`. */
  readonly gatewayUrl: string;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** Every call of the API so far. */
  readonly calls: readonly Call[];
  readonly accounts: Accounts;
  readonly workers: Workers;
  /** Fires cron triggers; by itself, it goes with the machine's clock. */
  readonly crons: CronClock;
  readonly #cronTimer: { stop(): void };
  readonly #servers: Server[];
  readonly #store: Store;

  private constructor(
    parts: Pick<Cloudflare, "faults" | "calls" | "accounts" | "workers" | "crons">,
    store: Store,
    servers: Server[],
    now: () => number,
  ) {
    this.faults = parts.faults;
    this.calls = parts.calls;
    this.accounts = parts.accounts;
    this.workers = parts.workers;
    this.crons = parts.crons;
    this.#cronTimer = this.crons.start(now);
    this.#store = store;
    this.#servers = servers;
    const [apiUrl, gatewayUrl] = servers.map(urlOf);
    this.baseUrl = `${apiUrl}${BASE_PATH}`;
    this.gatewayUrl = gatewayUrl ?? "";
  }

  static async open(options: CloudflareOptions = {}): Promise<Cloudflare> {
    const { now = Date.now } = options;
    const newId = () => randomBytes(16).toString("hex");
    const store = new Store(options.state);
    const accounts = new Accounts(options, store.read());
    const save = () => store.write(accounts.list());
    const workers = new Workers({
      store,
      save,
      now,
      newId,
      port: options.workerPort ?? 0,
      outbound: options.outbound ?? offline,
      onLog: options.onLog ?? (() => {}),
      onOutput: options.onOutput ?? (({ script }, line) => process.stderr.write(`${script}: ${line}\n`)),
      onChange: options.onChange ?? (() => {}),
    });
    const faults = new Faults();
    const calls: Call[] = [];
    const app = api({ accounts, workers, save, now, newId }, faults, calls);
    const control = controlApp(faults, calls);
    const listener = getRequestListener((request, bindings) =>
      new URL(request.url).pathname.startsWith("/_local/")
        ? control.fetch(request)
        : app.fetch(request, bindings as HttpBindings),
    );
    const servers: Server[] = [];
    try {
      for (const account of accounts.list()) await workers.resume(account);
      servers.push(await listen(listener, options.port ?? 0));
      const find = (hostname: string) => workerAt(accounts, workers, hostname);
      servers.push(await listen(gateway(find, options.elsewhere ?? nowhere), options.gatewayPort ?? 0));
    } catch (error) {
      for (const server of servers) server.close();
      await workers.stop();
      store.close();
      throw error;
    }
    const crons = new CronClock(now(), () =>
      accounts.list().flatMap((account) => workers.triggered(account)),
    );
    return new Cloudflare({ faults, calls, accounts, workers, crons }, store, servers, now);
  }

  /** The running Worker that a host name leads to. */
  workerAt(hostname: string): RunningWorker | undefined {
    return workerAt(this.accounts, this.workers, hostname);
  }

  async stop(): Promise<void> {
    this.#cronTimer.stop();
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    await this.workers.stop();
    this.#store.close();
  }
}

function offline(_name: unknown, request: Request): Promise<Response> {
  return nowhere(request);
}

async function nowhere(request: Request): Promise<Response> {
  throw new Error(`${new URL(request.url).origin} is not on this machine`);
}

function listen(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
