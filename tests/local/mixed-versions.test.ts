import { readFileSync } from "node:fs";
import { Miniflare, type WorkerOptions } from "miniflare";
import { describe, expect, test } from "vitest";
import { workerCode } from "../../components/receiver/bundle.ts";
import { BINDING, COMPATIBILITY_DATE, OBJECTS } from "../../receiver/config/bindings.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { firing, recovered } from "../engine/caller.ts";

/**
 * While a version is deployed, Cloudflare runs both: a request may meet the one in the Worker and the other
 * in an object, and an upload may be live for a moment without a binding that its code has. Neither may
 * refuse a callback.
 */

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const CONFIG = {
  destinations: { hook: { kind: "webhook", severities: {} } },
  sources: { shop: { generation: 1, deliverTo: ["hook"], language: "en", severities: {} } },
};
const CODE: Record<string, string> = {
  /** The version before the second class of objects, as it was built. */
  former: readFileSync(new URL("../engine/former/worker.mjs", import.meta.url), "utf8"),
  present: workerCode(),
};

/** A Worker of one version, whose objects are those of `script`, of the version `objects`; without some bindings. */
function workerOf(
  name: string,
  version: string,
  { script = name, objects = version, without = "" } = {},
): WorkerOptions {
  const exported = Object.entries(OBJECTS).filter(
    ([binding, className]) =>
      binding !== without && exports(objects, className) && exports(version, className),
  );
  return {
    name,
    modules: [{ type: "ESModule", path: "worker.mjs", contents: CODE[version] ?? "" }],
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {
      CONFIG,
      CALLBACK_SECRET: SECRET,
      DESTINATION_HOOK: JSON.stringify({
        url: "https://hooks.example.com/",
        credential: `whsec_${"YWFh".repeat(10)}`,
      }),
    },
    durableObjects: Object.fromEntries(
      exported.map(([binding, className]) => [binding, { className, scriptName: script, useSQLite: true }]),
    ),
    outboundService: () => new Response(null, { status: 204 }),
  };
}

function exports(version: string, className: string): boolean {
  return new RegExp(`export\\{[^}]*\\b${className}\\b[^}]*\\}`).test(CODE[version] ?? "");
}

/** Sends a callback and then its recovery to the first of some Workers, and tells the answers. */
async function answers(workers: WorkerOptions[]): Promise<string[]> {
  const miniflare = new Miniflare({ cf: false, handleRuntimeStdio: () => {}, workers });
  try {
    const url = `https://relay.example.com/callbacks/shop?token=${sourceToken(SECRET, "shop", 1)}&rule=cpu`;
    const told: string[] = [];
    for (const fields of [firing("i-1"), recovered("i-1")]) {
      const response = await miniflare.dispatchFetch(url, {
        method: "POST",
        body: new URLSearchParams(fields),
      });
      told.push(`${response.status} ${(await response.text()).trim()}`);
    }
    return told;
  } finally {
    await miniflare.dispose();
  }
}

const TAKEN = ['200 {"decision":"opened"}', '200 {"decision":"resolved"}'];

describe.each(["former", "present"])("a Worker of the %s version", (version) => {
  test.each(["former", "present"])("takes callbacks with objects of the %s one", async (objects) => {
    const relay = workerOf("relay", version, { script: "others", objects });
    expect(await answers([relay, workerOf("others", objects)])).toEqual(TAKEN);
  });
});

test.each(Object.keys(OBJECTS).filter((binding) => binding !== BINDING.ledger))(
  "the present version takes callbacks while it lacks the binding %s",
  async (without) => {
    expect(await answers([workerOf("relay", "present", { without })])).toEqual(TAKEN);
  },
);
