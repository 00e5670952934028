import type { LogEntry } from "../../receiver/log.ts";
import type { Triggered } from "../runtime/cron-clock.ts";
import type { Binding } from "../runtime/version.ts";
import { RunningWorker } from "../runtime/worker.ts";
import type { Account } from "./accounts.ts";
import { refuse } from "./errors.ts";
import { Locks } from "./locks.ts";
import { applyMigrations, checkClasses, type ObjectState } from "./migrations.ts";
import { activeVersion, type Deployment, newScript, runnable, type Script, type Version } from "./script.ts";
import type { Store } from "./store.ts";
import type { Upload } from "./upload.ts";
import { changedSettings, keptVersions, makeVersion, type Stamp, uuidOf } from "./versions.ts";

/** A script of an account, by its names. */
export interface ScriptName {
  account: string;
  script: string;
}

export interface WorkersOptions {
  store: Store;
  /** Writes down what has changed. */
  save: () => void;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A new identifier of 32 hexadecimal digits. */
  newId: () => string;
  /** Port of the first Worker; 0 for any. */
  port: number;
  /** Answers what a Worker fetches; what it throws fails the Worker's request. */
  outbound: (name: ScriptName, request: Request) => Promise<Response>;
  /** Takes the log of relays in live time. */
  onLog: (entry: LogEntry) => void;
  /** Takes everything else that a Worker writes. */
  onOutput: (name: ScriptName, line: string) => void;
  /** Told of the bindings that a script is about to run with, undefined when it is gone. */
  onChange: (name: ScriptName, bindings: readonly Binding[] | undefined) => void;
}

/** Who deployed, and what was said of it. */
interface Origin {
  source: string;
  annotations?: Record<string, unknown>;
}

