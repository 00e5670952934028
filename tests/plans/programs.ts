import { readdirSync } from "node:fs";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";

/** What the programs ask of the stack: made up, and always the same. */
const CONFIG: Record<string, string> = {
  "inline:callback": `https://alerts.example.com/callbacks/production?token=${"t".repeat(32)}`,
  "inline:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "cloudmonitor-relay:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "inline:cloudflareAccountId": "0".repeat(32),
  "inline:hostname": "alerts.example.com",
  "inline:onCallMail": "on-call@example.com",
  "inline:itoc360Token": "itoc-token-0001",
  "inline:ilertKey": "ilert-key-0001",
  "inline:flashdutyKey": "flash-key-0001",
  "inline:archiveSecret": `whsec_${"YWFh".repeat(10)}`,
  "inline:phoneOfMei": "86-13800000000",
  "inline:receiverStack": "organization/receiver/production",
  "alicloud:region": "cn-hangzhou",
};

const URLS = Object.fromEntries(
  ["shop", "payments", "analytics"].map((name) => [
    name,
    `https://alerts.example.com/callbacks/${name}?token=${"t".repeat(32)}`,
  ]),
);

/**
 * Programs as they were at the release that is recorded, and so never changed. That they still compile
 * shows that the release after it understands them.
 */
export const PROGRAMS = readdirSync(new URL("released", import.meta.url))
  .filter((file) => file.endsWith(".ts") && file !== "accounts-table.ts")
  .map((file) => file.replace(/\.ts$/, ""));

/**
 * What a program deploys: of each resource what a change of would show in a preview. One that has an alias
 * in `recorded` is that one.
 */
export async function deployed(name: string, recorded: readonly string[] = []): Promise<{ urn: string }[]> {
  const plan: Plan = await evaluateInline(() => import(/* @vite-ignore */ `./released/${name}.ts`), {
    config: CONFIG,
    stacks: { "organization/receiver/production": { callbackUrls: URLS } },
  });
  return plan.resources
    .filter(({ custom }) => custom)
    .map(({ urn, inputs, provider, options, ...rest }) => ({
      urn: [urn, ...options.aliases].find((each) => recorded.includes(each)) ?? urn,
      provider,
      inputs: lasting(rest, inputs),
      protect: options.protect,
      deleteBeforeReplace: options.deleteBeforeReplace,
      ignoreChanges: options.ignoreChanges,
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/**
 * Inputs without what has to change with every release: the Worker's code, which is the release, and its
 * bindings, which are its code's own settings; of those the names stay. A dynamic resource carries the
 * code of its provider in `__provider`.
 */
function lasting({ type }: Pick<Resource, "type">, inputs: Record<string, unknown>) {
  const { __provider, ...kept } = inputs;
  if (!type.endsWith(":WorkersScript")) return kept;
  const { content, bindings, ...script } = kept;
  return { ...script, bindings: (bindings as { name: string }[]).map((binding) => binding.name).sort() };
}
