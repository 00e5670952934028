import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Clouds, Snapshot } from "./accounts.ts";

/** How long changes are gathered before they are written, in milliseconds. */
const GATHER = 100;

/**
 * The accounts in a file, readable by its owner only: callback URLs hold tokens. Written whole and then
 * renamed, so that a crash leaves the old state or the new one.
 */
export class StateFile {
  readonly #file: string;
  readonly #clouds: Clouds;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: string, clouds: Clouds) {
    this.#file = file;
    this.#clouds = clouds;
  }

  /** Reads what the file holds, if there is one. Throws if it isn't such a file. */
  load(): void {
    if (!existsSync(this.#file)) return;
    let read: Snapshot | undefined;
    try {
      read = JSON.parse(readFileSync(this.#file, "utf8")) as Snapshot;
    } catch {
      // Said below.
    }
    if (read?.version !== 1) {
      throw new Error(
        `${this.#file} is no state of the local CloudMonitor: give another file, or delete this one to begin anew`,
      );
    }
    this.#clouds.restore(read);
  }

  /** Something has changed. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), GATHER);
  }

  /** Writes what has not been written yet. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(this.#clouds.snapshot())}\n`, { mode: 0o600 });
    renameSync(temporary, this.#file);
  }
}
