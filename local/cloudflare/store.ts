import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "./accounts.ts";

/** Marks bytes in the file. */
const BYTES = "base64:";

/**
 * What the local Cloudflare keeps: accounts with their scripts in one file, Durable Objects in a folder
 * beside it. The file holds the scripts' secrets in clear, as it must run them: only its owner can read it.
 */
export class Store {
  readonly #folder: string;
  readonly #temporary: boolean;

  /** Without a folder everything is gone when it is closed. */
  constructor(folder?: string) {
    this.#temporary = folder === undefined;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), "local-cloudflare-"));
    mkdirSync(this.objects, { recursive: true, mode: 0o700 });
  }

  /** Folder of the Durable Objects. */
  get objects(): string {
    return join(this.#folder, "objects");
  }

  read(): Account[] {
    if (!existsSync(this.#file)) return [];
    const { accounts } = JSON.parse(readFileSync(this.#file, "utf8"), (_, value) =>
      typeof value === "string" && value.startsWith(BYTES)
        ? new Uint8Array(Buffer.from(value.slice(BYTES.length), "base64"))
        : value,
    ) as { accounts: Account[] };
    return accounts;
  }

  write(accounts: Account[]): void {
    if (this.#temporary) return;
    const text = JSON.stringify({ accounts }, (_, value) =>
      value instanceof Uint8Array ? BYTES + Buffer.from(value).toString("base64") : value,
    );
    // Written beside it first: a stop in between leaves the file as it was.
    writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** Deletes the objects of a namespace. */
  forget(namespaceId: string): void {
    rmSync(join(this.objects, namespaceId), { recursive: true, force: true });
  }

  close(): void {
    if (this.#temporary) rmSync(this.#folder, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#folder, "cloudflare.json");
  }
}
