import { readdirSync, readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { runChecks } from "../../checks/support/run-checks.ts";
import * as components from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { programOf } from "../../program/project/program.ts";
import { holesOf } from "../../program/who/prove.ts";
import { DESTINATIONS_CONFIG } from "../programs/destinations-config.ts";
import { NOW } from "./kit.ts";

/** Nobody learns from examples that have something wrong. */
function found(plan: Plan): string[] {
  return foundIn(readProgram({ ...plan, region: "cn-hangzhou" }));
}

/** What the checks find, and whom `who --prove` sees missed. */
function foundIn(program: Program): string[] {
  const findings = runChecks(program, { now: NOW })
    .filter(({ disabled }) => !disabled)
    .map(({ check, component, message }) => `${check}: ${component.name} ${message}`);
  return [...findings, ...holesOf(program.receivers, [program], NOW).map(({ message }) => message)];
}

const CONFIG = {
  "inline:callback": `https://alerts.example.com/callbacks/production?token=${"t".repeat(32)}`,
  "inline:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "inline:cloudflareAccountId": "0".repeat(32),
  "inline:ilertKey": "il1-made-up",
  "inline:healthchecksUrl": "https://hc-ping.com/made-up-ping-key",
  "inline:archiveSecret": `whsec_${"YWFh".repeat(10)}`,
  "inline:phoneOfMei": "86-13800000000",
  "cloudmonitor-relay:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "alicloud:region": "cn-hangzhou",
};

test("the checks find nothing in the project's own program", async () => {
  const { program } = await programOf({ directory: "." });
  expect(foundIn(program)).toEqual([]);
});

const examples = readdirSync("examples/components").filter((file) => file.endsWith(".ts"));

test.each(examples)("nor in the example %s", async (file) => {
  // Under an address of its own: a module that another file has loaded declares nothing again.
  const declare = () => import(/* @vite-ignore */ `../../examples/components/${file}?clean`);
  const plan = await evaluateInline(declare, { config: CONFIG });
  expect(plan.resources.length).toBeGreaterThan(1);
  expect(found(plan)).toEqual([]);
});

const urls = Object.fromEntries(
  ["shop", "payments", "analytics"].map((name) => [
    name,
    `https://alerts.example.com/callbacks/${name}?token=${"t".repeat(32)}`,
  ]),
);
const SYSTEMS: [file: string, config: Record<string, string>][] = [
  ["destinations", DESTINATIONS_CONFIG],
  ["accounts/receiver/index", { hostname: "alerts.example.com" }],
  ["accounts/rules/index", { receiverStack: "organization/receiver/production" }],
];

test.each(SYSTEMS)("nor in the example %s", async (file, config) => {
  const declare = () => import(/* @vite-ignore */ `../../examples/${file}.ts?clean`);
  const own = Object.fromEntries(Object.entries(config).map(([key, value]) => [`inline:${key}`, value]));
  const stacks = { "organization/receiver/production": { callbackUrls: urls } };
  const plan = await evaluateInline(declare, { config: { ...CONFIG, ...own }, stacks });
  expect(plan.resources.length).toBeGreaterThan(4);
  expect(found(plan)).toEqual([]);
});

test("nor in the ready rules of any product", async () => {
  const plan = await evaluateInline(() => {
    for (const product of Object.values(components.Product)) {
      const args = {
        product,
        contactGroups: ["on-call"],
        callback: pulumi.secret(CONFIG["inline:callback"]),
      };
      new components.RuleSet(product, args);
    }
  });
  expect(plan.resources.length).toBeGreaterThan(110);
  expect(found(plan)).toEqual([]);
});

/** Programs that pages show: blocks of TypeScript that declare something. */
const shown = ["README.md", "docs/deploy.md", "docs/checks/README.md"].flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/```ts\n(.*?)```/gs)]
    .map(([, text = ""]) => text.replace(/^import .*$/gm, "").replaceAll(/\bexport\b/g, ""))
    .filter((text) => /\bnew [A-Z]/.test(text))
    .map((text, index) => [`${page}, block ${index + 1}`, text] as const),
);

test.each(shown)("nor in what is shown in %s", async (_name, text) => {
  const declare = () => {
    const scope = {
      ...components,
      pulumi,
      config: new pulumi.Config(),
      cloudflareAccount: "0".repeat(32),
      onCall: { groupName: "on-call" },
      callback: CONFIG["inline:callback"],
    };
    new Function(...Object.keys(scope), text)(...Object.values(scope));
  };
  // What is written in the open here is a secret in a program.
  const all = found(await evaluateInline(declare, { config: CONFIG }));
  expect(all.filter((each) => !each.startsWith("group-"))).toEqual([]);
});
