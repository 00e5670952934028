import { describe, expect, test } from "vitest";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { FIELDS } from "../../receiver/message/template.ts";
import { destinationFiles, registryFiles } from "../../scripts/reference/destinations.ts";
import { exampleOf, referenceFiles, strayPages } from "../../scripts/reference/files.ts";
import { read } from "../../scripts/reference/page.ts";
import { componentNames } from "../../scripts/reference/schema.ts";
import { openText } from "../programs/open-text.ts";

/** What the examples ask of the stack. All made up. */
const CONFIG = {
  "inline:callback": `https://alerts.example.com/callbacks/production?token=${"t".repeat(32)}`,
  "inline:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
  "inline:cloudflareAccountId": "0".repeat(32),
  "inline:ilertKey": "il1-made-up",
  "inline:healthchecksUrl": "https://hc-ping.com/made-up-ping-key",
  "inline:archiveSecret": `whsec_${"YWFh".repeat(10)}`,
  "inline:phoneOfMei": "86-13800000000",
  "alicloud:region": "cn-hangzhou",
};

const SECRETS = ["t".repeat(32), CONFIG["inline:callbackSecret"], CONFIG["inline:ilertKey"], "13800000000"];

describe("the reference", () => {
  // A difference in schema.json is a difference of the public API: it belongs into the changelog.
  test("is what the components say; if not, run: npm run reference", () => {
    for (const [path, text] of referenceFiles()) expect(read(path), path).toBe(text);
    // The compiler reads everything that the components import, on cores that may be busy.
  }, 120_000);

  test("of destinations follows from them; if not, run: npm run reference", () => {
    for (const [path, text] of [...registryFiles(), ...destinationFiles()])
      expect(read(path), path).toBe(text);
  });

  test("names every field of templates in the index of destinations", () => {
    for (const field of FIELDS) expect(read("docs/destinations/README.md")).toContain(`\`{${field}}\``);
  });

  test("has no page without a component", () => {
    expect(strayPages()).toEqual([]);
  });
});

// That they are well typed is checked with all other files.
describe("the example of", () => {
  test.each(componentNames())("%s declares it", async (component) => {
    // Under an address of its own: a module that another file has loaded declares nothing again.
    const plan = await evaluateInline(() => import(/* @vite-ignore */ `../../${exampleOf(component)}?here`), {
      config: CONFIG,
    });
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const types = plan.resources.map(({ type }) => type);
    expect(types).toContain(`cloudmonitor-relay:index:${component}`);
    for (const resource of plan.resources) {
      for (const secret of SECRETS) expect(openText(resource), resource.name).not.toContain(secret);
    }
  });
});
