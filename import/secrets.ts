import { Code } from "./code.ts";

/** What a secret is, which its name in the configuration begins with. */
export type SecretKind = "callback" | "phone" | "webhook" | "password" | "headers" | "cookie";

/** Secrets of the imported account: the program has only the names, the stack's configuration the values. */
export class Secrets {
  readonly #names = new Map<string, string>();

  /** The expression that reads a secret from the configuration. The same value is the same secret. */
  code(kind: SecretKind, value: string): Code {
    let name = this.#names.get(value);
    if (name === undefined) {
      const before = [...this.#names.values()].filter((each) => each.startsWith(kind)).length;
      name = before === 0 ? kind : `${kind}${before + 1}`;
      this.#names.set(value, name);
    }
    return new Code(`config.requireSecret(${JSON.stringify(name)})`, value);
  }

  /** What identifies a notification object: its id, which is none, or its URL, which is a secret. */
  codeOfUrl(identifier: string): Code | string {
    return /^https?:/.test(identifier) ? this.code("webhook", identifier) : identifier;
  }

  /** Names in the configuration with their values, in the order in which they came up. */
  entries(): { name: string; value: string }[] {
    return [...this.#names].map(([value, name]) => ({ name, value }));
  }
}
