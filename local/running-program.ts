import { LOCAL_ACCOUNT } from "../program/evaluator/lookups.ts";
import { othersByType } from "../program/model/others.ts";
import type { Program } from "../program/model/program.ts";
import { accessOf, answersAt, type Receiver } from "../program/model/receivers.ts";
import { LOCAL_REGION } from "../program/project/made-up.ts";
import { BINDING } from "../receiver/config/bindings.ts";
import { statusToken } from "../receiver/config/token.ts";
import { readCallbackUrl, statusUrl } from "../receiver/config/urls.ts";
import type { LogEntry } from "../receiver/log.ts";
import type { CloudMonitorApi } from "./cloudmonitor/api/api.ts";
import type { CloudMonitor } from "./cloudmonitor/cloudmonitor.ts";
import { memoryApi } from "./cloudmonitor/memory.ts";
import type { RegionStore } from "./cloudmonitor/store/region.ts";
import { route, standIn } from "./destinations/index.ts";
import type { StandIn } from "./destinations/stand-in.ts";
import type { Ready } from "./events.ts";
import { loadProgram } from "./load/load.ts";
import { CronClock } from "./runtime/cron-clock.ts";
import { fetchOwnAddress } from "./runtime/own-address.ts";
import { scriptVersion } from "./runtime/script.ts";
import { pingUrls } from "./runtime/version.ts";
import { RunningWorker } from "./runtime/worker.ts";
import { serveWeb } from "./web-server.ts";

interface RunOptions {
  /** Programs whose receivers take the program's callbacks too. Default: none. */
  siblings?: readonly Program[] | undefined;
  /** The CloudMonitor that is to have what the program declares. Default: one of its own, without an address. */
  api?: CloudMonitorApi;
  /** Port of the receiver; 0 for any. */
  port?: number;
  /** The ledger's log once time is live. */
  onLog?: (entry: LogEntry) => void;
}

/** A destination's stand-in at its own address. */
interface ServedStandIn {
  kind: string;
  url: string;
  standIn: StandIn;
}

/** A receiver that runs. */
export interface RunningReceiver extends Receiver {
  readonly relay: RunningWorker;
}

/**
 * Everything a program declares, alive on this machine: the Worker in workerd, a CloudMonitor that
 * evaluates its rules, and a stand-in for each destination. Its clock stands at `now()` until somebody
 * moves it or calls `live`.
 */
export class RunningProgram {
  readonly program: Program;
  /** What CloudMonitor has in the program's region, and the part of it that evaluates rules. */
  readonly region: RegionStore;
  readonly cloudMonitor: CloudMonitor;
  /** The same of every account and region that the program has something in. */
  readonly regions: readonly RegionStore[];
  readonly receivers: readonly RunningReceiver[];
  readonly standIns: ReadonlyMap<string, ServedStandIn>;
  readonly #servers: { close(): unknown }[];
  readonly #clock: { now: () => number };
  #crons: { stop(): void } | undefined;

  private constructor(parts: {
    program: Program;
    region: RegionStore;
    regions: RegionStore[];
    receivers: RunningReceiver[];
    standIns: Map<string, ServedStandIn>;
    servers: { close(): unknown }[];
    clock: { now: () => number };
  }) {
    this.program = parts.program;
    this.region = parts.region;
    this.cloudMonitor = parts.region.monitor;
    this.regions = parts.regions;
    this.receivers = parts.receivers;
    this.standIns = parts.standIns;
    this.#servers = parts.servers;
    this.#clock = parts.clock;
  }

