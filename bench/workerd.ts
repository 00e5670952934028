import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Worker to run in workerd itself, without anything between it and the socket. */
export interface WorkerSpec {
  /** Modules by name; the first is the main one. */
  modules: Record<string, string>;
  compatibilityDate: string;
  /** Text bindings, and JSON bindings as values that are not text. */
  bindings: Record<string, unknown>;
  /** Durable Object classes by binding. */
  objects: Record<string, string>;
  /** Where everything that the Worker fetches goes, as to a proxy: `127.0.0.1:PORT`. Default: nowhere. */
  outbound?: string;
}

const require = createRequire(createRequire(import.meta.url).resolve("miniflare"));
const binary = (require("workerd") as { default: string }).default;

/** A workerd process of one's own, with its storage on disk, that can be killed and started again. */
export class Workerd {
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(spec: WorkerSpec): Promise<Workerd> {
    const folder = mkdtempSync(join(tmpdir(), "relay-workerd-"));
    mkdirSync(join(folder, "storage"));
    for (const [name, text] of Object.entries(spec.modules)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "config.capnp"), configText(spec, join(folder, "storage")));
    // The port stays the same over restarts, as a deployed Worker's address does.
    const first = new Workerd(folder, 0);
    const port = await first.run();
    const workerd = new Workerd(folder, port);
    workerd.#process = first.#process;
    return workerd;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Starts the process and answers its port. */
  async run(): Promise<number> {
    const args = [
      "serve",
      "--experimental",
      `--socket-addr=http=127.0.0.1:${this.#port}`,
      "--control-fd=3",
      "config.capnp",
    ];
    const child = spawn(binary, args, { cwd: this.#folder, stdio: ["ignore", "ignore", "pipe", "pipe"] });
    this.#process = child;
    let errors = "";
    child.stderr?.on("data", (data: Buffer) => {
      errors += data.toString();
    });
    return new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`workerd ended with ${code}: ${errors.slice(0, 2000)}`)));
      let lines = "";
      child.stdio[3]?.on("data", (data: Buffer) => {
        lines += data.toString();
        const port = /"event":"listen","socket":"http","port":(\d+)/.exec(lines)?.[1];
        if (port) resolve(Number(port));
      });
    });
  }

  /** Ends the process at once, as a power failure would. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** Ends the process and removes what it stored. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function configText(spec: WorkerSpec, storage: string): string {
  const text = (value: string) => JSON.stringify(value);
  const modules = Object.keys(spec.modules).map(
    (name) => `(name = ${text(name)}, esModule = embed ${text(name)})`,
  );
  const bindings = [
    ...Object.entries(spec.bindings).map(([name, value]) =>
      typeof value === "string"
        ? `(name = ${text(name)}, text = ${text(value)})`
        : `(name = ${text(name)}, json = ${text(JSON.stringify(value))})`,
    ),
    ...Object.entries(spec.objects).map(
      ([name, each]) => `(name = ${text(name)}, durableObjectNamespace = ${text(each)})`,
    ),
  ];
  const objects = Object.values(spec.objects).map(
    (each) => `(className = ${text(each)}, uniqueKey = ${text(each)}, enableSql = true)`,
  );
  const out = spec.outbound
    ? `external = (address = ${text(spec.outbound)}, http = (style = proxy))`
    : "network = (allow = [])";
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "disk", disk = (path = ${text(storage)}, writable = true)),
    (name = "out", ${out}),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  compatibilityDate = ${text(spec.compatibilityDate)},
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${objects.join(", ")}],
  durableObjectStorage = (localDisk = "disk"),
  globalOutbound = "out",
);
`;
}
