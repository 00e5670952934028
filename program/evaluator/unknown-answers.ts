// Loaded into the program's process before Pulumi's host.
//
// A function that asks a cloud answers an output, or a promise of plain values. An output may be unknown, and
// Pulumi's SDK sees to it. In place of plain values it gives an empty object, whose fields would be left out of
// resources in silence: here they are unknown too. What has to be known at once ends with what to do about it.
import { createRequire } from "node:module";
import { unansweredText } from "./missing.ts";
import { UNKNOWN_TEXT } from "./values.ts";

type Invoke = (token: string, ...rest: unknown[]) => Promise<unknown>;

const require = createRequire(process.argv[1] ?? "");
const runtime = require("@pulumi/pulumi/runtime/invoke.js") as { invoke: Invoke };
const { invoke } = runtime;

runtime.invoke = async (token, ...rest) => {
  const answer = await invoke(token, ...rest);
  const isEmpty = typeof answer === "object" && answer !== null && Object.keys(answer).length === 0;
  return isEmpty ? unknown(token) : answer;
};

/** Unknown for Pulumi's SDK, with every field that is asked of it. */
function unknown(token: string): unknown {
  const value: unknown = new Proxy(
    {},
    {
      get(_target, key) {
        if (key === "__pulumiUnknown") return true;
        // No promise, though it is awaited.
        if (key === "then") return undefined;
        // A text with something unknown in it is unknown.
        if (key === Symbol.toPrimitive || key === "toString") return () => UNKNOWN_TEXT;
        // Nor a list, since nobody knows of what.
        if (typeof key === "symbol" || TAKEN_APART.has(key))
          throw new Error(unansweredText({ kind: "function", name: token, urn: "" }));
        return value;
      },
    },
  );
  return value;
}

/** What is asked of a list whose content has to be known. */
const TAKEN_APART = new Set(["map", "filter", "forEach", "find", "flatMap", "join", "length", "includes"]);
