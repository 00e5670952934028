import type { Plan } from "../program/evaluator/plan.ts";
import { configurationOf, REGION } from "../program/project/configuration.ts";
import { evaluateProject } from "../program/project/evaluate.ts";
import { LOCAL_REGION } from "../program/project/made-up.ts";
import { readProject } from "../program/project/project.ts";
import { statusToken } from "../receiver/config/token.ts";
import { statusUrl } from "../receiver/config/urls.ts";
import type { LogEntry } from "../receiver/log.ts";
import type { CloudMonitor } from "./cloudmonitor/cloudmonitor.ts";
import { route, standIn } from "./destinations/index.ts";
import type { StandIn } from "./destinations/stand-in.ts";
import type { Ready } from "./events.ts";
import { declaredCloudMonitor } from "./load/cloudmonitor.ts";
import { type Declared, type DeclaredReceiver, readDeclared } from "./load/declarations.ts";
import { declaredVersion } from "./runtime/declared.ts";
import { RunningWorker } from "./runtime/worker.ts";
import { serveWeb } from "./web-server.ts";

interface ProgramOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  /** Configuration that is given instead of made up, by key. */
  config?: Record<string, string>;
}

interface RunOptions {
  /** Folder that the plan's file names are relative to. */
  directory: string;
  /** Region of the account. Default: cn-hangzhou. */
  region?: string;
  /** Port of the receiver; 0 for any. */
  port?: number;
  /** The ledger's log once time is live. */
  onLog?: (entry: LogEntry) => void;
}

/** What a program declares with a configuration that is good for this machine. Throws `ProgramError`. */
export async function planOf({
  directory,
  config: given = {},
}: ProgramOptions): Promise<{ plan: Plan; region: string }> {
  const project = readProject(directory);
  const configuration = configurationOf(project, given);
  const plan = await evaluateProject(project, "local", configuration);
  return { plan, region: configuration.config[REGION] ?? LOCAL_REGION };
}

/** A destination's stand-in at its own address. */
interface ServedStandIn {
  kind: string;
  url: string;
  standIn: StandIn;
}

/** A receiver that runs, with what is known of it. */
export interface RunningReceiver extends DeclaredReceiver {
  relay: RunningWorker;
}

/**
 * Everything a program declares, alive on this machine: the Worker in workerd, a CloudMonitor that
 * evaluates its rules, and a stand-in for each destination. Its clock stands at `now()` until somebody
 * moves it or calls `live`.
 */
export class RunningProgram {
  readonly plan: Plan;
  readonly declared: Declared;
  readonly cloudMonitor: CloudMonitor;
  readonly receivers: RunningReceiver[];
  readonly standIns: Map<string, ServedStandIn>;
  readonly #servers: { close(): unknown }[];
  readonly #clock: { now: () => number };

  private constructor(parts: {
    plan: Plan;
    declared: Declared;
    cloudMonitor: CloudMonitor;
    receivers: RunningReceiver[];
    standIns: Map<string, ServedStandIn>;
    servers: { close(): unknown }[];
    clock: { now: () => number };
  }) {
    this.plan = parts.plan;
    this.declared = parts.declared;
    this.cloudMonitor = parts.cloudMonitor;
    this.receivers = parts.receivers;
    this.standIns = parts.standIns;
    this.#servers = parts.servers;
    this.#clock = parts.clock;
  }

  /** Brings up what a program declares. */
  static async open(plan: Plan, options: RunOptions): Promise<RunningProgram> {
    const declared = readDeclared(plan);
    const { region = LOCAL_REGION } = options;
    const cloudMonitor = declaredCloudMonitor(declared, region);

    const clock = { now: () => Date.now() };
    const standIns = new Map<string, ServedStandIn>();
    const servers: { close(): unknown }[] = [];
    const receivers: RunningReceiver[] = [];
    try {
      for (const receiver of declared.receivers) {
        const own: StandIn[] = [];
        for (const [name, { kind }] of Object.entries(receiver.config.destinations)) {
          const access = receiver.access[name];
          if (!access) continue;
          const each = standIn(kind, access, () => clock.now());
          const server = await serveWeb(each.app.fetch);
          standIns.set(name, { kind, url: server.url, standIn: each });
          servers.push(server);
          own.push(each);
        }
        const relay = await RunningWorker.start(declaredVersion(receiver.script), {
          name: String(receiver.script.inputs.scriptName),
          port: receivers.length === 0 ? (options.port ?? 0) : 0,
          outbound: (request) => route(own, request),
          onLog: options.onLog ?? (() => {}),
          onOutput: (line) => process.stderr.write(`${line}\n`),
        });
        receivers.push({ ...receiver, relay });
      }
    } catch (error) {
      for (const { relay } of receivers) await relay.stop();
      for (const server of servers) server.close();
      throw error;
    }
    return new RunningProgram({ plan, declared, cloudMonitor, receivers, standIns, servers, clock });
  }

  /** The receiver behind a host name, or undefined: then the URL leads off this machine. */
  receiverOf(url: URL): RunningReceiver | undefined {
    return this.receivers.find(
      ({ hostnames, relay }) =>
        hostnames.includes(url.hostname) ||
        (url.hostname.startsWith(`${relay.name}.`) && url.hostname.endsWith(".workers.dev")),
    );
  }

  /** The same URL with this machine's address in it. */
  here(url: string): string | undefined {
    const declared = new URL(url);
    const receiver = this.receiverOf(declared);
    return receiver && `${receiver.relay.url}${declared.pathname}${declared.search}`;
  }

  /** Sets the clock that the stand-ins go by. */
  setClock(now: () => number): void {
    this.#clock.now = now;
  }

  async ready(): Promise<Ready> {
    const [first] = this.receivers;
    if (!first)
      throw new Error("the program declares no AlertReceiver: there is nothing that could take a callback");
    const sources = this.receivers.flatMap(({ config }) => Object.keys(config.sources));
    const urls = this.#callbackUrls();
    const secret = secretOf(first);
    return {
      event: "ready",
      receiver: first.relay.url,
      sources: Object.fromEntries(sources.map((name) => [name, { callbackUrl: urls[name] ?? "" }])),
      destinations: Object.fromEntries(
        [...this.standIns].map(([name, { kind, url }]) => [name, { kind, url }]),
      ),
      statusUrl: statusUrl(first.relay.url, statusToken(secret)),
      rules: this.cloudMonitor.rules.size,
    };
  }

  /** Callback URL of each source on this machine, as the receivers' own output gives them. */
  #callbackUrls(): Record<string, string> {
    const components = this.plan.resources.filter(
      ({ type }) => type === "cloudmonitor-relay:index:AlertReceiver",
    );
    const urls = components.flatMap(({ outputs }) =>
      Object.entries((outputs.callbackUrls ?? {}) as Record<string, string>),
    );
    return Object.fromEntries(urls.map(([name, url]) => [name, this.here(url) ?? url]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.receivers.map(({ relay }) => relay.stop()));
    for (const server of this.#servers) server.close();
  }
}

function secretOf(receiver: DeclaredReceiver): string {
  const bindings = receiver.script.inputs.bindings as { name: string; text?: string }[];
  return bindings.find(({ name }) => name === "CALLBACK_SECRET")?.text ?? "";
}
