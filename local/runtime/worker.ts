import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { HttpOptions_Style, Miniflare, MiniflareOptions } from "miniflare";
import type { LogEntry } from "../../receiver/log.ts";
import { serveWeb, type WebServer } from "../web-server.ts";
import { miniflareBindings } from "./bindings.ts";
import { clockModule, LOG_PREFIX } from "./clock-module.ts";
import { Front } from "./front.ts";
import { loadMiniflare } from "./miniflare.ts";
import { miniflareModules } from "./modules.ts";
import { relayConfigOf, type WorkerVersion } from "./version.ts";

/** A line of the ledger's log with the time at which it was written. */
type TimedLogEntry = LogEntry & { time: number };

/** What a relay did while its clock moved, and when something is due next (null if nothing is). */
interface Advanced {
  log: TimedLogEntry[];
  next: number | null;
}

interface WorkerOptions {
  name: string;
  /** 0 for any. */
  port: number;
  /** Folder in which Durable Objects are kept. Default: they are gone when the Worker stops. */
  storage?: string;
  /** Answers what the Worker fetches; what it throws fails the Worker's request, as `serveWeb` says. */
  outbound: (request: Request) => Promise<Response>;
  /** Takes a relay's log in live time. */
  onLog: (entry: LogEntry) => void;
  /** Takes every other line that the Worker writes. */
  onOutput: (line: string) => void;
}

/**
 * A Worker that runs in workerd on this machine, and goes on under the same address when another
 * version of it is uploaded. A relay has a clock that can be moved; any other Worker runs as it is.
 */
export class RunningWorker {
  readonly name: string;
  readonly #options: WorkerOptions;
  readonly #front: Front;
  readonly #outbound: WebServer;
  readonly #controlKey = randomBytes(16).toString("hex");
  #version: WorkerVersion;
  #miniflare: Miniflare | undefined;
  #address: URL | undefined;
  /** Where a relay's clock stands; undefined while it is the machine's. */
  #standing: number | undefined;
  /** Log of a version that is gone, until the clock is moved again. */
  #log: TimedLogEntry[] = [];

  private constructor(version: WorkerVersion, options: WorkerOptions, front: Front, outbound: WebServer) {
    this.name = options.name;
    this.#version = version;
    this.#options = options;
    this.#front = front;
    this.#outbound = outbound;
  }

  static async start(version: WorkerVersion, options: WorkerOptions): Promise<RunningWorker> {
    const front = await Front.listen(options.port);
    const worker = new RunningWorker(version, options, front, await serveWeb(options.outbound));
    try {
      await worker.#run(version);
      return worker;
    } catch (error) {
      await worker.stop();
      throw error;
    }
  }

  /** `http://127.0.0.1:PORT`, the same for all versions. */
  get url(): string {
    return this.#front.url;
  }

  get version(): WorkerVersion {
    return this.#version;
  }

  /**
   * Exchanges the running version. Requests wait meanwhile; Durable Objects keep their storage. If the
   * new version does not run, the old one goes on, and the reason is thrown.
   */
  async replace(version: WorkerVersion): Promise<void> {
    await this.#front.hold();
    if (this.#standing !== undefined) this.#log = (await this.#control({ advance: this.#standing })).log;
    try {
      await this.#run(version);
    } catch (error) {
      await this.#run(this.#version);
      throw error;
    }
  }

  /** Moves a relay's clock to `time`, delivering whatever becomes due on the way. */
  async advance(time: number): Promise<Advanced> {
    this.#standing = time;
    return this.#control({ advance: time });
  }

  /** From now on a relay's clock is the machine's. */
  async live(): Promise<void> {
    this.#standing = undefined;
    await this.#control({ live: true });
  }

  /** Fires a cron trigger. What comes of it is told where it is not well. */
  async scheduled(cron: string, scheduledTime: number): Promise<void> {
    const worker = await this.#miniflare?.getWorker(this.name);
    const run = await worker?.scheduled({ cron, scheduledTime: new Date(scheduledTime) });
    if (run && run.outcome !== "ok")
      this.#options.onOutput(`the cron trigger ${cron} failed: ${run.outcome}`);
  }

  async stop(): Promise<void> {
    this.#front.close();
    await this.#miniflare?.dispose();
    this.#outbound.close();
  }

  async #run(version: WorkerVersion): Promise<void> {
    this.#address = await this.#listen(version, ANY_PORTS).catch(async (error) => {
      if (error.code !== "ERR_ADDRESS_IN_USE") throw error;
      // Another version listens where the one before did, and somebody took that port between the two.
      return this.#listen(version, { entry: await freePort(), direct: await freePort() });
    });
    this.#version = version;
    if (this.#standing !== undefined) await this.#control({ resume: this.#standing });
    this.#front.release(this.#address);
  }

  /** Runs a version in place of the one before, and says where. */
  async #listen(version: WorkerVersion, ports: Ports): Promise<URL> {
    const { HttpOptions_Style, Miniflare } = await loadMiniflare();
    const options = this.#miniflareOptions(version, HttpOptions_Style.PROXY, ports);
    if (this.#miniflare) await this.#miniflare.setOptions(options);
    else this.#miniflare = new Miniflare(options);
    return this.#miniflare.unsafeGetDirectURL(this.name);
  }

  #miniflareOptions(version: WorkerVersion, style: HttpOptions_Style, ports: Ports): MiniflareOptions {
    const config = relayConfigOf(version.bindings);
    const { Ledger, Delivery } = version.classes;
    const wrapper =
      config && Ledger
        ? clockModule(this.#controlKey, version.mainModule, {
            Ledger: Object.keys(config.sources),
            ...(Delivery && { Delivery: Object.keys(config.destinations) }),
          })
        : undefined;
    return {
      cf: false,
      port: ports.entry,
      ...(this.#options.storage !== undefined && { durableObjectsPersist: this.#options.storage }),
      handleRuntimeStdio: (stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) => {
        readLines(stdout, (line) => this.#takeLine(line));
        readLines(stderr, this.#options.onOutput);
      },
      workers: [
        {
          name: this.name,
          cache: false,
          modules: miniflareModules(version, wrapper),
          compatibilityDate: version.compatibilityDate,
          compatibilityFlags: version.compatibilityFlags,
          ...miniflareBindings(version),
          unsafeDirectSockets: [{ host: "127.0.0.1", port: ports.direct }],
          // A real connection, which can break or hang as one.
          outboundService: {
            external: { address: this.#outbound.address, http: { style } },
          },
        },
      ],
    };
  }

  #takeLine(line: string): void {
    if (line.startsWith(LOG_PREFIX))
      this.#options.onLog(JSON.parse(line.slice(LOG_PREFIX.length)) as LogEntry);
    else this.#options.onOutput(line);
  }

  async #control(order: Record<string, unknown>): Promise<Advanced> {
    if (!this.#address) throw new Error(`the Worker ${this.name} does not run`);
    const response = await fetch(this.#address, {
      method: "POST",
      headers: { "x-local-control": this.#controlKey },
      body: JSON.stringify(order),
    });
    if (!response.ok)
      throw new Error(`the local Worker's clock: HTTP ${response.status} ${await response.text()}`);
    const { log, next } = (await response.json()) as Advanced;
    return { log: [...this.#log.splice(0), ...log], next };
  }
}

/** Where Miniflare listens: for itself, and for this Worker. 0: any, and the same one for the next version. */
interface Ports {
  entry: number;
  direct: number;
}

const ANY_PORTS: Ports = { entry: 0, direct: 0 };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = "";
  stream.on("data", (data: Buffer) => {
    const lines = (rest + data.toString()).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  });
}
