import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { workerBundle } from "../../components/receiver/bundle.ts";
import type { Destination } from "../../receiver/destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import { DESTINATION_KINDS } from "../../receiver/destinations/setups.ts";
import { ACCESS, NOW, STEPS, sample } from "../receiver/destinations/samples.ts";

const textOf = (kinds: readonly DestinationKind[]) => readFileSync(workerBundle(kinds).file, "utf8");

/** The adapters inside a Worker, by kind: it is loaded here, without the runtime and what only that has. */
async function adaptersIn(worker: string): Promise<Record<string, () => Destination>> {
  const [, registry] = /([\w$]+)=\{itoc360:\(\)=>/.exec(worker) ?? [];
  const alone = worker.replace(/import\{DurableObject as ([\w$]+)\}from"cloudflare:workers"/, "class $1{}");
  const module = `${alone}\nexport{${registry} as adapters}`;
  return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`)).adapters;
}

/** What an adapter sends in the course of an incident, and what it makes of some replies. */
async function behaviour(kind: DestinationKind, adapter: Destination) {
  const messages = STEPS.map((step) => sample(kind, { step }));
  const replies = [200, 202, 302, 400, 404, 429, 500].flatMap((status) =>
    ['{"errcode":1,"code":1,"error":{"code":"NoLicense"}}', "ok"].map((body) => ({
      status,
      body,
      headers: new Headers(),
    })),
  );
  return {
    requests: await Promise.all(messages.map((message) => adapter.build(message, ACCESS[kind], NOW))),
    verdicts: messages.flatMap((message) => replies.map((reply) => adapter.judge(reply, message, NOW))),
  };
}

describe.each(DESTINATION_KINDS)("a Worker for %s alone", (kind) => {
  let adapters: Record<string, () => Destination>;

  beforeAll(async () => {
    adapters = await adaptersIn(textOf([kind]));
  });

  test("does there what the source does", async () => {
    const adapter = adapters[kind]?.() as Destination;
    expect(await behaviour(kind, adapter)).toEqual(await behaviour(kind, destinationOf(kind)));
    expect(JSON.stringify(adapter)).toBe(JSON.stringify(destinationOf(kind)));
  });

  test("lacks what it does not use", () => {
    const left = DESTINATION_KINDS.filter((other) => {
      try {
        return adapters[other]?.();
      } catch {
        return false;
      }
    });
    // Some are made of another: of the one that their name begins with, or of Opsgenie, whose API Jira took over.
    const base = kind === "jsm" ? "opsgenie" : kind.replace(/-.*$/, "");
    expect(new Set(left)).toEqual(new Set([base, kind]));
  });
});

test("the same kinds in any order give the same file, without the marks of its parts", () => {
  const some = workerBundle(["slack", "ilert", "ilert"]);
  expect(workerBundle(["ilert", "slack"])).toEqual(some);
  expect(some.file).toBe("dist/worker/worker.ilert.slack.mjs");
  expect(readFileSync(some.file, "utf8")).not.toContain("/*");
});

test("a Worker with every kind is all that there is", () => {
  const whole = workerBundle();
  expect(whole.file).toBe("dist/worker/worker.mjs");
  for (const kind of DESTINATION_KINDS)
    expect(textOf([kind]).length).toBeLessThan(textOf(DESTINATION_KINDS).length);
});
