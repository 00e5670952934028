import { LOCAL_ACCOUNT } from "../program/evaluator/lookups.ts";
import { givenConfig, REGION } from "../program/project/configuration.ts";
import { LOCAL_PASSPHRASE, LocalStackFile } from "../program/project/local-stack-file.ts";
import { madeUpConfiguration } from "../program/project/made-up-stack.ts";
import { readProject } from "../program/project/project.ts";
import type { LogEntry } from "../receiver/log.ts";
import { type ServedCloudflare, serveCloudflare, type UploadedDestination } from "./cloudflare/serve.ts";
import { findLocalKey, localKey } from "./cloudmonitor/keys.ts";
import { onThisMachine, type ServedCloudMonitor, serveCloudMonitor } from "./cloudmonitor/serve.ts";
import type { StackReady } from "./events.ts";
import { offlineExcept } from "./offline-environment.ts";

interface StackCloudsOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  /** Name of the stack that lives on this machine. */
  stack: string;
  /** Configuration that is given instead of made up, by key. */
  config: Record<string, string>;
  /** Ports of the APIs and of the Workers by host name; 0 for any. */
  ports: { cloudMonitor: number; cloudflare: number; workers: number };
  /** A file that CloudMonitor's state is kept in; Cloudflare's goes to a folder beside it. Default: none is kept. */
  state?: string | undefined;
  onDestination: (destination: UploadedDestination) => void;
  onLog: (entry: LogEntry) => void;
  onWarning: (text: string) => void;
}

/** Both clouds as APIs, for the real Pulumi: empty until somebody runs `pulumi up`. Time is the machine's. */
export class StackClouds {
  readonly ready: StackReady;
  readonly #cloudflare: ServedCloudflare;
  readonly #cloudMonitor: ServedCloudMonitor;

  private constructor(ready: StackReady, cloudflare: ServedCloudflare, cloudMonitor: ServedCloudMonitor) {
    this.ready = ready;
    this.#cloudflare = cloudflare;
    this.#cloudMonitor = cloudMonitor;
  }

  /** Starts them and writes the stack's configuration. Throws where the stack is a real one. */
  static async open(options: StackCloudsOptions): Promise<StackClouds> {
    const { directory, stack, ports, state } = options;
    const project = readProject(directory);
    const file = new LocalStackFile(project, stack);
    const local = await madeUpConfiguration(project, stack, options.config);
    const given = Object.keys(givenConfig(project, options.config));
    const kept = given.includes(REGION) ? undefined : file.config[REGION];
    const region = String(kept ?? local.config[REGION]);
    const cloudflare = await serveCloudflare({
      port: ports.cloudflare,
      gatewayPort: ports.workers,
      ...(state !== undefined && { state: `${state}.cloudflare` }),
      onDestination: options.onDestination,
      onLog: options.onLog,
    });
    try {
      const key = localKey(LOCAL_ACCOUNT);
      const cloudMonitor = await serveCloudMonitor({
        keys: [key],
        findKey: findLocalKey,
        region,
        // The one that the stack's state knows, so that a restart changes nothing in it.
        port: ports.cloudMonitor || file.cloudMonitorPort,
        stateFile: state,
        here: (url) => cloudflare.here(url) ?? onThisMachine(url),
        onWarning: options.onWarning,
        onPosted: ({ rule, url }, { status, body }) => {
          if (status !== 200)
            options.onWarning(
              `the callback of ${rule.ruleName} to ${new URL(url).host} failed: ${status ?? body}`,
            );
        },
      });
      file.write(local, given, cloudMonitor.endpoint);
      const environment = {
        ALIBABA_CLOUD_ACCESS_KEY_ID: key.id,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret,
        ...cloudflare.environment,
        ...offlineExcept([cloudMonitor.endpoint]),
        PULUMI_BACKEND_URL: "file://~",
        PULUMI_CONFIG_PASSPHRASE: LOCAL_PASSPHRASE,
      };
      const ready: StackReady = {
        event: "stack",
        stack,
        file: file.name,
        region,
        cloudMonitor: cloudMonitor.url,
        cloudflare: cloudflare.cloudflare.baseUrl,
        workers: cloudflare.cloudflare.gatewayUrl,
        environment,
      };
      return new StackClouds(ready, cloudflare, cloudMonitor);
    } catch (error) {
      await cloudflare.stop();
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      throw new Error(
        `port ${ports.cloudMonitor || file.cloudMonitorPort} is taken: end what listens there, or give another with --cloudmonitor-port`,
      );
    }
  }

  async stop(): Promise<void> {
    await this.#cloudMonitor.stop();
    await this.#cloudflare.stop();
  }
}
