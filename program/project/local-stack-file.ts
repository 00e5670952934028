import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parse, stringify } from "yaml";
import type { Configuration } from "./configuration.ts";
import { Passphrase } from "./passphrase.ts";
import type { Project } from "./project.ts";
import { stackFilePath } from "./stack-file.ts";

/** Opens the secrets of a stack on this machine. They are made up, so it is no secret itself. */
export const LOCAL_PASSPHRASE = "local";

/** What the alicloud provider needs besides its environment to find the local CloudMonitor. */
const ENDPOINTS = "alicloud:endpoints";

interface Content {
  encryptionsalt?: string;
  config?: Record<string, unknown>;
}

/** The file of configuration of a stack that lives on this machine. */
export class LocalStackFile {
  readonly name: string;
  readonly #path: string;
  readonly #content: Content;

  /** Throws where the stack is not of this machine: a real one's configuration is never touched. */
  constructor(project: Project, stack: string) {
    if (!/^[\w.-]+$/.test(stack)) throw new Error(`--stack: "${stack}" can't be the name of a stack`);
    this.#path = stackFilePath(project, stack);
    this.name = basename(this.#path);
    this.#content = existsSync(this.#path)
      ? ((parse(readFileSync(this.#path, "utf8")) ?? {}) as Content)
      : {};
    if (!isLocal(this.#content.config ?? {}))
      throw new Error(
        `${this.#path} is the configuration of a stack that is not on this machine; give --stack another name`,
      );
  }

  /** What it holds by full key, as it is written: secrets are encrypted. */
  get config(): Record<string, unknown> {
    return this.#content.config ?? {};
  }

  /** Port of the local CloudMonitor when it last served the stack; 0 if it never did. */
  get cloudMonitorPort(): number {
    const [endpoints] = (this.config[ENDPOINTS] ?? []) as { cms?: string }[];
    return Number(endpoints?.cms?.split(":")[1] ?? 0);
  }

  /**
   * Writes the configuration with which `pulumi up` works against this machine: what is `given` goes before
   * what the file holds already, and that before what is made up. `cloudMonitor` is `127.0.0.1:PORT`.
   */
  write({ config, secretKeys }: Configuration, given: readonly string[], cloudMonitor: string): void {
    const { encryptionsalt } = this.#content;
    const passphrase = encryptionsalt
      ? Passphrase.open(LOCAL_PASSPHRASE, encryptionsalt)
      : Passphrase.create(LOCAL_PASSPHRASE);
    const added = Object.entries(config)
      .filter(([key]) => given.includes(key) || !(key in this.config))
      .map(([key, value]) => [key, secretKeys.includes(key) ? passphrase.secure(value) : value]);
    const all = {
      ...this.config,
      ...Object.fromEntries(added),
      "alicloud:protocol": "HTTP",
      [ENDPOINTS]: [{ cms: cloudMonitor, sts: cloudMonitor, eventbridge: cloudMonitor }],
    };
    const text = stringify({ ...this.#content, encryptionsalt: passphrase.salt, config: all });
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, text, { mode: 0o600 });
  }
}

/** Whether the alicloud provider is told to call this machine. A stack that is only initialised counts too. */
function isLocal(config: Record<string, unknown>): boolean {
  if (Object.keys(config).length === 0) return true;
  const [endpoints] = (config[ENDPOINTS] ?? []) as { cms?: string }[];
  return endpoints?.cms?.startsWith("127.0.0.1:") ?? false;
}