  /** Brings up what a program declares. Throws with what CloudMonitor refuses of it. */
  static async open(program: Program, options: RunOptions = {}): Promise<RunningProgram> {
    const at = { account: LOCAL_ACCOUNT, region: program.region ?? LOCAL_REGION };
    const { api = memoryApi(at.region) } = options;
    loadProgram(api, program, at);
    const region = api.clouds.account(at.account).region(at.region);
    const regions = [...api.clouds.regions()];

    const clock = { now: () => Date.now() };
    const standIns = new Map<string, ServedStandIn>();
    const servers: { close(): unknown }[] = [];
    const receivers: RunningReceiver[] = [];
    try {
      for (const receiver of [program, ...(options.siblings ?? [])].flatMap((each) => each.receivers)) {
        const own: StandIn[] = [];
        for (const [name, { kind }] of Object.entries(receiver.config.destinations)) {
          const access = accessOf(receiver, name);
          if (!access) continue;
          const each = standIn(kind, access, () => clock.now());
          const server = await serveWeb(each.app.fetch);
          standIns.set(name, { kind, url: server.url, standIn: each });
          servers.push(server);
          own.push(each);
        }
        const pings = pingUrls(receiver.config, receiver.secrets);
        const relay = await RunningWorker.start(scriptVersion(receiver.resource), {
          name: receiver.scriptName,
          port: receivers.length === 0 ? (options.port ?? 0) : 0,
          outbound: async (request) => {
            const to = receivers.find((each) => answersAt(each, new URL(request.url).hostname));
            return to ? fetchOwnAddress(to.relay, to.relay, request) : route(own, request, pings);
          },
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
    return new RunningProgram({ program, region, regions, receivers, standIns, servers, clock });
  }

  /** The receiver behind a host name, or undefined: then the URL leads off this machine. */
  receiverOf(url: URL): RunningReceiver | undefined {
    return this.receivers.find((receiver) => answersAt(receiver, url.hostname));
  }

  /** The same URL with this machine's address in it. */
  here(text: string): string | undefined {
    const url = new URL(text);
    const receiver = this.receiverOf(url);
    return receiver && `${receiver.relay.url}${url.pathname}${url.search}`;
  }

  /** The ranges that the source behind a callback URL takes callbacks from; undefined: any. */
  callersOf(text: string): readonly string[] | undefined {
    const source = readCallbackUrl(text)?.source;
    return source === undefined ? undefined : this.receiverOf(new URL(text))?.config.sources[source]?.callers;
  }

  /** From now on time is the machine's, and cron triggers fire by it. */
  async live(): Promise<void> {
    this.setClock(() => Date.now());
    await Promise.all(this.receivers.map(({ relay }) => relay.live()));
    const triggered = this.receivers.map(({ crons, relay }) => ({
      crons,
      fire: (cron: string, time: number) => relay.scheduled(cron, time),
    }));
    this.#crons = new CronClock(Date.now(), () => triggered).start(Date.now);
  }

  /** Sets the clock that the stand-ins go by. */
  setClock(now: () => number): void {
    this.#clock.now = now;
  }

  /** `cloudMonitorUrl`: where its API is served. */
  ready(cloudMonitorUrl: string): Ready {
    const [first] = this.receivers;
    if (!first)
      throw new Error("the program declares no AlertReceiver: there is nothing that could take a callback");
    const sources = this.receivers.flatMap(({ config, callbackUrls }) =>
      Object.keys(config.sources).map((name) => {
        const url = callbackUrls[name] ?? "";
        return [name, { callbackUrl: url && (this.here(url) ?? url) }] as const;
      }),
    );
    return {
      event: "ready",
      receiver: first.relay.url,
      sources: Object.fromEntries(sources),
      destinations: Object.fromEntries(
        [...this.standIns].map(([name, { kind, url }]) => [name, { kind, url }]),
      ),
      statusUrl: statusUrl(first.relay.url, statusToken(first.secrets[BINDING.secret] ?? "")),
      cloudmonitor: cloudMonitorUrl,
      rules: this.regions.reduce((sum, { rules }) => sum + rules.size, 0),
      notLookedAt: othersByType(this.program),
    };
  }

  async stop(): Promise<void> {
    this.#crons?.stop();
    await Promise.all(this.receivers.map(({ relay }) => relay.stop()));
    for (const server of this.#servers) server.close();
  }
}
