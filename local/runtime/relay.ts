import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Miniflare, type Request as MiniflareRequest, Response as MiniflareResponse } from "miniflare";
import type { RelayConfig } from "../../receiver/config/config.ts";
import type { LogEntry } from "../../receiver/log.ts";
import type { PlannedResource } from "../evaluator/plan.ts";
import { clockModule, LOG_PREFIX } from "./clock-module.ts";

/** A line of the ledger's log with the time at which it was written. */
export type TimedLogEntry = LogEntry & { time: number };

interface Binding {
  name: string;
  type: string;
  text?: string;
  json?: string;
  className?: string;
}

export interface RelayOptions {
  /** Inputs of the declared `WorkersScript`. */
  script: PlannedResource;
  /** Folder that `contentFile` is relative to. */
  directory: string;
  /** The configuration among its bindings. */
  config: RelayConfig;
  /** 0 for any. */
  port: number;
  /** Answers what the Worker fetches. */
  outbound: (request: Request) => Promise<Response>;
  /** Takes the log in live time. */
  onLog: (entry: LogEntry) => void;
}

/** A declared Worker, running in workerd on this machine. */
export class Relay {
  readonly name: string;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly #miniflare: Miniflare;
  readonly #controlKey: string;

  private constructor(name: string, url: string, miniflare: Miniflare, controlKey: string) {
    this.name = name;
    this.url = url;
    this.#miniflare = miniflare;
    this.#controlKey = controlKey;
  }

  static async start(options: RelayOptions): Promise<Relay> {
    const { inputs } = options.script;
    const name = String(inputs.scriptName);
    const mainModule = String(inputs.mainModule);
    const controlKey = randomBytes(16).toString("hex");
    const bindings = inputs.bindings as Binding[];
    const classes = bindings.filter(({ type }) => type === "durable_object_namespace");
    const miniflare = new Miniflare({
      cf: false,
      handleRuntimeStdio: (stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) => {
        readLines(stdout, (line) => {
          if (line.startsWith(LOG_PREFIX))
            options.onLog(JSON.parse(line.slice(LOG_PREFIX.length)) as LogEntry);
        });
        readLines(stderr, (line) => process.stderr.write(`${line}\n`));
      },
      workers: [
        {
          name,
          modules: [
            {
              type: "ESModule",
              path: "local.mjs",
              contents: clockModule(controlKey, mainModule, Object.keys(options.config.sources)),
            },
            {
              type: "ESModule",
              path: mainModule,
              contents: readFileSync(resolve(options.directory, String(inputs.contentFile)), "utf8"),
            },
          ],
          compatibilityDate: String(inputs.compatibilityDate),
          bindings: Object.fromEntries(bindings.flatMap(bindingValue)),
          durableObjects: Object.fromEntries(
            classes.map((binding) => [
              binding.name,
              { className: String(binding.className), useSQLite: true },
            ]),
          ),
          unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port }],
          outboundService: async (request: MiniflareRequest) => {
            const body = ["GET", "HEAD"].includes(request.method) ? null : await request.text();
            const headers = Object.fromEntries(request.headers);
            const answer = await options.outbound(
              new Request(request.url, { method: request.method, headers, body }),
            );
            const text = await answer.text();
            return new MiniflareResponse(answer.status === 204 ? null : text, {
              status: answer.status,
              headers: Object.fromEntries(answer.headers),
            });
          },
        },
      ],
    });
    const address = await miniflare.unsafeGetDirectURL(name);
    return new Relay(name, address.origin, miniflare, controlKey);
  }

  /**
   * Moves the ledger's clock to `time`, delivering whatever becomes due on the way. Answers the log since
   * the last call, and when something is due next (null if nothing is).
   */
  advance(time: number): Promise<{ log: TimedLogEntry[]; next: number | null }> {
    return this.#control({ advance: time });
  }

  /** From now on the ledger's clock is the machine's. */
  async live(): Promise<void> {
    await this.#control({ live: true });
  }

  stop(): Promise<void> {
    return this.#miniflare.dispose();
  }

  async #control(order: Record<string, unknown>): Promise<{ log: TimedLogEntry[]; next: number | null }> {
    const response = await fetch(this.url, {
      method: "POST",
      headers: { "x-local-control": this.#controlKey },
      body: JSON.stringify(order),
    });
    if (!response.ok)
      throw new Error(`the local Worker's clock: HTTP ${response.status} ${await response.text()}`);
    return (await response.json()) as { log: TimedLogEntry[]; next: number | null };
  }
}

function bindingValue(binding: Binding): [string, string | Record<string, never>][] {
  if (binding.type === "json")
    return [[binding.name, JSON.parse(String(binding.json)) as Record<string, never>]];
  return binding.text === undefined ? [] : [[binding.name, binding.text]];
}

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = "";
  stream.on("data", (data: Buffer) => {
    const lines = (rest + data.toString()).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  });
}
