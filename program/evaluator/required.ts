// Loaded into the program's process before Pulumi's host.
//
// Configuration that a program requires and that nobody has given is made up here, when it is asked for: the
// call says of which type, and what is only looked for (`get`) stays undefined. Every key is told to the
// evaluator on file descriptor 3, as one JSON object a line.
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { rememberMadeUp } from "../../components/validation/made-up.ts";
import { madeUp } from "../project/made-up.ts";

/** What the evaluator hands over. */
export interface MadeUpSettings {
  /** Values that stand for encrypted ones. */
  standIns: string[];
  /** Declared types by full key. */
  types: Record<string, string>;
}

/** The variable of the environment that holds it, as JSON. */
export const SETTINGS = "CLOUDMONITOR_RELAY_EVALUATION";

interface Options {
  allowedValues?: readonly string[];
  min?: number;
}

interface Config {
  name: string;
  get(key: string): string | undefined;
}

type Require = (this: Config, key: string, options?: Options) => unknown;

/** The calls that require something, by what they answer. */
const REQUIRING = [
  ["", "string"],
  ["Boolean", "boolean"],
  ["Number", "number"],
  ["Object", "object"],
] as const;

function prepare({ standIns, types }: MadeUpSettings): void {
  for (const value of standIns) rememberMadeUp(value);
  const require = createRequire(process.argv[1] ?? "");
  const { Config } = require("@pulumi/pulumi/config.js") as {
    Config: { prototype: Record<string, Require> };
  };
  const { secret: asSecret } = require("@pulumi/pulumi/output.js") as { secret: (value: unknown) => unknown };
  for (const [what, type] of REQUIRING) {
    for (const secret of [false, true]) {
      const method = `require${secret ? "Secret" : ""}${what}`;
      const original = Config.prototype[method];
      if (!original) continue;
      Config.prototype[method] = function (key, options) {
        if (this.get(key) !== undefined) return original.call(this, key, options);
        const full = `${this.name}:${key}`;
        // A list and a map are asked for alike.
        const asked = type === "object" && types[full] === "array" ? "array" : type;
        const text = madeUp({ key, type: asked, secret });
        const value = type === "string" ? (options?.allowedValues?.[0] ?? text) : JSON.parse(text);
        const made = type === "number" ? Math.max(value, options?.min ?? value) : value;
        if (type === "string") rememberMadeUp(made);
        writeSync(3, `${JSON.stringify({ key: full, type: asked, secret })}\n`);
        return secret ? asSecret(made) : made;
      };
    }
  }
}

const settings = process.env[SETTINGS];
if (settings !== undefined) {
  delete process.env[SETTINGS];
  prepare(JSON.parse(settings) as MadeUpSettings);
}