/** The scripts of all accounts, and the Workers that run them. One change of a script at a time. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #locks = new Locks();
  readonly #running = new Map<string, RunningWorker>();

  constructor(options: WorkersOptions) {
    this.#options = options;
  }

  /** The running Worker of a script. */
  running(account: Account, script: string): RunningWorker | undefined {
    return this.#running.get(keyOf(account, script));
  }

  /** The cron triggers of an account's scripts. One that is being exchanged fires once the other version runs. */
  triggered(account: Account): Triggered[] {
    return Object.values(account.scripts).map(({ name, schedules }) => ({
      crons: schedules.map(({ cron }) => cron),
      fire: (cron, time) =>
        this.#exclusive(account, name, async () => this.running(account, name)?.scheduled(cron, time)),
    }));
  }

  /** Starts every script that an account has already. */
  async resume(account: Account): Promise<void> {
    for (const script of Object.values(account.scripts)) await this.#run(account, script);
  }

  /** Uploads a script and lets it run: `PUT scripts/{name}`. */
  upload(account: Account, name: string, upload: Upload, origin: Origin): Promise<Script> {
    return this.#exclusive(account, name, async (before) => {
      const { metadata } = upload;
      const version = await makeVersion(name, upload, before, this.#stamp(before, origin));
      const objects: ObjectState = before ?? { migrationTag: undefined, classes: {} };
      const after = applyMigrations(objects, metadata.migrations, version, this.#options.newId);
      checkClasses(after.classes, version);
      const script = before ?? newScript(name, this.#options.newId(), this.#time());
      const settings = changedSettings(script.settings, metadata);
      const { annotations } = metadata;
      return this.#deploy(account, { ...script, ...after, settings }, version, { ...origin, annotations });
    });
  }

  /** Keeps a version without letting it run: `POST scripts/{name}/versions`. */
  addVersion(account: Account, name: string, upload: Upload, origin: Origin): Promise<Version> {
    return this.#exclusive(account, name, async (before) => {
      const script = existing(before);
      if (upload.metadata.migrations) throw refuse("migrationInVersion");
      const version = await makeVersion(name, upload, script, this.#stamp(script, origin));
      checkClasses(script.classes, version);
      const versions = keptVersions([...script.versions, version], script.deployments[0]?.versionId);
      this.#keep(account, { ...script, versions });
      return version;
    });
  }

  /** Lets a version run that was uploaded before. */
  deployVersion(account: Account, name: string, id: string, origin: Origin): Promise<Script> {
    return this.#exclusive(account, name, async (before) => {
      const script = existing(before);
      const version = script.versions.find((each) => each.id === id);
      if (!version) throw refuse("noVersion");
      checkClasses(script.classes, version);
      return this.#deploy(account, script, version, origin);
    });
  }

  /** Makes a version out of the running one and lets it run: a changed secret, changed settings. */
  change(
    account: Account,
    name: string,
    origin: Origin,
    change: (version: Version, script: Script) => Partial<Version>,
  ): Promise<Script> {
    return this.#exclusive(account, name, async (before) => {
      const script = existing(before);
      const current = activeVersion(script);
      const version = { ...current, ...change(current, script), ...this.#stamp(script, origin) };
      checkClasses(script.classes, version);
      return this.#deploy(account, script, version, origin);
    });
  }

  /** Changes what does not belong to a version. */
  adjust(account: Account, name: string, change: (script: Script) => Partial<Script>): Promise<Script> {
    return this.#exclusive(account, name, async (before) => {
      const script = existing(before);
      return this.#keep(account, { ...script, ...change(script) });
    });
  }

  /** Stops a script and deletes it, with its Durable Objects and its custom domains. */
  remove(account: Account, name: string): Promise<void> {
    return this.#exclusive(account, name, async (before) => {
      const script = existing(before);
      delete account.scripts[name];
      for (const { hostname, service } of Object.values(account.domains)) {
        if (service === name) delete account.domains[hostname];
      }
      this.#options.save();
      await this.#running.get(keyOf(account, name))?.stop();
      this.#running.delete(keyOf(account, name));
      for (const { namespaceId } of Object.values(script.classes)) this.#options.store.forget(namespaceId);
      this.#options.onChange({ account: account.id, script: name }, undefined);
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((worker) => worker.stop()));
    this.#running.clear();
  }

  #exclusive<T>(
    account: Account,
    name: string,
    work: (before: Script | undefined) => Promise<T>,
  ): Promise<T> {
    return this.#locks.hold(keyOf(account, name), () => work(account.scripts[name]));
  }

  async #deploy(account: Account, script: Script, version: Version, origin: Origin): Promise<Script> {
    const deployment: Deployment = {
      id: uuidOf(this.#options.newId()),
      createdOn: this.#time(),
      source: origin.source,
      versionId: version.id,
      annotations: origin.annotations ?? {},
    };
    const others = script.versions.filter(({ id }) => id !== version.id);
    const versions = keptVersions([...others, version], version.id);
    const deployments = [deployment, ...script.deployments].filter(({ versionId }) =>
      versions.some(({ id }) => id === versionId),
    );
    const after: Script = { ...script, modifiedOn: deployment.createdOn, versions, deployments };
    const before = account.scripts[script.name];
    try {
      await this.#run(account, after);
    } catch (error) {
      throw refuse("startup", error instanceof Error ? error.message : String(error));
    }
    this.#keep(account, after);
    const kept = Object.values(after.classes).map(({ namespaceId }) => namespaceId);
    for (const { namespaceId } of Object.values(before?.classes ?? {})) {
      if (!kept.includes(namespaceId)) this.#options.store.forget(namespaceId);
    }
    return after;
  }

  async #run(account: Account, script: Script): Promise<void> {
    const name = { account: account.id, script: script.name };
    const version = runnable(activeVersion(script), script.classes);
    const running = this.running(account, script.name);
    const previous = running?.version.bindings;
    // First, so that there is somebody to answer what the new version fetches.
    this.#options.onChange(name, version.bindings);
    try {
      if (running) await running.replace(version);
      else this.#running.set(keyOf(account, script.name), await this.#start(name, version));
    } catch (error) {
      this.#options.onChange(name, previous);
      throw error;
    }
  }

  #start(name: ScriptName, version: ReturnType<typeof runnable>): Promise<RunningWorker> {
    const { store, port, outbound, onLog, onOutput } = this.#options;
    return RunningWorker.start(version, {
      name: name.script,
      port: this.#running.size === 0 ? port : 0,
      storage: store.objects,
      outbound: (request) => outbound(name, request),
      onLog,
      onOutput: (line) => onOutput(name, line),
    });
  }

  #keep(account: Account, script: Script): Script {
    account.scripts[script.name] = script;
    this.#options.save();
    return script;
  }

  #stamp(script: Script | undefined, { source }: Origin): Stamp {
    const last = Math.max(0, ...(script?.versions ?? []).map(({ number }) => number));
    return { id: uuidOf(this.#options.newId()), number: last + 1, createdOn: this.#time(), source };
  }

  #time(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function existing(script: Script | undefined): Script {
  if (!script) throw refuse("noScript");
  return script;
}

function keyOf({ id }: Account, script: string): string {
  return `${id}/${script}`;
}
